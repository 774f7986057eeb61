internal import Foundation
internal import Records
internal import Site

/// `liandong cdr`.
enum CDRCommand {
  static let row = Command(
    "cdr", "the calls' records, of a running box or a stopped one",
    details: [
      "Times are 2026-11-21, 2026-11-21T08:30 or 2026-11-21T08:30:15, in the site's zone unless Z "
        + "or an offset such as +08:00 stands behind. --from takes in the first moment of what it "
        + "names and --to the last. What is asked for must hold all at once."
    ],
    options: [.site, .json, from, to, number, seat, ending, transferred, limit, last, open],
    examples: [
      Command.Example("liandong cdr --last 20", "the twenty latest calls"),
      Command.Example(
        "liandong cdr --from 2026-11-21 --to 2026-11-21 --transferred", "that day's transfers"),
    ]
  ) { invocation in
    let site = try invocation.site()
    let arguments = invocation.arguments
    var filter: CDRFilter
    do throws(FilterProblem) {
      filter = try CDRFilter(
        from: arguments.value(from), to: arguments.value(to), number: arguments.value(number),
        seat: arguments.value(seat), ending: arguments.value(ending),
        transferredOnly: arguments.has(transferred), limit: arguments.value(limit),
        last: arguments.value(last), time: SiteTime(zone: site.timeZone))
    } catch {
      throw CommandFailure.usage(error.description)
    }
    if arguments.has(open) { filter.scope = .open }
    guard FileManager.default.fileExists(atPath: site.dataDirectory) else {
      invocation.surroundings.talk("no calls: \(site.dataDirectory) does not exist yet")
      return .well
    }
    let reader = CDRReader(directory: RecordDirectory(site.dataDirectory), zone: site.timeZone)
    return try list(reader, filter, invocation)
  }

  private static let from = Option("--from", "TIME", "calls that began then or later")
  private static let to = Option("--to", "TIME", "calls that began then or earlier")
  private static let number = Option(
    "--number", "NUMBER", "calls from or to this number; * at an end stands for any digits")
  private static let seat = Option("--seat", "SEAT", "calls in which this seat had any part")
  private static let ending = Option(
    "--ending", "ENDING", "calls that ended so: abandoned, caller-hung-up, released, rejected, …")
  private static let transferred = Option(
    "--transferred", "calls to which another desk was added")
  private static let limit = Option("--limit", "N", "at most so many, the first ones")
  private static let last = Option("--last", "N", "at most so many, the last ones")
  private static let open = Option("--open", "only calls that are still up")

  private static func list(
    _ reader: CDRReader, _ filter: CDRFilter, _ invocation: Invocation
  ) throws -> ExitStatus {
    let surroundings = invocation.surroundings
    let wantsJSON = invocation.wantsJSON
    var table = RecordTable()
    var lines = ""
    let summary: CDRReader.Summary
    do {
      summary = try reader.read(filter) { match in
        guard wantsJSON else { return table.add(match.entry) }
        lines += match.line + "\n"
        guard lines.utf8.count > 65_536 else { return }
        surroundings.output.write(lines)
        lines = ""
        // Nobody reads any more: the rest of a long file need not be read either.
        if surroundings.output.isClosed { throw ReaderGone() }
      }
    } catch is ReaderGone {
      return .well
    }
    surroundings.output.write(lines)
    if !table.isEmpty { surroundings.say(table.text) }
    let unreadable = summary.unreadable
    if unreadable > 0 {
      surroundings.talk(
        "\(Count.of(unreadable, "line")) could not be read and \(unreadable == 1 ? "is" : "are") left out"
      )
    }
    if summary.matches == 0 { surroundings.talk("no calls match") }
    return .well
  }

  /// Ends a listing whose reader went away.
  private struct ReaderGone: Error {}
}
