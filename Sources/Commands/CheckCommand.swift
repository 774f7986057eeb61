internal import Routing
internal import Site

/// `liandong check`.
enum CheckCommand {
  static let row = Command(
    "check", "report every mistake in a site file",
    details: [
      "Prints one line a mistake, as compilers do: site.conf:14:9: error: what stands there; what "
        + "is expected. Exit status 1 when there is an error; warnings alone are no failure. Transition periods of "
        + "merged numbers are held against today: their end is warned of 14 days ahead."
    ],
    options: [.site, .json, sample, embedded],
    examples: [
      Command.Example("liandong check --site site.conf", "check a file before the box gets it"),
      Command.Example("liandong check --sample > site.conf", "begin a site of one's own"),
    ]
  ) { invocation in
    let arguments = invocation.arguments
    if arguments.has(sample), arguments.has(embedded) {
      throw CommandFailure.usage("--sample and --default print one file each: give one of them")
    }
    if arguments.has(sample) { return invocation.surroundings.say(SiteSchema.sampleFile()) }
    if arguments.has(embedded) { return invocation.surroundings.say(SiteFile.embeddedDefault) }
    return try report(invocation)
  }

  private static let sample = Option(
    "--sample", "print a site file that shows every key there is, and check nothing")
  private static let embedded = Option(
    "--default", "print the embedded default site, and check nothing")

  /// A diagnostic as tools read it.
  private struct Line: Encodable {
    let file: String
    let line: Int
    let column: Int
    let severity: String
    let message: String
  }

  private static func report(_ invocation: Invocation) throws -> ExitStatus {
    let (site, diagnostics) = try checked(invocation)
    for diagnostic in diagnostics {
      if invocation.wantsJSON {
        try invocation.say(
          json: Line(
            file: diagnostic.file, line: diagnostic.line, column: diagnostic.column,
            severity: diagnostic.severity.rawValue, message: diagnostic.message))
      } else {
        invocation.surroundings.say(diagnostic.description)
      }
    }
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count { $0.severity == .warning }
    let name = invocation.sitePath ?? SiteFile.embeddedName
    var summary = "\(name): "
    summary += errors == 0 ? "no mistakes" : Count.of(errors, "error")
    if warnings > 0 { summary += ", " + Count.of(warnings, "warning") }
    if let site {
      summary += "; " + contents(of: site)
    }
    invocation.surroundings.talk(summary)
    return errors == 0 ? .well : .failed
  }

  private static func checked(
    _ invocation: Invocation
  ) throws(SiteError) -> (SiteConfiguration?, [Diagnostic]) {
    if let path = invocation.sitePath { return SiteFile.check(path: path) }
    let site = try SiteFile.embedded(environment: invocation.surroundings.environment)
    return (site, site.warnings)
  }

  private static func contents(of site: SiteConfiguration) -> String {
    [
      Count.of(site.networks.count, "network"), Count.of(site.trunks.count, "trunk"),
      Count.of(site.seats.count, "seat"), Count.of(site.directory.groups.count, "group"),
      Count.of(site.keys.count, "key"), "data in \(site.dataDirectory)",
    ].joined(separator: ", ")
  }
}
