internal import Audio

/// How loud a voice was over about the last second, as it came to the box.
package struct VoiceLevel: Sendable, Equatable {
  /// The root mean square in dBm0: a full-scale sine of A-law is +3.14 dBm0; -116.86 is digital silence.
  package var rms: Double
  /// The level in dBm0 of a sine with the highest peak that there was.
  package var peak: Double

  init(meanSquare: Double, peakSquare: Double) {
    rms = Levels.dBm0(meanSquare: meanSquare)
    // The mean square of a sine is half the square of its peak.
    peak = Levels.dBm0(meanSquare: peakSquare / 2)
  }
}
