internal import Foundation
internal import Records
internal import Routing
internal import Site

/// `liandong cdr`.
enum CDRCommand {
  static let row = Command(
    "cdr", operands: Operands("[verify|prune|recording CALL|correct CALL]", 0...2),
    "the calls' records, of a running box or a stopped one",
    details: [
      "Times are 2026-11-21, 2026-11-21T08:30 or 2026-11-21T08:30:15, in the site's zone unless Z "
        + "or an offset such as +08:00 stands behind. --from takes in the first moment of what it "
        + "names and --to the last. What is asked for must hold all at once.",
      "Citizens' numbers are hidden (138****1234), except from members of the group "
        + "liandong-supervisor or liandong-auditor, and root. Every look-up is a line of the "
        + "ledger, with its --reason: see liandong ledger.",
      "verify walks along the chain of all records and reports every byte that was changed, "
        + "removed or moved. prune removes records of calls that ended before --before; the "
        + "chain begins behind them from then on.",
      "recording prints where the recordings of CALL are, or copies them to --out; it is for "
        + "supervisors and auditors, with a --reason.",
      "correct says what a seat marked wrongly in a closed CALL. The record stays as it was written; "
        + "the running box appends the correction to the chain and enters it into the ledger. "
        + "Listings, exports and reports have the corrected value from then on. It is for "
        + "supervisors and auditors, with a --reason.",
    ],
    options: [
      .site, .json, csv, sql, asterisk, from, to, number, seat, group, ending, transferred, limit,
      last, open, .reason, CDRVerify.head, CDRPrune.before,
      CDRPrune.retention, CDRRecording.out, CDRCorrect.set,
    ],
    examples: [
      Command.Example("liandong cdr --last 20", "the twenty latest calls"),
      Command.Example(
        "liandong cdr --from 2026-11-21 --to 2026-11-21 --transferred", "that day's transfers"),
      Command.Example("liandong cdr --sql sqlite | sqlite3 calls.db", "a database of all calls"),
      Command.Example(
        "liandong cdr recording 000065c1a3b4f000 --out call.wav --reason 'inquiry 7'",
        "a copy of the recording"),
      Command.Example(
        "liandong cdr correct 000065c1a3b4f000 --set level=3 --reason 'report 12'",
        "the level as it should have been"),
      Command.Example("liandong cdr verify", "whether anybody touched the records"),
    ]
  ) { invocation in
    let arguments = invocation.arguments
    guard let verb = arguments.operands.first else {
      let verbs = [
        (CDRVerify.head, "verify or prune"), (CDRPrune.before, "verify or prune"),
        (CDRPrune.retention, "verify or prune"), (CDRRecording.out, "recording"),
        (CDRCorrect.set, "correct"),
      ]
      for (option, verb) in verbs where arguments.has(option) {
        throw CommandFailure.usage("\(option.name) goes with \(verb) only")
      }
      return try look(invocation)
    }
    if verb != "recording", verb != "correct", arguments.operands.count > 1 {
      throw CommandFailure.usage("\(verb) takes no \"\(arguments.operands[1])\"")
    }
    if verb != "correct", arguments.has(CDRCorrect.set) {
      throw CommandFailure.usage("--set goes with correct only")
    }
    switch verb {
    case "correct": return try CDRCorrect.run(invocation)
    case "recording": return try CDRRecording.run(invocation)
    case "verify": return try CDRVerify.run(invocation)
    case "prune": return try CDRPrune.run(invocation)
    default:
      throw CommandFailure.usage(
        "\"\(verb)\" is unknown; "
          + Nearest.hint(for: verb, among: ["verify", "prune", "recording", "correct"]))
    }
  }

  private static let csv = Option("--csv", "print one row a call, with a header")
  private static let sql = Option(
    "--sql", "KIND", "print tables and rows for a database: sqlite or postgresql")
  private static let asterisk = Option(
    "--asterisk", "print the columns of Asterisk's Master.csv (cdr_csv)")
  private static let from = Option("--from", "TIME", "calls that began then or later")
  private static let to = Option("--to", "TIME", "calls that began then or earlier")
  private static let number = Option(
    "--number", "NUMBER", "calls from or to this number; * at an end stands for any digits")
  private static let seat = Option("--seat", "SEAT", "calls in which this seat had any part")
  private static let group = Option(
    "--group", "GROUP", "calls for which this group was rung, at first or by a key")
  private static let ending = Option(
    "--ending", "ENDING", "calls that ended so: abandoned, caller-hung-up, released, rejected, …")
  private static let transferred = Option(
    "--transferred", "calls to which another desk was added")
  private static let limit = Option("--limit", "N", "at most so many, the first ones")
  private static let last = Option("--last", "N", "at most so many, the last ones")
  private static let open = Option("--open", "only calls that are still up")

  /// A call's id as somebody typed it.
  static func call(_ text: String) throws(CommandFailure) -> String {
    let id = text.lowercased()
    guard id.count == 16, id.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
      throw .usage("\"\(text)\" is no call; expected 16 hexadecimal digits")
    }
    return id
  }

  private static func look(_ invocation: Invocation) throws -> ExitStatus {
    let site = try invocation.site()
    let format = try format(invocation.arguments)
    let filter = try filter(invocation.arguments, site)
    guard FileManager.default.fileExists(atPath: site.dataDirectory) else {
      invocation.surroundings.talk("no calls: \(site.dataDirectory) does not exist yet")
      return .well
    }
    return try CDRListing(invocation, site, format).run(filter)
  }

  /// `nil` for the table.
  private static func format(_ arguments: ParsedArguments) throws(CommandFailure) -> RecordFormat? {
    var formats: [(String, RecordFormat)] = []
    if arguments.has(.json) { formats.append(("--json", .jsonLines)) }
    if arguments.has(csv) { formats.append(("--csv", .csv)) }
    if arguments.has(asterisk) { formats.append(("--asterisk", .asterisk)) }
    if let text = arguments.value(sql) {
      guard let dialect = SQLDialect(rawValue: text) else {
        throw .usage("--sql \"\(text)\" is no database here; expected sqlite or postgresql")
      }
      formats.append(("--sql", .sql(dialect)))
    }
    if formats.count > 1 {
      throw .usage("\(formats[0].0) and \(formats[1].0) are two forms: give one of them")
    }
    return formats.first?.1
  }

  private static func filter(
    _ arguments: ParsedArguments, _ site: SiteConfiguration
  ) throws(CommandFailure) -> CDRFilter {
    var filter: CDRFilter
    do throws(FilterProblem) {
      filter = try CDRFilter(
        from: arguments.value(from), to: arguments.value(to), number: arguments.value(number),
        seat: arguments.value(seat), ending: arguments.value(ending),
        transferredOnly: arguments.has(transferred), limit: arguments.value(limit),
        last: arguments.value(last), time: SiteTime(zone: site.timeZone))
    } catch {
      throw .usage(error.description)
    }
    if let name = arguments.value(group) { filter.group = try known(name, site) }
    if arguments.has(open) { filter.scope = .open }
    return filter
  }

  private static func known(
    _ name: String, _ site: SiteConfiguration
  ) throws(CommandFailure) -> CDRFilter.Group {
    let groups = site.directory.groups.keys.map(\.text).sorted()
    guard groups.contains(name) else {
      throw .usage("--group \"\(name)\" is no group; \(Nearest.hint(for: name, among: groups))")
    }
    var numbers: Set<String> = []
    for rule in site.directory.numbers.rules {
      if case .group(let group) = rule.route, group.text == name { numbers.insert(rule.pattern) }
    }
    return CDRFilter.Group(name: name, numbers: numbers)
  }
}
