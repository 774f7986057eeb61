internal import Media

/// A voice's way through its jitter buffer, 20 ms in and out a turn, losses and late packets among them: ours
/// against PJMEDIA's buffer with its own concealment.
enum JitterBench {
  private static let turns = 50_000

  /// The loop that cachegrind counts.
  static func turns(_ count: Int) throws {
    guard let voice = BufferedVoice() else { throw BenchError("no memory for a jitter buffer") }
    for _ in 0..<count { voice.turn() }
    // Where nothing is heard nothing is measured.
    precondition(voice.heard > count * 2 * 9 / 10 - 100, "\(voice.heard) units of \(count * 2)")
  }

  static func run(_ options: Options, _ results: Results) throws {
    try results.count("jitter.instructions", loop: "jitter", from: 1_000, to: 11_000)
    guard let reference = Reference.path("jitter") else {
      return results.skip("jitter against PJMEDIA", "its reference was not compiled")
    }
    if let theirs = try Reference.instructions(reference, [], from: 1_000, to: 11_000) {
      results.add("jitter.pjmedia-instructions", "", value: theirs)
    }
    let pair = try Rounds.pair(7) {
      let start = Time.mono()
      try turns(turns)
      return Double(Time.mono() - start) / Double(turns)
    } reference: {
      try Reference.number(reference, "\(turns)")
    }
    results.add("jitter.turn", "ns", value: pair.ours)
    results.add("jitter.pjmedia-turn", "ns", value: pair.reference)
    results.add("jitter.ratio-to-pjmedia", "x", value: pair.ratio)
  }
}
