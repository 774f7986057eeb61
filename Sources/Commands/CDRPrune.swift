internal import Appliance
internal import Records
internal import Site

/// `liandong cdr prune`.
enum CDRPrune {
  static let before = Option(
    "--before", "TIME", "with prune: remove records of calls that ended before")

  static let retention = Option(
    "--retention", "with prune: remove what the site file no longer keeps, of every kind")

  static func run(_ invocation: Invocation) throws -> ExitStatus {
    if invocation.arguments.has(retention) { return try keep(invocation) }
    guard let text = invocation.arguments.value(before) else {
      throw CommandFailure.usage("prune wants --before TIME: what is older goes; or --retention")
    }
    let site = try invocation.site()
    let moment: Int64
    do throws(FilterProblem) {
      moment = try SiteTime(zone: site.timeZone).range(of: text).lowerBound
    } catch {
      throw CommandFailure.usage(error.description)
    }
    try checkRole(invocation)
    let lookUp = try LookUp(invocation, of: "cdr", at: site)
    let progress = Progress("verifying", invocation.surroundings)
    let result: Pruning.Result
    do throws(FileProblem) {
      result = try Pruning(directory: RecordDirectory(site.dataDirectory)).run(
        before: moment, progress: progress.report)
    } catch {
      progress.finish()
      try lookUp.end(0, outcome: "failed")
      throw error
    }
    progress.finish()
    try lookUp.end(result.records)
    report(result, invocation.surroundings)
    return .well
  }

  private static func checkRole(_ invocation: Invocation) throws(CommandFailure) {
    guard invocation.surroundings.onlooker.role == .auditor else {
      throw CommandFailure("only members of liandong-auditor, and root, may prune")
    }
  }

  /// What the running box does once a day.
  private static func keep(_ invocation: Invocation) throws -> ExitStatus {
    if invocation.arguments.has(before) {
      throw CommandFailure.usage("--before and --retention are two rules: give one of them")
    }
    let site = try invocation.site()
    try checkRole(invocation)
    let progress = Progress("verifying", invocation.surroundings)
    let result = try Retention(site).run(
      at: LookUp.now, by: invocation.surroundings.onlooker, progress: progress.report)
    progress.finish()
    let output = invocation.surroundings
    if let file = result.rotated { output.talk("a month is over: its records are in \(file) now") }
    guard !result.isNothing else {
      output.talk("nothing was due")
      return .well
    }
    return output.say(
      "removed \(Count.of(result.records, "record")), "
        + "\(Count.of(result.ledgerLines, "ledger line")), "
        + "\(Count.of(result.recordings, "recording")) (\(result.recordingBytes) bytes)")
  }

  private static func report(_ result: Pruning.Result, _ surroundings: Surroundings) {
    if let beginning = result.beginning {
      surroundings.say("removed \(Count.of(result.records, "record"))")
      for file in result.files { surroundings.say("  all of \(file)") }
      if let file = result.shortened { surroundings.say("  the beginning of \(file)") }
      surroundings.say("the chain begins behind \(beginning.seq):\(beginning.hash)")
    } else {
      surroundings.talk("nothing was removed")
    }
    if result.kept > 0 {
      surroundings.talk(
        "\(Count.of(result.kept, "old record")) stay in the file that the box writes; rename "
          + "cdr.jsonl to cdr.jsonl-DATE, and prune again after the next call")
    }
  }
}
