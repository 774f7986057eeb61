/// Marks in the sound that say whose voice it is and from when: they survive relaying and mixing.
///
/// Each 10 ms of a voice are silence with two clicks. Their height says which of the three parties
/// speaks, the distance between them the number of the 10 ms, modulo 26. So what a listener receives
/// can be traced to the packet that brought it, also when three voices and a ringback tone lie over
/// one another, and to the sample, whatever was inserted on the way. Delays of up to 260 ms are told
/// apart.
enum Marks {
  /// Samples of a unit; numbers of units.
  static let unit = 80
  static let numbers = 26
  /// Where the two clicks of unit 0 stand.
  static let opening = 4
  static let closing = 8

  /// A-law: silence, and clicks of 9,472, 16,896 and 29,184.
  private static let silence: UInt8 = 0xD5
  private static let clicks: [UInt8] = [0xB7, 0xA5, 0xA9]

  static let linear: [Int32] = (0..<256).map { index in
    let code = Int32(index) ^ 0x55
    let exponent = (code >> 4) & 7
    var value = (code & 15) << 4 + 8
    if exponent > 0 { value += 256 }
    if exponent > 1 { value <<= exponent - 1 }
    return code & 0x80 != 0 ? value : -value
  }

  /// Writes unit `number` of `speaker` (0, 1 or 2).
  static func write(_ number: Int, of speaker: Int, into bytes: inout [UInt8], at offset: Int) {
    for i in 0..<unit { bytes[offset + i] = silence }
    bytes[offset + opening] = clicks[speaker]
    bytes[offset + closing + number % numbers] = clicks[speaker]
  }

  /// Whose click stands that high above its neighbours.
  static func speaker(height: Int32) -> Int? {
    switch height {
    case ..<6_000: nil
    case ..<13_000: 0
    case ..<23_000: 1
    default: 2
    }
  }
}

/// Finds marks in a stream of A-law bytes.
struct MarkReader {
  private var index = 0
  private var before: Int32 = 0
  private var middle: Int32 = 0
  /// Where each speaker's last click stood.
  private var last: [Int] = [-1_000, -1_000, -1_000]

  /// Calls `body` for each mark whose second click is in `bytes`: speaker, number modulo 26 and
  /// where in `bytes` the click stands.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (Int, Int, Int) -> Void) {
    let base = index
    for byte in bytes {
      let next = Marks.linear[Int(byte)]
      if let speaker = Marks.speaker(height: middle - (before + next) / 2) {
        let place = index - 1
        let number = place - last[speaker] - (Marks.closing - Marks.opening)
        last[speaker] = place
        if number >= 0, number < Marks.numbers { body(speaker, number, place - base) }
      }
      (before, middle) = (middle, next)
      index += 1
    }
  }
}
