/// Comfort noise: what a listener gets when there is nothing to hear, so that the line sounds
/// alive.
package enum Noise {
  /// White noise at `level` dBm0, the same on every run.
  ///
  /// -65 is barely audible; below -66 A-law has no steps left.
  package static func comfort(samples: Int, level: Double = -62) -> [Int16] {
    // A uniform distribution of peak p has 1.76 dB less power than a sine of peak p.
    let peak = Levels.peak(dBm0: level) * Levels.factor(1.76)
    var state: UInt32 = 0x2545_F491
    return (0..<samples).map { _ in
      state ^= state << 13
      state ^= state >> 17
      state ^= state << 5
      return Levels.clipped((Double(state) / Double(UInt32.max) * 2 - 1) * peak)
    }
  }
}
