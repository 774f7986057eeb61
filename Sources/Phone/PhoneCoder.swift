internal import Audio
internal import Codecs
internal import SIPLine

/// Encoder and decoder of one leg: what its codecs remember from packet to packet. One thread at a
/// time may use it.
final class PhoneCoder: Sendable {
  private let g722: G722Coder?
  private let opus: OpusCoder?

  /// Makes what these codecs need.
  init(_ codecs: [VoiceCodec]) {
    g722 = codecs.contains(.g722) ? G722Coder() : nil
    opus = codecs.contains(.opus) ? OpusCoder() : nil
  }

  deinit {
    g722?.deallocate()
    opus?.deallocate()
  }

  /// The payload of 20 ms at the codec's rate.
  func encode(_ samples: [Int16], as codec: VoiceCodec) -> [UInt8] {
    switch codec {
    case .pcma: G711.tables.encode(samples, law: .a)
    case .pcmu: G711.tables.encode(samples, law: .mu)
    case .l16, .l16Wide: L16.encode(samples)
    case .g722: g722?.encode(samples) ?? []
    case .opus: opus?.encode(samples) ?? []
    }
  }

  /// The sound of a payload at the codec's rate; none for nonsense.
  func decode(_ payload: [UInt8], as codec: VoiceCodec) -> [Int16] {
    payload.withUnsafeBufferPointer { bytes in
      switch codec {
      case .pcma: G711.tables.decode(payload, law: .a)
      case .pcmu: G711.tables.decode(payload, law: .mu)
      case .l16, .l16Wide: L16.decode(bytes)
      case .g722: g722?.decode(bytes) ?? []
      case .opus: opus?.decode(bytes) ?? []
      }
    }
  }
}
