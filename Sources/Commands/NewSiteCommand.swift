internal import Site

/// `liandong new-site`.
enum NewSiteCommand {
  static let row = Command(
    "new-site", "write a site to start from, as a county's notice asks for it",
    details: [
      "Writes site.conf into DIR, and with it the tables that it names. Behind each setting that a "
        + "notice asks for stands the clause. Addresses, seats and passwords are those of a lab on "
        + "this machine, so that the site runs as it stands; their lines are marked "
        + "\"\(SiteDraft.mark)\". No file is ever overwritten."
    ],
    options: [county, directory, SeedsDirectory.option],
    examples: [
      Command.Example("liandong new-site --county siyang --out site", "begin with Siyang's rules"),
      Command.Example("liandong serve --site site", "try it as it stands"),
    ]
  ) { invocation in
    let arguments = invocation.arguments
    guard let out = arguments.value(directory)?.withoutSlash, !out.isEmpty else {
      throw CommandFailure.usage("where to? expected \(directory.usage)")
    }
    let seeds = try SeedsDirectory.seeds(invocation)
    guard let county = arguments.value(county) else {
      throw CommandFailure.usage(
        "which county? expected --county and one of: \(seeds.counties.joined(separator: ", "))")
    }
    guard seeds.counties.contains(county) else {
      throw CommandFailure.usage(
        "no county \"\(county)\"; \(Nearest.hint(for: county, among: seeds.counties))")
    }
    guard seeds.isRight else {
      throw CommandFailure(
        "the seeds are wrong\n"
          + seeds.diagnostics.map(\.description).joined(separator: "\n"))
    }
    let files = try NewSite.files(of: county, seeds)
    try NewSite.write(files, to: out)
    return report(files, in: out, invocation)
  }

  private static let county = Option("--county", "NAME", "the county, or city, whose notice it is")
  private static let directory = Option("--out", "DIR", "where to; it is made if it is missing")

  /// Says what was written, what the checker thinks of it, and what is left to do.
  private static func report(
    _ files: [NewSite.File], in out: String, _ invocation: Invocation
  ) -> ExitStatus {
    for file in files { invocation.surroundings.say("\(out)/\(file.name)") }
    let diagnostics = SiteFile.check(path: out).1
    for diagnostic in diagnostics { invocation.surroundings.talk(diagnostic.description) }
    let left = files.reduce(0) { count, file in
      count + file.text.split(separator: "\n").count { $0.contains("; " + SiteDraft.mark) }
    }
    invocation.surroundings.talk(
      "\(Count.of(left, "line")) marked \"\(SiteDraft.mark)\"; then: liandong check --site "
        + Shell.quoted(out))
    return diagnostics.contains { $0.severity == .error } ? .failed : .well
  }
}
