internal import Records
internal import Site

/// `liandong cdr verify` and `liandong ledger verify`.
enum CDRVerify {
  static let head = Option(
    "--head", "SEQ:HASH", "with verify: the chain must pass through this head, kept elsewhere")

  static func run(
    _ invocation: Invocation, _ chain: ChainVerifier.Chain = .cdr
  ) throws -> ExitStatus {
    let site = try invocation.site()
    let witness = try invocation.arguments.value(head).map(read)
    let progress = Progress("verifying", invocation.surroundings)
    var verifier = ChainVerifier(chain, in: RecordDirectory(site.dataDirectory))
    let found = try verifier.run(witness: witness, progress: progress.report)
    progress.finish()
    // Entered before anything is shown, and after the ledger itself was walked along.
    try LookUp.note(invocation, of: chain.rawValue, at: site, records: found.lines)
    if invocation.wantsJSON {
      try invocation.say(json: Verdict(found))
    } else {
      let shown = found.problems.map(\.description)
      if !shown.isEmpty { invocation.surroundings.say(shown.joined(separator: "\n")) }
    }
    let name = "\(chain.rawValue).jsonl"
    let rest = found.problemCount - found.problems.count
    if rest > 0 { invocation.surroundings.talk("… and \(rest) more") }
    if let why = found.withoutKey, found.lines > 0 {
      invocation.surroundings.talk("signatures were not checked: \(why)")
    }
    let beginning = found.beginning.seq > 0 ? " behind \(found.beginning.seq) that were pruned" : ""
    invocation.surroundings.talk(
      "\(name): \(Count.of(found.lines, "line"))\(beginning), "
        + (found.isGood ? "nothing was touched" : Count.of(found.problemCount, "problem"))
        + "\nhead \(found.head.seq):\(found.head.hash)")
    return found.isGood ? .well : .failed
  }

  /// What tools read.
  private struct Verdict: Encodable {
    let good: Bool
    let lines: Int
    let head: ChainHead
    let beginning: ChainHead
    let signatures: Int
    let problems: [String]
    let problemCount: Int

    init(_ found: ChainVerification) {
      good = found.isGood
      lines = found.lines
      head = found.head
      beginning = found.beginning
      signatures = found.signedHeads
      problems = found.problems.map(\.description)
      problemCount = found.problemCount
    }
  }

  private static func read(_ text: String) throws(CommandFailure) -> ChainHead {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let seq = Int64(parts[0]), seq > 0, parts[1].count == 64,
      parts[1].allSatisfy({ $0.isHexDigit && $0.isASCII })
    else {
      throw .usage(
        "--head \"\(text)\" is no head; expected what an earlier verify printed, such as "
          + "17:3b0c… with 64 hexadecimal digits")
    }
    return ChainHead(seq: seq, hash: parts[1].lowercased())
  }
}
