import Audio
import Testing

@Suite struct WAVTests {
  let tone = Tone([.on([700], 500)]).render()

  @Test func whatWasWrittenIsRead() throws {
    #expect(try WAV.read(WAV.write(tone)) == tone)
  }

  @Test(arguments: [11_025, 16_000, 44_100, 48_000, 6_000])
  func otherRatesBecomeEightKilohertz(rate: Int) throws {
    let samples = Tone([.on([700], 1_000)]).render(rate: rate)
    let read = try WAV.read(WAV.write(samples, rate: rate))
    #expect(abs(read.count - 8_000) <= 1)
    let peak = Levels.peak(dBm0: -10)
    #expect(abs(Goertzel.amplitude(of: 700, in: read[800..<7_200]) - peak) < peak * 0.03)
  }

  @Test func whatEightKilohertzCannotCarryIsTakenAway() throws {
    let samples = Tone([.on([6_000], 1_000)]).render(rate: 48_000)
    let read = try WAV.read(WAV.write(samples, rate: 48_000))
    #expect(Levels.rms(read[800..<7_200]) < -60)
  }

  @Test(arguments: G711Law.allCases) func lawsAreRead(law: G711Law) throws {
    let bytes = G711.tables.encode(tone, law: law)
    let file = header(tag: law == .a ? 6 : 7, bits: 8, length: bytes.count) + bytes
    #expect(try WAV.read(file) == G711.tables.decode(bytes, law: law))
  }

  @Test func chunksThatDoNotMatterAreSkipped() throws {
    var file = WAV.write([1, 2, 3])
    file.insert(contentsOf: Array("LIST".utf8) + [3, 0, 0, 0, 9, 9, 9, 0], at: 12)
    #expect(try WAV.read(file) == [1, 2, 3])
  }

  @Test func aRecordingThatWasCutOffIsReadToItsEnd() throws {
    #expect(try WAV.read(header(length: 0) + [1, 0, 2, 0]) == [1, 2])
    #expect(try WAV.read(header(length: 0xFFFF_FFFF) + [1, 0, 2, 0, 9]) == [1, 2])
  }

  @Test func eachFaultIsNamed() {
    expect(.notWAV, [])
    expect(.notWAV, Array("RIFX....WAVE".utf8))
    expect(.missing("fmt "), Array(WAV.write([1]).prefix(12)))
    expect(.missing("fmt "), Array(WAV.write([1]).prefix(12)) + Array("data".utf8) + [0, 0, 0, 0])
    expect(.truncated("fmt "), Array(WAV.write([1]).prefix(30)))
    expect(.missing("data"), Array(WAV.write([1]).prefix(36)))
    expect(.truncated("data"), Array(WAV.write([1, 2]).dropLast()))
    expect(.format(tag: 1, bits: 24), header(bits: 24) + [0])
    expect(.format(tag: 3, bits: 32), header(tag: 3, bits: 32) + [0])
    expect(.channels(2), header(channels: 2) + [0])
    expect(.channels(0), header(channels: 0) + [0])
    expect(.rate(0), header(rate: 0) + [0])
    expect(.rate(1_000_000), header(rate: 1_000_000) + [0])
    expect(.empty, header(length: 0))
    expect(.tooLong(limit: 1), WAV.write([Int16](repeating: 0, count: 8_001)), limit: 1)
  }

  /// Every file cut short, and thousands with bytes changed: an error or sound, never a trap.
  @Test func noFileBringsItDown() {
    let good = WAV.write(Array(tone.prefix(40)), rate: 11_025)
    for length in 0..<good.count { _ = try? WAV.read(Array(good.prefix(length))) }
    var random = Random(state: 12_345)
    for _ in 0..<20_000 {
      var bad = good
      for _ in 0..<1 + random.next() % 4 {
        bad[Int(random.next()) % 60] = UInt8(truncatingIfNeeded: random.next())
      }
      _ = try? WAV.read(bad)
    }
  }

  func expect(_ error: WAVError, _ bytes: [UInt8], limit: Int = 600) {
    #expect(throws: error) { try WAV.read(bytes, limit: limit) }
  }

  /// The 44 bytes before the samples.
  func header(
    tag: Int = 1, channels: Int = 1, rate: Int = 8_000, bits: Int = 16, length: Int = 1
  ) -> [UInt8] {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    return Array("RIFF".utf8) + little(36 + length, 4) + Array("WAVEfmt ".utf8) + little(16, 4)
      + little(tag, 2) + little(channels, 2) + little(rate, 4) + little(rate * bits / 8, 4)
      + little(bits / 8, 2) + little(bits, 2) + Array("data".utf8) + little(length, 4)
  }
}
