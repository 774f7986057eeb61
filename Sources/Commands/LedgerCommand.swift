internal import Foundation
internal import Records
internal import Site

/// `liandong ledger`.
enum LedgerCommand {
  static let row = Command(
    "ledger", operands: Operands("[verify]", 0...1), "who looked at records, when and why (台账)",
    details: [
      "For members of liandong-auditor and root. A look-up that never said how it ended has ? for "
        + "its records. verify walks along the ledger's chain as liandong cdr verify does. Whoever looks "
        + "at the ledger stands in it afterwards, with the --reason."
    ],
    options: [.site, .json, from, to, .reason, CDRVerify.head],
    examples: [
      Command.Example("liandong ledger --from 2026-11-01", "this month's look-ups")
    ]
  ) { invocation in
    guard invocation.surroundings.onlooker.role == .auditor else {
      throw CommandFailure("only members of liandong-auditor, and root, see the ledger")
    }
    if let verb = invocation.arguments.operands.first {
      guard verb == "verify" else {
        throw CommandFailure.usage("\"\(verb)\" is unknown; did you mean \"verify\"?")
      }
      return try CDRVerify.run(invocation, .ledger)
    }
    if invocation.arguments.has(CDRVerify.head) {
      throw CommandFailure.usage("--head goes with verify only")
    }
    return try list(invocation)
  }

  private static let from = Option("--from", "TIME", "look-ups that began then or later")
  private static let to = Option("--to", "TIME", "look-ups that began then or earlier")

  private static func list(_ invocation: Invocation) throws -> ExitStatus {
    let site = try invocation.site()
    let arguments = invocation.arguments
    let filter: CDRFilter
    do throws(FilterProblem) {
      filter = try CDRFilter(
        from: arguments.value(from), to: arguments.value(to),
        time: SiteTime(zone: site.timeZone))
    } catch {
      throw CommandFailure.usage(error.description)
    }
    let reader = LedgerReader(directory: RecordDirectory(site.dataDirectory))
    let contents = try reader.read(in: (filter.from ?? .min)..<(filter.to ?? .max))
    try LookUp.note(invocation, of: "ledger", at: site, records: contents.entries.count)
    if invocation.wantsJSON {
      invocation.surroundings.output.write(contents.lines.map { $0 + "\n" }.joined())
    } else if !contents.entries.isEmpty {
      invocation.surroundings.say(table(of: contents.entries))
    }
    if contents.entries.isEmpty { invocation.surroundings.talk("no look-ups") }
    if contents.unreadable > 0 {
      invocation.surroundings.talk(
        "\(Count.of(contents.unreadable, "line")) could not be read; `liandong ledger verify`")
    }
    return .well
  }

  private static func table(of entries: [LedgerEntry]) -> String {
    var table = TextTable(["TIME", "USER", "ROLE", "NUMBERS", "RECORDS", "COMMAND", "REASON"])
    for entry in entries {
      table.add([
        String(entry.at.prefix(19)).replacing("T", with: " "), entry.user, entry.role,
        entry.isMasked ? "hidden" : "shown", entry.records.map { "\($0)" } ?? "?", entry.what,
        entry.why ?? "-",
      ])
    }
    return table.text
  }
}
