/// The noise of a line whose far end sends none, at a level that it told (RFC 3389, 3.1).
package struct ComfortNoise: BitwiseCopyable {
  /// The largest sample.
  private let peak: Int32
  private var state: UInt32 = 0x2545_F491

  /// - Parameter level: dB below full scale, 0...127; louder than 30 is taken for 30, for no pause is so loud.
  @_noLocks @_noAllocation
  package init(level: UInt8) {
    // Full scale is the power of a square wave there; of a uniform distribution the peak is the root of 3
    // higher. 513 / 1,024 are 6 dB, 913 / 1,024 one.
    var peak: Int32 = 56_756
    var left = max(30, min(127, Int32(level)))
    while left >= 6 {
      peak = peak &* 513 / 1_024
      left -= 6
    }
    while left > 0 {
      peak = peak &* 913 / 1_024
      left -= 1
    }
    self.peak = peak
  }

  /// Writes the next `count` samples.
  @_noLocks @_noAllocation
  package mutating func write(_ samples: UnsafeMutablePointer<Int16>, count: Int) {
    for i in 0..<count {
      state ^= state << 13
      state ^= state >> 17
      state ^= state << 5
      let signed = Int32(truncatingIfNeeded: state >> 16) &- 32_768
      samples[i] = Int16(truncatingIfNeeded: signed &* peak / 32_768)
    }
  }
}
