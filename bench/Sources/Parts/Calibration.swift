/// How fast this machine is now: a piece of work that never changes.
enum Calibration {
  /// Milliseconds of the quickest of 20 rounds; about 0.5 on a core of 2020.
  static func milliseconds() -> Double {
    let rounds = (0..<20).map { _ in
      let start = Time.mono()
      // A chain in which each step needs the one before: no vector unit can shorten it.
      var state = UInt64(truncatingIfNeeded: start) | 1
      for _ in 0..<250_000 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
      }
      precondition(state != 0)
      return Double(Time.mono() - start) / 1e6
    }
    return rounds.min() ?? 1
  }
}
