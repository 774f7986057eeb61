/// Marks in the sound that say whose voice it is and from when: they survive relaying and mixing.
///
/// Each 10 ms of a voice are silence with two clicks behind its first 3 ms, in which a voice that is back is blended
/// with what was made up before it. Their height says which of the three parties
/// speaks; the distance between them and their signs are the number of the 10 ms, modulo 20. No two
/// parties' clicks stand at the same place or side by side, so all can be read out of a mix, also
/// with a ringback tone over it, and to the sample, whatever was inserted on the way. From a second
/// click to the next first one it is always further than from a first to a second: so a stream can be
/// read from any sample on. Delays of up to 200 ms are told apart.
enum Marks {
  /// Samples of a unit; numbers of units; places of the second click.
  static let unit = 80
  static let numbers = 20
  static let places = 5

  /// Where the first click of a speaker's unit stands.
  static func opening(_ speaker: Int) -> Int { 26 + 3 * speaker }

  /// Where the second one stands.
  static func closing(_ number: Int, _ speaker: Int) -> Int {
    36 + 6 * (number % places) + 2 * speaker
  }

  /// A-law: silence, and clicks of 29,184, 16,896 and 9,472; the citizen's are the highest, for they
  /// are to be found under ringback and key tones.
  private static let silence: UInt8 = 0xD5
  private static let clicks: [UInt8] = [0xA9, 0xA5, 0xB7]

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
    // The highest bit of A-law is the sign.
    let fives = number % numbers / places
    bytes[offset + opening(speaker)] = clicks[speaker] ^ (fives & 2 != 0 ? 0x80 : 0)
    bytes[offset + closing(number, speaker)] = clicks[speaker] ^ (fives & 1 != 0 ? 0x80 : 0)
  }

  /// Whose click stands that high above its neighbours.
  static func speaker(height: Int32) -> Int? {
    switch height {
    case ..<6_000: nil
    case ..<13_000: 2
    case ..<23_000: 1
    default: 0
    }
  }
}

/// Finds marks in a stream of A-law bytes.
struct MarkReader {
  private var index = 0
  private var before: Int32 = 0
  private var middle: Int32 = 0
  /// Where each speaker's first click stood that has had no second yet.
  private var opened: [Int] = [-1_000, -1_000, -1_000]
  /// Its sign, as a number's part.
  private var tens: [Int] = [0, 0, 0]

  /// Calls `body` for each mark whose second click is in `bytes`: speaker, number modulo 20 and
  /// where in `bytes` the click stands.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (Int, Int, Int) -> Void) {
    let base = index
    for byte in bytes {
      let next = Marks.linear[Int(byte)]
      let height = middle - (before + next) / 2
      // The samples beside a click stand out as well, to the other side: only the top counts.
      let isTop = abs(middle) > abs(before) && abs(middle) > abs(next)
      if isTop, let speaker = Marks.speaker(height: abs(height)) {
        let place = index - 1
        let steps = place - opened[speaker] - 10 + speaker
        if steps >= 0, steps % 6 == 0, steps / 6 < Marks.places {
          opened[speaker] = -1_000
          let five = height < 0 ? Marks.places : 0
          body(speaker, steps / 6 + five + tens[speaker], place - base)
        } else {
          opened[speaker] = place
          tens[speaker] = height < 0 ? 2 * Marks.places : 0
        }
      }
      (before, middle) = (middle, next)
      index += 1
    }
  }
}
