internal import Codecs
internal import SIPLine

/// What a phone knows of its codecs beyond their signalling.
extension VoiceCodec {
  /// The names that `--codecs` takes, as in the site file.
  static let names = ["PCMA", "PCMU", "G722", "opus", "L16"]

  /// What a name offers, in upper or lower case; nil for none of ``names``.
  static func named(_ name: some StringProtocol) -> [VoiceCodec]? {
    switch name.uppercased() {
    case "PCMA": [.pcma]
    case "PCMU": [.pcmu]
    case "G722": [.g722]
    case "OPUS": [.opus]
    case "L16": [.l16Wide, .l16]
    default: nil
    }
  }

  /// Samples a second of its sound.
  var rate: Int {
    switch self {
    case .pcma, .pcmu, .l16: 8_000
    case .g722, .l16Wide, .opus: 16_000
    }
  }

  /// The highest tone that it carries whole, hertz (G.722's band ends at 7,000).
  var highestTone: Double { rate == 8_000 ? 3_900 : 7_000 }

  /// Whether this machine has it: all but G.711 and L16 come with PJMEDIA.
  var isAvailable: Bool {
    switch self {
    case .pcma, .pcmu, .l16, .l16Wide: true
    case .g722: G722Coder.isAvailable
    case .opus: OpusCoder.isAvailable
    }
  }
}
