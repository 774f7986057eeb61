import Audio
import Glibc

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
    var bytes = [UInt8](repeating: 0, count: 2_000)
    let length: Int
    switch codec {
    case .pcma, .pcmu: return G711.tables.encode(samples, law: codec.law ?? .a)
    case .l16, .l16Wide:
      VoiceCoder.writeLinear(samples, into: &bytes, count: samples.count)
      length = samples.count * 2
    case .g722:
      coder.g722?.encode(samples, count: samples.count, into: &bytes)
      length = samples.count / 2
    case .opus:
      length = coder.opus?.encode(samples, count: samples.count, into: &bytes, room: 1_200) ?? 0
    }
    return Array(bytes[..<length])
  }

  /// The sound of packets, in their order.
  func decode(_ payloads: [[UInt8]]) -> [Int16] { payloads.flatMap(decode) }

  private func decode(_ payload: [UInt8]) -> [Int16] {
    var samples = [Int16](repeating: 0, count: 1_920)
    var count = 0
    switch codec {
    case .pcma, .pcmu: return G711.tables.decode(payload, law: codec.law ?? .a)
    case .l16, .l16Wide:
      count = payload.count / 2
      VoiceCoder.readLinear(payload, into: &samples, count: count)
    case .g722:
      payload.withUnsafeBufferPointer { bytes in
        samples.withUnsafeMutableBufferPointer { room in
          guard let from = bytes.baseAddress, let to = room.baseAddress else { return }
          for offset in stride(from: 0, through: payload.count - 80, by: 80) {
            _ = coder.g722?.decode(from + offset, into: to + count)
            count += 160
          }
        }
      }
    case .opus:
      count = coder.opus?.decode(payload, length: payload.count, into: &samples, room: 1_920) ?? 0
    }
    return Array(samples[..<count])
  }
}
