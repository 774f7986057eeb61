/// The level of a stream over the last quarter of a second, in whole numbers, for real time.
package struct LevelMeter: BitwiseCopyable, Sendable {
  private static var window: Int { @_noLocks @_noAllocation get { 2_000 } }

  /// The mean square of the last full window; ``decibels(meanSquare:)`` says what that is.
  package private(set) var meanSquare = 0
  private var energy = 0
  private var count = 0

  @_noLocks @_noAllocation
  package init() {}

  /// Takes samples of which 8,000 are a second, or a part of them that is.
  @_noLocks @_noAllocation
  package mutating func take(_ samples: UnsafePointer<Int16>, count: Int) {
    for i in 0..<count {
      energy &+= Int(samples[i]) &* Int(samples[i])
      self.count += 1
      if self.count == LevelMeter.window {
        meanSquare = energy / LevelMeter.window
        energy = 0
        self.count = 0
      }
    }
  }

  /// dB relative to a full-scale sine; -120 is silence.
  package static func decibels(meanSquare: Int) -> Double {
    Levels.decibels(meanSquare: Double(meanSquare))
  }
}
