/// The squares of some samples: their sum, the largest, and how many they are.
package struct VoiceEnergy: BitwiseCopyable, Sendable, Equatable {
  package private(set) var sum = 0
  package private(set) var peak = 0
  package private(set) var count = 0

  @_noLocks @_noAllocation
  package init() {}

  @_noLocks @_noAllocation
  package init(sum: Int, peak: Int, count: Int) {
    self.sum = sum
    self.peak = peak
    self.count = count
  }

  @_noLocks @_noAllocation
  package init(_ samples: UnsafePointer<Int16>, count: Int) {
    var (sum, peak) = (0, 0 as Int32)
    for i in 0..<count {
      let square = Int32(samples[i]) &* Int32(samples[i])
      sum &+= Int(square)
      peak = max(peak, square)
    }
    self.init(sum: sum, peak: Int(peak), count: count)
  }

  /// Takes others to these.
  @_noLocks @_noAllocation
  package mutating func add(_ other: VoiceEnergy) {
    sum &+= other.sum
    peak = max(peak, other.peak)
    count &+= other.count
  }
}
