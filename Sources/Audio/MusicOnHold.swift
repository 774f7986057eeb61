internal import Glibc

/// The music that plays when a site has given no WAV of its own: a plain melody, made here, so that
/// it belongs to nobody else.
package enum MusicOnHold {
  /// A note: semitones above A4 and its length in eighths.
  private static let melody: [(semitones: Int, eighths: Int)] = [
    (3, 2), (7, 2), (10, 2), (7, 2), (8, 2), (7, 2), (5, 4),
    (3, 2), (5, 2), (7, 2), (3, 2), (5, 3), (2, 1), (-2, 4),
    (0, 2), (3, 2), (7, 2), (3, 2), (5, 2), (3, 2), (2, 4),
    (-2, 2), (2, 2), (5, 2), (2, 2), (3, 2), (-2, 2), (3, 4),
  ]

  /// One turn of the melody, about sixteen seconds, peaking near -13 dBm0 and -20 dBm0 on average.
  package static func render(rate: Int = 8_000) -> [Int16] {
    let eighth = rate * 30 / 112
    let total = melody.reduce(0) { $0 + $1.eighths } * eighth
    var sum = [Double](repeating: 0, count: total)
    var start = 0
    for (semitones, eighths) in melody {
      let frequency = 440 * pow(2, Double(semitones) / 12)
      pluck(frequency, at: start, length: eighths * eighth * 3 / 2, rate: rate, into: &sum)
      pluck(frequency / 2, at: start, length: eighths * eighth * 2, rate: rate, into: &sum)
      start += eighths * eighth
    }
    let loudest = sum.reduce(1) { max($0, abs($1)) }
    let peak = Levels.peak(dBm0: -10)
    return sum.map { Levels.clipped($0 / loudest * peak) }
  }

  /// A struck string: three partials, a quick rise, a slow fall. It rings over into what follows,
  /// and from the end into the beginning, so that the loop has no seam.
  private static func pluck(
    _ frequency: Double, at start: Int, length: Int, rate: Int, into sum: inout [Double]
  ) {
    for i in 0..<length {
      let time = Double(i) / Double(rate)
      let rise = min(1, time / 0.008)
      let fall = exp(-1.6 * time) * min(1, Double(length - i) / Double(rate) / 0.02)
      let phase = 2 * Double.pi * frequency * time
      let value = sin(phase) + 0.35 * sin(2 * phase) + 0.12 * sin(3 * phase)
      sum[(start + i) % sum.count] += value * rise * fall
    }
  }
}
