/// Follows another device's clock: says by how much a stream must be stretched so that what waits
/// between the device and the mixer stays the same, for ever.
///
/// A proportional-integral loop over a smoothed measurement. Its natural frequency of 0.2 rad/s is
/// far below anything that an ear takes for a change of pitch, and far above the changes of a
/// crystal's temperature: 300 ppm, met unprepared, move the delay by half a millisecond for some
/// seconds. Its integral is the other clock's error. What is further off than such a clock alone can bring it, a turn
/// that was missed or samples that were lost, is set right by the proportional part and says little to the integral:
/// else one missed turn of 20 ms would look like a clock that is wrong by 2,000 ppm.
package struct DriftFollower: BitwiseCopyable, Sendable {
  /// Samples per second of that on whose clock everything else goes.
  package static var rate: Double { @_noLocks @_noAllocation get { 8_000 } }
  /// The strongest correction: 2,000 ppm are a thirtieth of a semitone.
  static var strongest: Double { @_noLocks @_noAllocation get { 0.002 } }
  /// More than this many samples off the target are no drift: something stopped or was lost.
  package static var bound: Double { @_noLocks @_noAllocation get { 320 } }
  private static var smoothing: Double { @_noLocks @_noAllocation get { 0.5 } }
  private static var proportional: Double { @_noLocks @_noAllocation get { 5e-5 } }
  private static var integral: Double { @_noLocks @_noAllocation get { 5e-6 } }
  /// The samples of error that a clock which is wrong by 500 ppm makes while its drift is not known.
  private static var plausible: Double { @_noLocks @_noAllocation get { 10 } }

  /// What should wait, in samples at 8,000 Hz.
  package var target: Double
  /// By how much more than nominally is to be taken from what waits: 0.0001 is 100 ppm.
  package private(set) var correction = 0.0
  /// The lasting part of it: the difference of the clocks.
  package private(set) var drift = 0.0
  /// The smoothed difference of what waits and what should, in samples.
  package private(set) var error = 0.0
  private var hasMeasured = false

  @_noLocks @_noAllocation
  package init(target: Double) { self.target = target }

  /// Takes a measurement of what waits, in samples at 8,000 Hz, `seconds` after the last one.
  @_noLocks @_noAllocation
  package mutating func observe(_ waiting: Double, after seconds: Double) {
    let now = waiting - target
    if !hasMeasured {
      hasMeasured = true
      error = now
    }
    let seconds = min(max(seconds, 0), 0.1)
    error += (now - error) * seconds / (DriftFollower.smoothing + seconds)
    let excess = max(error, -error) / DriftFollower.plausible
    let trust = excess > 1 ? 1 / (excess * excess * excess) : 1
    drift += DriftFollower.integral * error * trust * seconds
    drift = min(max(drift, -DriftFollower.strongest), DriftFollower.strongest)
    correction = drift + DriftFollower.proportional * error
    correction = min(max(correction, -DriftFollower.strongest), DriftFollower.strongest)
  }

  /// Whether what waits is so far off that following would take too long.
  package var isLost: Bool {
    @_noLocks @_noAllocation get { error > DriftFollower.bound || error < -DriftFollower.bound }
  }

  /// What waits was set right by other means; what is known of the clock stays.
  @_noLocks @_noAllocation
  package mutating func restart() {
    error = 0
    hasMeasured = false
    correction = drift
  }
}
