import Foundation
import Testing

/// Sound cards without hardware for the box of a test, through the real libasound: the plugin
/// `PacedPCM`, for each a directory with what was played and what is wrong with the card.
struct PacedCards: Sendable {
  let directory: URL

  /// A card: its name in the site file, the error of its clock, and what its microphone hears.
  struct Card: Sendable {
    let name: String
    var rate = 48_000
    var ppm = 0
    var tone = 0
  }

  init(_ cards: Card...) throws {
    directory = FileManager.default.temporaryDirectory
      .appending(path: "liandong-cards-\(UUID().uuidString.prefix(8))")
    var text = "pcm_type.paced { lib \"\(Self.plugin)\" }\n"
    for card in cards {
      let place = directory.appending(path: card.name)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      text += "pcm.\(card.name) { type paced dir \"\(place.path)\" rate \(card.rate) "
      text += "ppm \(card.ppm) tone \(card.tone) }\n"
    }
    try text.write(
      to: directory.appending(path: "asound.conf"), atomically: true, encoding: .utf8)
  }

  func remove() { try? FileManager.default.removeItem(at: directory) }

  /// What makes libasound see these cards and nothing else.
  var environment: [String: String] {
    ["ALSA_CONFIG_PATH": directory.appending(path: "asound.conf").path]
  }

  /// Sets or ends a fault: `unplugged`, `stalled`.
  func set(_ fault: String, of card: String, _ holds: Bool) throws {
    let file = directory.appending(path: card).appending(path: fault)
    if holds { try Data().write(to: file) } else { try FileManager.default.removeItem(at: file) }
  }

  /// Waits until exactly these tones, in hertz, were in the last fifth of a second that a card of
  /// 48,000 Hz played.
  func plays(_ tones: [Int], on card: String, of known: [Int]) async throws {
    try await eventually("\(card) plays \(tones)") { () -> Bool? in
      let last = played(card).suffix(9_600)
      guard last.count == 9_600 else { return nil }
      let heard = known.filter { Self.amplitude(of: Double($0), in: Array(last)) > 1_200 }
      return Set(heard) == Set(tones) ? true : nil
    }
  }

  private func played(_ card: String) -> [Int16] {
    let file = directory.appending(path: card).appending(path: "out.raw")
    guard let handle = try? FileHandle(forReadingFrom: file) else { return [] }
    defer { try? handle.close() }
    let size = (try? handle.seekToEnd()) ?? 0
    try? handle.seek(toOffset: size > 19_200 ? (size - 19_200) & ~1 : 0)
    let bytes = (try? handle.readToEnd()) ?? Data()
    return bytes.withUnsafeBytes { raw in
      (0..<raw.count / 2).map { raw.loadUnaligned(fromByteOffset: 2 * $0, as: Int16.self) }
    }
  }

  /// The amplitude of a sine among samples of which 48,000 are a second.
  private static func amplitude(of frequency: Double, in samples: [Int16]) -> Double {
    var (real, imaginary) = (0.0, 0.0)
    for (index, sample) in samples.enumerated() {
      let angle = 2 * Double.pi * frequency * Double(index) / 48_000
      real += Double(sample) * cos(angle)
      imaginary += Double(sample) * sin(angle)
    }
    return 2 * (real * real + imaginary * imaginary).squareRoot() / Double(samples.count)
  }

  /// What `swift build` put beside the box.
  private static var plugin: String {
    URL(filePath: Box.binary).deletingLastPathComponent()
      .appending(path: "libasound_module_pcm_paced.so").path
  }
}
