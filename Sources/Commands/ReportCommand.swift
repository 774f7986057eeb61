internal import Foundation
internal import Records
internal import Routing
internal import Site

/// `liandong report`.
enum ReportCommand {
  static let row = Command(
    "report", "the figures of a day, month, quarter, half-year or year",
    details: [
      "One self-contained HTML file with charts that read well on paper, or the same figures as "
        + "JSON or CSV. Every formula is printed in it. The period is one of 2026-10-05, 2026-10, "
        + "2026-Q4, 2026-H2 and 2026, in the site's time zone; a call belongs to the period in "
        + "which it began."
    ],
    options: [.site, period, format, language, output, wrong, .reason],
    examples: [
      Command.Example(
        "liandong report --period 2026-10 --output 2026-10.html", "October's report"),
      Command.Example("liandong report --period 2026 --format csv", "the year for a spreadsheet"),
    ]
  ) { invocation in
    let arguments = invocation.arguments
    guard let name = arguments.value(period) else {
      throw CommandFailure.usage("expected --period, such as --period 2026-10")
    }
    let kind = arguments.value(format) ?? "html"
    guard ["html", "json", "csv"].contains(kind) else {
      throw CommandFailure.usage("--format \"\(kind)\" is unknown; expected html, json or csv")
    }
    let words = arguments.value(language) ?? "zh"
    guard let words = ReportLanguage(rawValue: words) else {
      throw CommandFailure.usage("--language \"\(words)\" is unknown; expected zh or en")
    }
    let minutes = arguments.value(wrong) ?? "5"
    guard let minutes = Int(minutes), (1...1440).contains(minutes) else {
      throw CommandFailure.usage(
        "--wrong-within \"\(minutes)\" is no count of minutes; expected 1–1440")
    }
    let site = try invocation.site()
    let time: Period
    do throws(FilterProblem) {
      time = try Period(name, zone: site.timeZone)
    } catch {
      throw CommandFailure.usage("--period \(error.description)")
    }
    if let path = arguments.value(output) { try checkPlace(path) }
    let report = try make(invocation, site, time, words, minutes)
    let text = kind == "html" ? report.html : kind == "json" ? report.json : report.csv
    return try write(text, invocation)
  }

  private static let period = Option("--period", "PERIOD", "what the report is about")
  private static let format = Option(
    "--format", "FORM", default: "html", "html, json or csv")
  private static let language = Option("--language", "LANGUAGE", default: "zh", "zh or en")
  private static let output = Option("--output", "FILE", "write there instead of printing it")
  private static let wrong = Option(
    "--wrong-within", "MINUTES", default: "5",
    "a transfer that comes back within so many minutes was a wrong one")

  private static func make(
    _ invocation: Invocation, _ site: SiteConfiguration, _ period: Period,
    _ language: ReportLanguage, _ minutes: Int
  ) throws -> Report {
    guard FileManager.default.fileExists(atPath: site.dataDirectory) else {
      throw CommandFailure("no calls: \(site.dataDirectory) does not exist yet")
    }
    let lookUp = try LookUp(invocation, of: "report", at: site)
    let progress = Progress("reading records", invocation.surroundings)
    let statistics: Statistics
    do throws(FileProblem) {
      statistics = try Statistics.read(
        RecordDirectory(site.dataDirectory), period, site: map(of: site), zone: site.timeZone,
        wrongWithin: minutes, progress: progress.report)
    } catch {
      try lookUp.end(0, outcome: "failed")
      throw error
    }
    progress.finish()
    try lookUp.end(statistics.whole.offered)
    return Report(
      statistics, language: language, site: site.name, zone: site.timeZone, at: LookUp.now)
  }

  private static func map(of site: SiteConfiguration) -> SiteMap {
    var map = SiteMap()
    for seat in site.seats { map.platformOfSeat[seat.name.text] = seat.platform.text }
    for group in site.directory.groups.keys {
      map.platformOfGroup[group.text] = site.directory.platform(of: .group(group))?.text
    }
    for rule in site.directory.numbers.rules {
      if case .group(let group) = rule.route { map.groupOfNumber[rule.pattern] = group.text }
    }
    return map
  }

  /// Where a report cannot be written, no record need be looked at for it.
  private static func checkPlace(_ path: String) throws(CommandFailure) {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw CommandFailure("cannot write \(path): it is a directory")
    }
    guard FileManager.default.fileExists(atPath: folder) else {
      throw CommandFailure("cannot write \(path): there is no directory \(folder)")
    }
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw CommandFailure("cannot write \(path): no right to write into \(folder)")
    }
  }

  private static func write(_ text: String, _ invocation: Invocation) throws -> ExitStatus {
    guard let path = invocation.arguments.value(output) else {
      invocation.surroundings.output.write(text)
      return .well
    }
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw CommandFailure("cannot write \(path): \(error.localizedDescription)")
    }
    invocation.surroundings.talk("wrote \(path)")
    return .well
  }
}
