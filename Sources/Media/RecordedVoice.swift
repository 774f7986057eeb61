internal import Audio
internal import CPJSIP

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
    switch codec {
    case .pcma, .pcmu:
      let payload = Array(UnsafeBufferPointer(start: bytes, count: length))
      return G711.tables.decode(payload, law: codec.law ?? .a)
    case .l16, .l16Wide:
      let samples = [Int16](unsafeUninitializedCapacity: length / 2) { room, count in
        count = length / 2
        if let base = room.baseAddress { VoiceCoder.readLinear(bytes, into: base, count: count) }
      }
      return codec.isWide ? halved(samples) : samples
    case .g722, .opus:
      guard coder.prepare(codec) else { return [] }
      return halved(codec == .g722 ? readG722(bytes, length) : readOpus(bytes, length))
    }
  }

  private func readG722(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> [Int16] {
    var samples: [Int16] = []
    var unit = [Int16](repeating: 0, count: 160)
    for offset in stride(from: 0, through: length - 80, by: 80)
    where coder.g722?.decode(bytes + offset, into: &unit) ?? false {
      samples += unit
    }
    return samples
  }

  private func readOpus(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> [Int16] {
    [Int16](unsafeUninitializedCapacity: 1_920) { room, count in
      guard let base = room.baseAddress else { return }
      count = coder.opus?.decode(bytes, length: length, into: base, room: 1_920) ?? 0
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
