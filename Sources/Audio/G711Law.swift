/// The two companding laws of ITU-T G.711.
package enum G711Law: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  /// A-law (PCMA, RTP payload type 8): China, Europe and most of the world.
  case a
  /// µ-law (PCMU, RTP payload type 0): North America and Japan.
  case mu

  /// The byte of this law that stands for no sound.
  package var silence: UInt8 { self == .a ? 0xD5 : 0xFF }

  /// The byte for a 16-bit sample, by the arithmetic of ITU-T G.191's `alaw_compress` and
  /// `ulaw_compress`.
  static func compress(_ sample: Int16, law: G711Law) -> UInt8 {
    let x = Int(sample)
    let magnitude = x < 0 ? ~x : x
    switch law {
    case .a:
      var code = magnitude >> 4
      if code > 15 {
        var exponent = 1
        while code > 31 {
          code >>= 1
          exponent += 1
        }
        code = code - 16 + exponent << 4
      }
      return UInt8(x >= 0 ? code | 0x80 : code) ^ 0x55
    case .mu:
      let biased = min((magnitude >> 2) + 33, 0x1FFF)
      var segment = 1
      while biased >> (5 + segment) > 0 { segment += 1 }
      let code = (8 - segment) << 4 | (0xF - (biased >> segment) & 0xF)
      return UInt8(x >= 0 ? code | 0x80 : code)
    }
  }

  /// The 16-bit sample for a byte, by the arithmetic of ITU-T G.191's `alaw_expand` and
  /// `ulaw_expand`.
  static func expand(_ byte: UInt8, law: G711Law) -> Int16 {
    switch law {
    case .a:
      let code = Int(byte ^ 0x55) & 0x7F
      let exponent = code >> 4
      var value = code & 0xF
      if exponent > 0 { value += 16 }
      value = value << 4 + 8
      if exponent > 1 { value <<= exponent - 1 }
      return Int16(byte & 0x80 != 0 ? value : -value)
    case .mu:
      let code = Int(~byte)
      let exponent = (code >> 4) & 7
      let step = 8 << exponent
      let value = 0x80 << exponent + step * (code & 0xF) + step / 2 - 4 * 33
      return Int16(byte & 0x80 != 0 ? value : -value)
    }
  }
}
