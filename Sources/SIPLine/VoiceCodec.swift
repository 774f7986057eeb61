/// A voice codec that we offer.
package enum VoiceCodec: String, Hashable, Sendable, CaseIterable {
  case pcma = "PCMA"
  case pcmu = "PCMU"
  case g722 = "G722"
  case opus = "OPUS"
  /// Samples as they are, mono, at 16,000 and 8,000 Hz.
  case l16Wide = "L16/16000"
  case l16 = "L16/8000"

  /// The RTP payload type: the static one (RFC 3551 table 4), or the dynamic one that we offer.
  package var payloadType: UInt8 {
    switch self {
    case .pcma: 8
    case .pcmu: 0
    case .g722: 9
    case .opus: 96
    case .l16Wide: 97
    case .l16: 98
    }
  }

  /// What `a=rtpmap` says: G.722's clock is 8,000 though its sound is not (RFC 3551 section 4.5.2),
  /// Opus' is 48,000 with two channels whatever is sent (RFC 7587 section 4.1).
  var rtpmap: String {
    switch self {
    case .pcma: "PCMA/8000"
    case .pcmu: "PCMU/8000"
    case .g722: "G722/8000"
    case .opus: "opus/48000/2"
    case .l16Wide, .l16: rawValue
    }
  }

  /// The codec of an encoding name, upper case, at that clock; nil for none of ours.
  init?(_ encoding: String, clock: Int, channels: Int) {
    switch (encoding, clock, channels) {
    case ("PCMA", 8_000, 1): self = .pcma
    case ("PCMU", 8_000, 1): self = .pcmu
    case ("G722", 8_000, 1): self = .g722
    case ("OPUS", 48_000, 2): self = .opus
    case ("L16", 16_000, 1): self = .l16Wide
    case ("L16", 8_000, 1): self = .l16
    default: return nil
    }
  }

  /// Timestamp units a second.
  package var clock: Int {
    switch self {
    case .pcma, .pcmu, .g722, .l16: 8_000
    case .l16Wide: 16_000
    case .opus: 48_000
    }
  }

  /// What `a=fmtp` says of our decoder (RFC 7587 section 6.1); nil for nothing.
  var parameters: String? {
    switch self {
    case .opus:
      "maxplaybackrate=16000;sprop-maxcapturerate=16000;maxaveragebitrate=64000;useinbandfec=1"
    case .pcma, .pcmu, .g722, .l16Wide, .l16: nil
    }
  }
}
