internal import Records
internal import Site

/// `liandong cdr prune`.
enum CDRPrune {
  static let before = Option(
    "--before", "TIME", "with prune: remove records of calls that ended before")

  static func run(_ invocation: Invocation) throws -> ExitStatus {
    guard let text = invocation.arguments.value(before) else {
      throw CommandFailure.usage("prune wants --before TIME: what is older goes")
    }
    let site = try invocation.site()
    let moment: Int64
    do throws(FilterProblem) {
      moment = try SiteTime(zone: site.timeZone).range(of: text).lowerBound
    } catch {
      throw CommandFailure.usage(error.description)
    }
    guard invocation.surroundings.onlooker.role == .auditor else {
      throw CommandFailure("only members of liandong-auditor, and root, may prune")
    }
    let lookUp = try LookUp(invocation, of: "cdr", at: site)
    let result: Pruning.Result
    do throws(FileProblem) {
      result = try Pruning(directory: RecordDirectory(site.dataDirectory)).run(before: moment)
    } catch {
      try lookUp.end(0, outcome: "failed")
      throw error
    }
    try lookUp.end(result.records)
    report(result, invocation.surroundings)
    return .well
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
