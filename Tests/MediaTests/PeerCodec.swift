import Audio
import Codecs

@testable import Media

/// What a peer encodes and decodes with: one encoder and one decoder, as a phone has.
final class PeerCodec {
  let codec: AudioCodec
  private var coder = VoiceCoder()

  init(_ codec: AudioCodec) {
    self.codec = codec
    guard coder.prepare(codec) else { fatalError("no \(codec) here") }
  }

  deinit { coder.deallocate() }

  /// Samples a second of its sound.
  var rate: Int { codec.isWide ? 16_000 : 8_000 }

  /// The payload of one packet; Opus takes 10, 20, 40 or 60 ms.
  func encode(_ samples: [Int16]) -> [UInt8] {
    switch codec {
    case .pcma, .pcmu: G711.tables.encode(samples, law: codec.law ?? .a)
    case .l16, .l16Wide: L16.encode(samples)
    case .g722: coder.g722?.encode(samples) ?? []
    case .opus: coder.opus?.encode(samples) ?? []
    }
  }

  /// The sound of packets, in their order.
  func decode(_ payloads: [[UInt8]]) -> [Int16] { payloads.flatMap(decode) }

  private func decode(_ payload: [UInt8]) -> [Int16] {
    payload.withUnsafeBufferPointer { bytes in
      switch codec {
      case .pcma, .pcmu: G711.tables.decode(payload, law: codec.law ?? .a)
      case .l16, .l16Wide: L16.decode(bytes)
      case .g722: coder.g722?.decode(bytes) ?? []
      case .opus: coder.opus?.decode(bytes) ?? []
      }
    }
  }
}
