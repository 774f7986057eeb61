internal import Audio
internal import CPJSIP
internal import Codecs

/// A voice of G.711 through its jitter buffer, without network and clock: what a program turns over that asks what
/// the buffer costs.
///
/// Of 50 packets one is lost, and one of 20 comes together with the next: some is made up, and the voice is made longer
/// until it waits for such packets.
package final class BufferedVoice {
  private var buffer: JitterBuffer
  private let pool: UnsafeMutablePointer<pj_pool_t>
  private let payloads: UnsafeMutablePointer<UInt8>
  private let samples: UnsafeMutablePointer<Int16>
  private let g711 = G711.tables
  private var packet = 0
  /// Units of 10 ms that came out as they were sent, so far.
  package private(set) var heard = 0

  /// Samples of a packet of 20 ms.
  private static var length: Int { 2 * JitterBuffer.unit }
  /// Packets until the voice, a tone of 348 Hz, is at its beginning again.
  private static var different: Int { 23 }

  /// Nil when there is no memory.
  package init?() {
    guard let pool = PJLibrary.makePool() else { return nil }
    guard let buffer = JitterBuffer(pool: pool) else {
      PJLibrary.release(pool)
      return nil
    }
    self.pool = pool
    self.buffer = buffer
    let count = BufferedVoice.different * BufferedVoice.length
    payloads = .allocate(capacity: count)
    samples = .allocate(capacity: count)
    for i in 0..<count { samples[i] = Int16(i % 23 * 700 - 7_700) }
    g711.encode(samples, into: payloads, count: count, law: .a)
  }

  deinit {
    payloads.deallocate()
    samples.deallocate()
    PJLibrary.release(pool)
  }

  /// 20 ms pass: packets come in, and as many samples go out.
  package func turn() {
    let isLost = packet % 50 == 17
    let isHeldUp = packet % 20 == 7
    if packet % 20 == 8 { put(packet - 1) }
    if !isLost, !isHeldUp { put(packet) }
    packet += 1
    for unit in 0..<2 {
      if case .voice = buffer.get(samples + unit * JitterBuffer.unit, g711) { heard += 1 }
    }
  }

  private func put(_ number: Int) {
    let length = BufferedVoice.length
    buffer.put(
      payloads + number % BufferedVoice.different * length, length: length,
      timestamp: UInt32(truncatingIfNeeded: number * length), source: 1, codec: .pcma)
  }
}
