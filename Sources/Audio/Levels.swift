internal import Glibc

/// Levels of sound in decibels.
package enum Levels {
  /// The root-mean-square level in dB relative to a full-scale sine (0 dBFS = peak 32,767).
  ///
  /// Digital silence, and nothing at all, are -120.
  package static func rms(_ samples: some Collection<Int16>) -> Double {
    guard !samples.isEmpty else { return -120 }
    let energy = samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(samples.count)
    return decibels(meanSquare: energy)
  }

  /// The level of samples whose squares have this mean, in dB relative to a full-scale sine.
  static func decibels(meanSquare: Double) -> Double {
    meanSquare > 0 ? max(-120, 10 * log10(meanSquare * 2 / (32_767 * 32_767))) : -120
  }

  /// The same in dBm0.
  package static func dBm0(meanSquare: Double) -> Double {
    decibels(meanSquare: meanSquare) + fullScale
  }

  /// dBm0 of a full-scale sine of G.711 A-law (ITU-T G.711, table 1).
  private static let fullScale = 3.14

  /// The factor by which samples are multiplied for a gain of `decibels`.
  package static func factor(_ decibels: Double) -> Double { pow(10, decibels / 20) }

  /// `decibels` as the 0...32768 gain that ``Mixer`` takes; more than 0 dB is 32,768.
  package static func mixerGain(_ decibels: Double) -> Int32 {
    Int32(min(32_768, (factor(decibels) * 32_768).rounded()))
  }

  /// `decibels` as the factor of ``Mixer/scale(_:by:count:)``; 4096 is 0 dB, 18 dB the most.
  package static func scale(_ decibels: Double) -> Int32 {
    Int32(min(32_767, (factor(decibels) * 4_096).rounded()))
  }

  /// `samples` at a gain of `decibels`, clipped to 16 bits.
  package static func scaled(_ samples: [Int16], by decibels: Double) -> [Int16] {
    let factor = factor(decibels)
    return samples.map { clipped(Double($0) * factor) }
  }

  /// The nearest 16-bit sample.
  package static func clipped(_ value: Double) -> Int16 {
    Int16(max(-32_768, min(32_767, value.rounded())))
  }

  /// The peak amplitude of a sine of `level` dBm0 in G.711, whose full-scale sine is +3.14 dBm0.
  package static func peak(dBm0 level: Double) -> Double { 32_767 * factor(level - fullScale) }
}
