import Audio
import CPJSIP
import Codecs
import Glibc
import Testing

@testable import Media

enum ConcealmentSamples {
  /// Something like speech: vowels whose pitch and loudness move, hisses, pauses; always the same.
  static func speech(seconds: Int, rate: Int = 8_000) -> [Int16] {
    var random = UInt32(2_463_534_242)
    func noise() -> Double {
      random ^= random << 13
      random ^= random >> 17
      random ^= random << 5
      return Double(random) / Double(UInt32.max) * 2 - 1
    }
    var phase = 0.0
    return (0..<seconds * rate).map { (index: Int) -> Int16 in
      let time = Double(index) / Double(rate)
      // A syllable a quarter of a second; every fifth is a hiss, every seventh a pause.
      let syllable = Int(time * 4)
      let within = time * 4 - Double(syllable)
      let loud = sin(Double.pi * within)
      var hertz: Double = 110 + 40 * sin(Double(syllable) * 2.3)
      hertz += 15 * sin(2 * Double.pi * within)
      phase += 2 * Double.pi * hertz / Double(rate)
      if syllable % 7 == 6 { return Int16(20 * noise()) }
      if syllable % 5 == 4 { return Levels.clipped(900 * loud * noise()) }
      var sum = 0.0
      for harmonic in 1...16 {
        let angle = phase * Double(harmonic) + Double(harmonic * syllable)
        sum += sin(angle) / (1 + 0.3 * Double(harmonic))
      }
      return Levels.clipped(2_500 * loud * sum)
    }
  }

  /// Packets of 20 ms that are lost.
  static func losses(units: Int, percent: Int) -> [Bool] {
    var random = UInt64(88_172_645_463_325_252)
    var lost: [Bool] = []
    while lost.count < units {
      random ^= random << 13
      random ^= random >> 7
      random ^= random << 17
      let isLost = lost.count > 20 && Int(random % 100) < percent
      lost += [isLost, isLost]
    }
    return Array(lost.prefix(units))
  }

  static func ours(_ voice: [Int16], _ lost: [Bool]) -> [Int16] {
    let memory = UnsafeMutablePointer<Int16>.allocate(capacity: Concealment.needed)
    defer { memory.deallocate() }
    var concealment = Concealment(memory)
    return units(voice, lost) { samples, isLost in
      if isLost {
        concealment.conceal(samples, count: 80)
      } else {
        concealment.hear(samples, count: 80)
      }
    }
  }

  static func theirs(_ voice: [Int16], _ lost: [Bool]) throws -> [Int16] {
    let pool = try #require(PJLibrary.makePool())
    defer { PJLibrary.release(pool) }
    var made: OpaquePointer?
    try #require(pjmedia_plc_create(pool, 8_000, 80, 0, &made) == 0)
    let plc = try #require(made)
    return units(voice, lost) { samples, isLost in
      if isLost { pjmedia_plc_generate(plc, samples) } else { pjmedia_plc_save(plc, samples) }
    }
  }

  private static func units(
    _ voice: [Int16], _ lost: [Bool], _ play: (UnsafeMutablePointer<Int16>, Bool) -> Void
  ) -> [Int16] {
    var out: [Int16] = []
    for (unit, isLost) in lost.enumerated() {
      var samples = Array(voice[unit * 80..<unit * 80 + 80])
      play(&samples, isLost)
      out += samples
    }
    return out
  }

  /// The mean of the signal-to-noise ratios of the units around losses, each within -10...35 dB.
  static func segmentalSNR(
    _ voice: [Int16], _ heard: [Int16], delay: Int, _ lost: [Bool]
  ) -> Double {
    var sum = 0.0
    var count = 0
    for unit in 1..<lost.count - 2 where lost[unit] || lost[unit - 1] {
      let start = unit * 80
      var (signal, noise) = (0.0, 0.0)
      for index in start..<start + 80 {
        let difference = Double(heard[index + delay]) - Double(voice[index])
        signal += Double(voice[index]) * Double(voice[index])
        noise += difference * difference
      }
      guard signal > 80 * 100 * 100 else { continue }
      sum += max(-10, min(35, 10 * log10(signal / max(noise, 1))))
      count += 1
    }
    return (sum / Double(max(1, count)) * 100).rounded() / 100
  }
}
