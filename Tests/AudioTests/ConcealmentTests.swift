import Audio
import Glibc
import Testing

@Suite struct ConcealmentTests {
  /// Plays `voice` in units of 10 ms through a concealment, without those that `isLost` names.
  static func played(_ voice: [Int16], isLost: (Int) -> Bool) -> [Int16] {
    let memory = UnsafeMutablePointer<Int16>.allocate(capacity: Concealment.needed)
    defer { memory.deallocate() }
    var concealment = Concealment(memory)
    var out: [Int16] = []
    for unit in 0..<voice.count / 80 {
      var samples = Array(voice[unit * 80..<unit * 80 + 80])
      if isLost(unit) {
        concealment.conceal(&samples, count: 80)
      } else {
        concealment.hear(&samples, count: 80)
      }
      out += samples
    }
    return out
  }

  /// A vowel of 125 Hz with its harmonics, which goes slowly up and down.
  static func vowel(units: Int) -> [Int16] {
    var phase = 0.0
    return (0..<units * 80).map { index in
      let time = Double(index) / 8_000
      phase += 2 * Double.pi * (125 + 8 * sin(2 * Double.pi * 1.5 * time)) / 8_000
      let sum = (1...12).reduce(0.0) { $0 + sin(phase * Double($1)) / Double($1) }
      return Levels.clipped(3_500 * sum * (0.75 + 0.25 * sin(2 * Double.pi * 2 * time)))
    }
  }

  @Test func whatArrivesIsNotTouchedAndNotHeldBack() {
    let voice = Self.vowel(units: 100)
    #expect(Self.played(voice, isLost: { _ in false }) == voice)
  }

  @Test func aToneGoesOnThroughALoss() {
    let tone = (0..<8_000).map { Levels.clipped(8_000 * sin(2 * Double.pi * Double($0) / 64)) }
    func worst(_ lost: Set<Int>) -> Int32 {
      let out = Self.played(tone, isLost: lost.contains)
      return zip(tone, out).map { abs(Int32($0) - Int32($1)) }.max() ?? .max
    }
    #expect(worst([40, 60, 80]) < 400)
    // The second 10 ms fade by a fifth.
    #expect(worst([40, 41]) < 2_000)
  }

  @Test func aLongLossFadesToSilence() {
    let voice = Self.vowel(units: 60)
    let out = Self.played(voice, isLost: { (20..<40).contains($0) })
    #expect(Levels.rms(out[1_600..<1_680]) > Levels.rms(voice[1_520..<1_600]) - 3)
    #expect(out[2_160..<3_200].allSatisfy { $0 == 0 })
    #expect(Array(out[3_280...]) == Array(voice[3_280...]))
  }

  /// No click: no step at the edges of a loss is larger than the voice's own.
  @Test func edgesAreSmooth() {
    let voice = Self.vowel(units: 200)
    let out = Self.played(voice, isLost: { $0 % 17 == 16 })
    func steps(_ sound: [Int16]) -> [Int32] {
      zip(sound, sound.dropFirst()).map { abs(Int32($1) - Int32($0)) }
    }
    #expect((steps(out).max() ?? 0) < (steps(voice).max() ?? 0) * 13 / 10)
  }

  @Test func nonsenseIsBorne() {
    var loud = [Int16](repeating: .min, count: 80 * 30)
    for index in loud.indices where index % 2 == 0 { loud[index] = .max }
    #expect(Self.played(loud, isLost: { $0 > 5 && $0 % 3 != 0 }).count == loud.count)
    let silence = [Int16](repeating: 0, count: 800)
    #expect(Self.played(silence, isLost: { $0 > 2 }) == silence)
  }
}
