import Foundation

/// A tone as a WAV file, for phones that speak what is in a file.
enum WAVFile {
  /// Twenty seconds, 16-bit, mono.
  static func write(tone hertz: Int, rate: Int = 8000, to path: URL) throws {
    let count = 20 * rate
    var bytes = Data("RIFF".utf8)
    func append(_ value: Int, _ size: Int) {
      for byte in 0..<size { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
    }
    append(36 + 2 * count, 4)
    bytes += Data("WAVEfmt ".utf8)
    append(16, 4)
    append(1, 2)
    append(1, 2)
    append(rate, 4)
    append(2 * rate, 4)
    append(2, 2)
    append(16, 2)
    bytes += Data("data".utf8)
    append(2 * count, 4)
    for index in 0..<count {
      let angle = 2 * Double.pi * Double(hertz) * Double(index) / Double(rate)
      append(Int(8000 * sin(angle)), 2)
    }
    try bytes.write(to: path)
  }
}
