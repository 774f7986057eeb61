internal import Audio
internal import Glibc

/// What a leg heard, in memory until its end: at most half an hour.
struct Recording: Sendable {
  /// Sound of one rate; a leg whose codec changes in the call has several.
  private struct Stretch {
    let rate: Int
    var samples: [Int16] = []
  }

  /// Seconds.
  private static let limit = 60 * 30
  private var stretches: [Stretch] = []

  /// Adds sound of `rate` samples a second.
  mutating func add(_ more: [Int16], rate: Int) {
    let seconds = stretches.reduce(0.0) { $0 + Double($1.samples.count) / Double($1.rate) }
    guard seconds + Double(more.count) / Double(rate) <= Double(Self.limit) else { return }
    if stretches.last?.rate != rate { stretches.append(Stretch(rate: rate)) }
    stretches[stretches.count - 1].samples += more
  }

  /// Writes a WAV file at the highest rate that was heard; tells whether it worked.
  func write(to path: String) -> Bool {
    guard let file = fopen(path, "w") else { return false }
    let rate = stretches.map(\.rate).max() ?? 8_000
    let samples = stretches.flatMap { Resampler.convert($0.samples, from: $0.rate, to: rate) }
    let bytes = WAV.write(samples, rate: rate)
    let written = fwrite(bytes, 1, bytes.count, file)
    return fclose(file) == 0 && written == bytes.count
  }
}
