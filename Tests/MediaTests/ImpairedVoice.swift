import Audio
import CPJSIP
import Codecs
import Glibc
import Testing

@testable import Media

/// One voice from its encoder over a bad network through the real jitter buffer, decoder and concealment, in
/// simulated time: as many hours as one likes.
final class ImpairedVoice {
  /// What a unit of 10 ms came to, and what the buffer held back after it, in milliseconds.
  struct Unit {
    var kind: JitterBuffer.Unit
    var samples: [Int16]
    var held: Double
    /// Where in what was sent its end is, in units.
    var position: Double
  }

  let codec: AudioCodec
  let impairment: Impairment
  private let pool: UnsafeMutablePointer<pj_pool_t>
  private var buffer: JitterBuffer
  private let memory: UnsafeMutablePointer<Int16>
  private let kernel = HalfBandKernel()
  private let coder: VoiceCoder
  private var arrivals: [(at: Double, number: Int)] = []
  private var payloads: [Int: [UInt8]] = [:]
  /// Packets that never arrived.
  private(set) var lost: Set<Int> = []

  init(_ codec: AudioCodec, _ impairment: Impairment) throws {
    self.codec = codec
    self.impairment = impairment
    pool = try #require(PJLibrary.makePool())
    memory = .allocate(capacity: WideVoice.needed)
    memory.initialize(repeating: 0, count: WideVoice.needed)
    var coder = VoiceCoder()
    guard coder.prepare(codec) else { fatalError("no \(codec) here") }
    self.coder = coder
    let wide = codec.law == nil ? WideVoice(coder, memory, kernel: kernel) : nil
    buffer = try #require(JitterBuffer(pool: pool, wide: wide))
    buffer.reset()
  }

  deinit {
    coder.deallocate()
    memory.deallocate()
    kernel.deallocate()
    PJLibrary.release(pool)
  }

  /// Samples of a unit.
  var unit: Int { codec.law == nil ? 160 : 80 }

  /// Plays until `milliseconds` have passed; `payload` makes a packet of its number, nil: none is sent.
  /// The mixer comes by every 20 ms, 7 ms after the first packet was sent.
  func play(
    milliseconds: Int, _ payload: (Int) -> [UInt8]?, _ heard: (Unit) -> Void
  ) {
    var packets = Impairment.Packets(impairment)
    let ticks = UInt32(impairment.packetTime) * codec.ticksPerMillisecond
    for tick in 0..<milliseconds / 20 {
      let now = Double(tick) * 20 + 7
      while Double(packets.number) * packets.interval <= now {
        let number = packets.number
        let times = packets.next()
        // The encoder goes on whatever becomes of the packet.
        guard let bytes = payload(number) else { continue }
        for time in times { arrivals.append((time, number)) }
        if times.isEmpty { lost.insert(number) } else { payloads[number] = bytes }
      }
      arrivals.sort { $0.at < $1.at }
      while let first = arrivals.first, first.at <= now {
        arrivals.removeFirst()
        if let bytes = payloads[first.number] {
          buffer.put(
            bytes, length: bytes.count,
            timestamp: UInt32(truncatingIfNeeded: first.number) &* ticks,
            source: 1, codec: codec)
        }
        if !arrivals.contains(where: { $0.number == first.number }) {
          payloads[first.number] = nil
        }
      }
      for _ in 0..<2 {
        var samples = [Int16](repeating: 0, count: unit)
        let kind = buffer.get(&samples, G711.tables)
        if case .nothing = kind { samples = [Int16](repeating: 0, count: unit) }
        // The first packet's units begin at 4,000.
        heard(
          Unit(kind: kind, samples: samples, held: buffer.held, position: buffer.position - 4_000))
      }
    }
  }
}
