internal import Audio
internal import Glibc

/// What a leg heard, in memory until its end: at most half an hour.
struct Recording: Sendable {
  private static let limit = 8000 * 60 * 30
  private var samples: [Int16] = []

  mutating func add(_ more: [Int16]) {
    guard samples.count + more.count <= Self.limit else { return }
    samples += more
  }

  /// Writes a WAV file; tells whether it worked.
  func write(to path: String) -> Bool {
    guard let file = fopen(path, "w") else { return false }
    let bytes = WAV.write(samples)
    let written = fwrite(bytes, 1, bytes.count, file)
    return fclose(file) == 0 && written == bytes.count
  }
}
