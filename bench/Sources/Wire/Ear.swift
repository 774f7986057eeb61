/// What one party receives: when, in which order, and whose voice.
final class Ear {
  /// One audio packet.
  struct Arrival {
    let at: Int64
    let sequence: UInt16
    let timestamp: UInt32
    let source: UInt32
    /// The highest sample, 0 to 32,256.
    let peak: Int32
    /// A-law.
    let payload: [UInt8]
    /// The 10 ms of voices that were in it: speaker, number modulo 20, and at which sample.
    let heard: [(speaker: Int, code: Int, sample: Int)]
  }

  private var reader = MarkReader()
  private(set) var arrivals: [Arrival] = []

  func forget() {
    arrivals = []
    reader = MarkReader()
  }

  func take(_ bytes: UnsafeRawBufferPointer, at moment: Int64) {
    guard bytes.count > 12, bytes[1] & 0x7F == 8 else { return }
    func word(_ offset: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 << 8 | UInt32(bytes[offset + $1]) }
    }
    var heard: [(Int, Int, Int)] = []
    let payload = bytes.baseAddress!.assumingMemoryBound(to: UInt8.self) + 12
    reader.read(UnsafeBufferPointer(start: payload, count: bytes.count - 12)) {
      heard.append(($0, $1, $2))
    }
    let peak = (0..<bytes.count - 12).reduce(0) { max($0, abs(Marks.linear[Int(payload[$1])])) }
    arrivals.append(
      Arrival(
        at: moment, sequence: UInt16(word(0) & 0xFFFF), timestamp: word(4), source: word(8),
        peak: peak, payload: Array(bytes[12...]),
        heard: heard))
  }

  /// When the first packet with that speaker's voice came after `moment`.
  func first(_ speaker: Int, after moment: Int64) -> Int64? {
    arrivals.first { $0.at >= moment && $0.heard.contains { $0.speaker == speaker } }?.at
  }

  /// The longest time without any packet within the interval, in nanoseconds.
  func longestGap(from start: Int64, to end: Int64) -> Int64 {
    var gap: Int64 = 0
    for (before, after) in zip(arrivals, arrivals.dropFirst())
    where after.at >= start && before.at <= end {
      gap = max(gap, after.at - before.at)
    }
    return gap
  }

  /// Breaks of the stream: another source, a sequence number left out, doubled or in disorder.
  var breaks: Int {
    zip(arrivals, arrivals.dropFirst()).count { before, after in
      after.source != before.source || after.sequence != before.sequence &+ 1
    }
  }
}
