internal import Audio
internal import Codecs

/// Turns one stream's recorded packets into sound at 8,000 Hz; for the recorder's thread, which may
/// allocate and wait.
final class RecordedVoice {
  private var coder = VoiceCoder()
  private let kernel = HalfBandKernel()
  private let memory = UnsafeMutablePointer<Int16>.allocate(capacity: HalfBand.needed)

  init() { memory.initialize(repeating: 0, count: HalfBand.needed) }

  deinit {
    coder.deallocate()
    kernel.deallocate()
    memory.deallocate()
  }

  /// The sound of a payload of `length` bytes; silence of no length for nonsense.
  func decode(_ bytes: UnsafePointer<UInt8>, length: Int, codec: AudioCodec) -> [Int16] {
    let payload = UnsafeBufferPointer(start: bytes, count: length)
    switch codec {
    case .pcma, .pcmu: return G711.tables.decode(Array(payload), law: codec.law ?? .a)
    case .l16: return L16.decode(payload)
    case .l16Wide: return halved(L16.decode(payload))
    case .g722, .opus:
      guard coder.prepare(codec) else { return [] }
      return halved(
        (codec == .g722 ? coder.g722?.decode(payload) : coder.opus?.decode(payload)) ?? [])
    }
  }

  /// At half the rate, 10 ms at a time.
  private func halved(_ samples: [Int16]) -> [Int16] {
    let converter = HalfBand(memory, kernel: kernel)
    var result: [Int16] = []
    var unit = [Int16](repeating: 0, count: 80)
    samples.withUnsafeBufferPointer { samples in
      guard let base = samples.baseAddress else { return }
      for offset in stride(from: 0, through: samples.count - 160, by: 160) {
        converter.halve(base + offset, into: &unit, count: 80)
        result += unit
      }
    }
    return result
  }
}
