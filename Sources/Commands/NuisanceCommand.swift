internal import Console
internal import Foundation
internal import Records
internal import Site

/// `liandong nuisance`.
enum NuisanceCommand {
  static let row = Command(
    "nuisance", operands: Operands("list|evidence [NUMBER]", 1...2),
    "callers who call too often or were marked, and evidence",
    details: [
      "list shows the callers of the last day and all who were marked, as the running box counts "
        + "them; FLAG says who has reached a limit of [nuisance] in the site file. Citizens' numbers "
        + "are hidden from operators.",
      "evidence writes a tar archive of every call of NUMBER: the records as lines and as a table, "
        + "the recordings that there are, SHA-256 sums of all, and whether the chain of records is "
        + "whole. It needs a --reason, is for members of liandong-supervisor, liandong-auditor and "
        + "root, and stands in the ledger. The box need not run.",
    ],
    options: [.site, .json, out, .reason],
    examples: [
      Command.Example(
        "liandong nuisance evidence 13800138000 --out case.tar --reason 'police request 2026-117'",
        "everything about this caller")
    ]
  ) { invocation in
    let operands = invocation.arguments.operands
    switch (operands[0], operands.count) {
    case ("list", 1): return try list(invocation)
    case ("evidence", 2): return try gather(operands[1], invocation)
    case ("list", _), ("evidence", _):
      throw CommandFailure.usage("expected list, or evidence NUMBER")
    default:
      let hint = Nearest.hint(for: operands[0], among: ["list", "evidence"])
      throw CommandFailure.usage("\"\(operands[0])\" is unknown; \(hint)")
    }
  }

  private static let out = Option(
    "--out", "FILE", "with evidence: the archive, which must not exist")

  private static func list(_ invocation: Invocation) throws -> ExitStatus {
    guard !invocation.arguments.has(out) else {
      throw CommandFailure.usage("--out goes with evidence only")
    }
    let box = try RunningBox(invocation)
    let lookUp = try LookUp(invocation, of: "nuisance", at: box.site)
    var callers = try box.ask("nuisance", as: [CallerStatus].self)
    if lookUp.isMasked {
      for index in callers.indices {
        callers[index].number = NumberMask.masked(number: callers[index].number)
      }
    }
    try lookUp.end(callers.count)
    if invocation.wantsJSON {
      for caller in callers { try invocation.say(json: caller) }
    } else if callers.isEmpty {
      invocation.surroundings.talk("nobody called within a day, and nobody was marked")
    } else {
      var table = TextTable(["NUMBER", "FLAG", "MARKS", "HOUR", "DAY", "REPEATS", "LAST"])
      for caller in callers {
        table.add([
          caller.number, caller.isFlagged ? "nuisance" : "-", "\(caller.marks)",
          "\(caller.callsInHour)", "\(caller.callsInDay)", "\(caller.repeats)",
          Count.time(caller.secondsAgo),
        ])
      }
      invocation.surroundings.say(table.text)
    }
    return .well
  }

  private static func gather(_ number: String, _ invocation: Invocation) throws -> ExitStatus {
    guard let path = invocation.arguments.value(out) else {
      throw CommandFailure.usage("evidence wants --out FILE")
    }
    guard let reason = invocation.arguments.value(.reason) else {
      throw CommandFailure.usage("evidence wants --reason TEXT; it goes into the ledger")
    }
    let site = try invocation.site()
    guard invocation.surroundings.onlooker.role >= .supervisor else {
      throw CommandFailure(
        "evidence shows whole numbers: only members of liandong-supervisor and liandong-auditor, "
          + "and root, may gather it")
    }
    let time = SiteTime(zone: site.timeZone)
    var filter: CDRFilter
    do throws(FilterProblem) {
      filter = try CDRFilter(number: number, time: time)
    } catch {
      throw CommandFailure.usage(error.description)
    }
    filter.scope = .closed
    let lookUp = try LookUp(invocation, of: "nuisance", at: site)
    let directory = RecordDirectory(site.dataDirectory)
    do {
      var bundle = EvidenceBundle(directory: directory, zone: site.timeZone)
      let progress = Progress("reading records", invocation.surroundings)
      try CDRReader(directory: directory, zone: site.timeZone).read(
        filter, progress: progress.report
      ) { match in
        if match.entry.caller == number { bundle.add(match) }
      }
      var verifier = ChainVerifier(.cdr, in: directory)
      let chain = try verifier.run(witness: nil, progress: progress.report)
      progress.finish()
      let contents = try bundle.write(
        to: path,
        EvidenceBundle.Purpose(
          number: number, site: site.name, user: invocation.surroundings.onlooker.name,
          reason: reason, at: LookUp.now), chain: chain)
      try lookUp.end(contents.records)
      return try tell(contents, path, chain, invocation)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      try lookUp.end(0, outcome: "failed")
      throw error
    }
  }

  /// What tools read.
  private struct Bundle: Encodable {
    let file: String
    let records: Int
    let recordings: Int
    let missing: [String]
    let chainIsGood: Bool
  }

  private static func tell(
    _ contents: EvidenceBundle.Contents, _ path: String, _ chain: ChainVerification,
    _ invocation: Invocation
  ) throws -> ExitStatus {
    if invocation.wantsJSON {
      try invocation.say(
        json: Bundle(
          file: path, records: contents.records, recordings: contents.recordings,
          missing: contents.missing, chainIsGood: chain.isGood))
    }
    invocation.surroundings.talk(
      "\(path): \(Count.of(contents.records, "record")), "
        + "\(Count.of(contents.recordings, "recording")), chain "
        + (chain.isGood ? "whole" : "broken: `liandong cdr verify`"))
    for file in contents.missing { invocation.surroundings.talk("not there any more: \(file)") }
    if contents.records == 0 { invocation.surroundings.talk("no call of \(number(invocation))") }
    return .well
  }

  private static func number(_ invocation: Invocation) -> String {
    invocation.arguments.operands[1]
  }
}
