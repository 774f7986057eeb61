import Audio
import Testing

@Suite struct G711Tests {
  let g711 = G711.tables
  let everySample = (Int16.min...Int16.max).map { $0 }
  let everyByte = (UInt8.min...UInt8.max).map { $0 }

  @Test func knownValues() {
    #expect(
      g711.decode([0xD5, 0x55, 0xAA, 0x2A, 0x80], law: .a) == [8, -8, 32_256, -32_256, 5_504])
    #expect(
      g711.decode([0xFF, 0x7F, 0x80, 0x00, 0xF0], law: .mu) == [0, 0, 32_124, -32_124, 120])
    #expect(g711.encode([0, 8, -8, 32_767, -32_768], law: .a) == [0xD5, 0xD5, 0x55, 0xAA, 0x2A])
    #expect(g711.encode([0, 4, -5, 32_767, -32_768], law: .mu) == [0xFF, 0xFE, 0x7E, 0x80, 0x00])
  }

  /// FNV-1a over all 65,536 A-law codes and over what all 256 bytes decode to, taken from CPython's
  /// `audioop`, which has another origin (Sun's g711.c) than the arithmetic here.
  @Test func agreesWithAnIndependentImplementation() {
    #expect(fnv(g711.encode(everySample, law: .a)) == 0xf030_666e_b780_cf25)
    #expect(fnv(littleEndian(g711.decode(everyByte, law: .a))) == 0x693a_40ca_62a3_d2a5)
    #expect(fnv(littleEndian(g711.decode(everyByte, law: .mu))) == 0xb91e_65d6_8481_a1a8)
  }

  @Test(arguments: G711Law.allCases) func everyByteSurvivesTheRoundTrip(law: G711Law) {
    let again = g711.encode(g711.decode(everyByte, law: law), law: law)
    for (byte, result) in zip(everyByte, again) {
      // µ-law has a minus zero, which comes back as zero.
      #expect(result == (law == .mu && byte == 0x7F ? 0xFF : byte))
    }
  }

  /// Louder in is never quieter out, and the error is at most half a step of the law.
  @Test(arguments: G711Law.allCases) func quantisingIsMonotonicAndFine(law: G711Law) {
    let values = Set(g711.decode(everyByte, law: law).map(Int.init)).sorted()
    let decoded = g711.decode(g711.encode(everySample, law: law), law: law).map(Int.init)
    #expect(zip(decoded, decoded.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(Set(decoded) == Set(values), "every value of the law is used")
    var wrong = 0
    for (sample, value) in zip(everySample.map(Int.init), decoded) {
      guard let index = values.firstIndex(of: value), index > 0, index < values.count - 1 else {
        continue
      }
      let step = max(values[index] - values[index - 1], values[index + 1] - values[index])
      if abs(value - sample) * 2 > step { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  @Test func transcodingIsDecodingAndEncoding() {
    for law in G711Law.allCases {
      let other: G711Law = law == .a ? .mu : .a
      var bytes = everyByte
      g711.transcode(&bytes, count: 256, from: law)
      #expect(bytes == g711.encode(g711.decode(everyByte, law: law), law: other))
    }
  }

  func fnv(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  func littleEndian(_ samples: [Int16]) -> [UInt8] {
    samples.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }
}
