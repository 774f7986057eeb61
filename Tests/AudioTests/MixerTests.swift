import Audio
import Testing

@Suite struct MixerTests {
  /// Full scale in both directions, so that sums clip, and quiet voices too.
  static func voices(_ parties: Int, peak: Int) -> [Int16] {
    var random = Random(state: UInt64(parties * 31 + peak))
    return (0..<parties * 160).map { _ in
      Int16(Int(random.next() % UInt64(2 * peak)) - peak)
    }
  }

  @Test(arguments: [1, 2, 3, 17, 300], [900, 32_768])
  func everybodyHearsAllOthersExactly(parties: Int, peak: Int) {
    let voices = Self.voices(parties, peak: peak)
    var heard = [Int16](repeating: 77, count: voices.count)
    var sum = [Int32](repeating: 0, count: 160)
    Mixer.mesh(voices, into: &heard, parties: parties, count: 160, sum: &sum)
    for party in 0..<parties {
      for i in 0..<160 {
        var expected = 0
        for other in 0..<parties where other != party { expected += Int(voices[other * 160 + i]) }
        #expect(heard[party * 160 + i] == Int16(clamping: expected))
      }
    }
  }

  @Test func addingVoiceByVoiceIsTheSameAsTheMesh() {
    let parties = 5
    let voices = Self.voices(parties, peak: 32_768)
    var mesh = [Int16](repeating: 0, count: voices.count)
    var sum = [Int32](repeating: 0, count: 160)
    Mixer.mesh(voices, into: &mesh, parties: parties, count: 160, sum: &sum)
    for listener in 0..<parties {
      var heard = [Int16](repeating: 0, count: 160)
      Mixer.clear(&sum, count: 160)
      voices.withUnsafeBufferPointer { buffer in
        for voice in 0..<parties where voice != listener {
          Mixer.add(buffer.baseAddress! + voice * 160, to: &sum, count: 160)
        }
      }
      Mixer.store(sum, into: &heard, count: 160)
      #expect(heard == Array(mesh[listener * 160..<(listener + 1) * 160]))
    }
  }

  @Test func gainIsAFractionOf32768() {
    let voice: [Int16] = [32_767, -32_768, 100, -100, 0]
    var sum = [Int32](repeating: 1, count: 5)
    Mixer.add(voice, gain: 16_384, to: &sum, count: 5)
    #expect(sum == [16_384, -16_383, 51, -49, 1])
    Mixer.clear(&sum, count: 5)
    Mixer.add(voice, gain: 32_768, to: &sum, count: 5)
    #expect(sum == voice.map(Int32.init))
  }

  @Test func sumsAreClippedAtBothEnds() {
    var out = [Int16](repeating: 0, count: 4)
    Mixer.store([40_000, -40_000, 32_767, -32_768], into: &out, count: 4)
    #expect(out == [32_767, -32_768, 32_767, -32_768])
  }

  /// A gain in dB comes to the factor that it names, and clips where 16 bits end.
  @Test(arguments: [-12.0, -6, 0, 2.5, 12]) func gain(decibels: Double) {
    var voice: [Int16] = [0, 1_000, -1_000, 32_767, -32_768]
    Mixer.scale(&voice, by: Levels.scale(decibels), count: voice.count)
    let factor = Levels.factor(decibels)
    for (sample, before) in zip(voice, [0.0, 1_000, -1_000, 32_767, -32_768]) {
      let exact = max(-32_768, min(32_767, before * factor))
      #expect(abs(Double(sample) - exact) <= 1 + abs(exact) / 2_000, "\(before) at \(decibels) dB")
    }
    if decibels == 0 { #expect(voice == [0, 1_000, -1_000, 32_767, -32_768]) }
  }
}
