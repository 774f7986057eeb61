internal import Glibc

/// How much of one frequency a piece of sound holds: the proof of who hears whom.
package enum Goertzel {
  /// The amplitude, in sample units, of the sine of `frequency` hertz in `samples`.
  ///
  /// A pure sine of peak amplitude 8,000 gives about 8,000. The resolution is
  /// `rate / samples.count` hertz: tones nearer to each other than that are not told apart.
  package static func amplitude(
    of frequency: Double, in samples: some Collection<Int16>, rate: Double = 8_000
  ) -> Double {
    let count = samples.count
    guard count > 0 else { return 0 }
    let omega = 2 * Double.pi * frequency / rate
    let coefficient = 2 * cos(omega)
    var previous = 0.0
    var beforePrevious = 0.0
    for (index, sample) in samples.enumerated() {
      // A Hann window: without it a loud neighbour leaks into every frequency.
      let window = 1 - cos(2 * Double.pi * (Double(index) + 0.5) / Double(count))
      let current = Double(sample) * window + coefficient * previous - beforePrevious
      beforePrevious = previous
      previous = current
    }
    let power =
      previous * previous + beforePrevious * beforePrevious
      - coefficient * previous * beforePrevious
    return 2 * max(0, power).squareRoot() / Double(count)
  }
}
