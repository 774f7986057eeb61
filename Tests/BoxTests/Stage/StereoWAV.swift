import Foundation

/// A recording as any program would read it: header first, then samples of both sides.
struct StereoWAV {
  enum Side: Int { case left, right }

  let bytes: Int
  private var samples: [[Double]] = [[], []]

  /// - Throws: `NeverHappened` when the header is not that of 16 bits, 8 kHz, stereo, or names
  ///   another length than the file has.
  init(_ file: URL) throws {
    let data = try Data(contentsOf: file)
    bytes = data.count
    func word(_ at: Int, _ size: Int) -> Int {
      (0..<size).reduce(0) { $0 | Int(data[at + $1]) << (8 * $1) }
    }
    guard data.count >= 44, data[0..<4] == Data("RIFF".utf8), word(4, 4) == data.count - 8,
      word(20, 2) == 1, word(22, 2) == 2, word(24, 4) == 8_000, word(34, 2) == 16,
      word(40, 4) == data.count - 44
    else { throw NeverHappened("a right header in \(file.path)") }
    for place in stride(from: 44, to: data.count - 3, by: 4) {
      for side in 0...1 {
        samples[side].append(Double(Int16(truncatingIfNeeded: word(place + 2 * side, 2))))
      }
    }
  }

  var milliseconds: Int { samples[0].count / 8 }

  /// Whose tone each piece of 100 ms has; nil where it has none.
  func loudest(_ side: Side, among voices: [String: Int]) -> [String?] {
    stride(from: 0, through: samples[side.rawValue].count - 800, by: 800).map { start in
      let piece = Array(samples[side.rawValue][start..<start + 800])
      let levels = voices.mapValues { Self.amplitude(of: Double($0), in: piece) }
      let loudest = levels.max { $0.value < $1.value }
      return loudest.flatMap { $0.value > 500 ? $0.key : nil }
    }
  }

  /// Goertzel's filter.
  private static func amplitude(of hertz: Double, in piece: [Double]) -> Double {
    let factor = 2 * cos(2 * Double.pi * hertz / 8_000)
    var (last, before) = (0.0, 0.0)
    for sample in piece { (last, before) = (sample + factor * last - before, last) }
    let power = last * last + before * before - factor * last * before
    return 2 * sqrt(max(0, power)) / Double(piece.count)
  }
}

extension Stage {
  /// What `sha256sum` says of a file.
  func sha256(of file: URL) async throws -> String {
    let sum = try Child("sha256sum", "/usr/bin/sha256sum", [file.path], in: directory)
    _ = try await sum.exitStatus()
    return String(TextFile.lines(sum.output).first?.prefix(64) ?? "")
  }

  /// The permission bits of a file.
  func mode(of file: URL) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    return (attributes[.posixPermissions] as? Int) ?? 0
  }
}
