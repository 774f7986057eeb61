import Audio
import Glibc
import Testing

/// A sound card on the way to the mixer and back, in simulated time: its clock is off, its thread
/// comes late, the mixer too; what is heard is a sine from one end to the other.
private struct SimulatedCard: ~Copyable {
  /// What the mixer got, and what the card's listener got.
  var mixerHears: [Int16] = []
  var cardHears: [Int16] = []
  /// The least and the most that waited, in samples at 8,000 Hz, after the first half minute.
  var voiceRange = 1e9...1e9
  var heardRange = 1e9...1e9
  var voiceDrift = 0.0
  var heardDrift = 0.0
  var starved = 0

  static let frequency = 440.0

  static func sine(_ index: Int, rate: Double) -> Int16 {
    Levels.clipped(8_000 * sin(2 * Double.pi * frequency * Double(index) / rate))
  }

  /// Lets `seconds` pass; `listens` says in which seconds sound is kept.
  init(ppm: Double, rate: Int, seconds: Int, listens: (Int) -> Bool) {
    let line = SoundLine()
    var end = line.takeCardEnd()
    let mixer = line.mixerEnd
    var voice = DriftFollower(target: 160)
    var heard = DriftFollower(target: 400)
    var toMixer = AdaptiveResampler(from: rate, to: 8_000)
    var toCard = AdaptiveResampler(from: 8_000, to: rate)
    let room = UnsafeMutablePointer<Int16>.allocate(capacity: 4_096)
    defer { room.deallocate() }
    var random = SystemRandom(state: 88_172_645_463_325_252)
    let cardRate = Double(rate) * (1 + ppm / 1e6)
    var captured = 0
    var played = 0
    var given = 0
    var tick: Int64 = 0
    var wake: Int64 = 0
    var last: Int64 = 0
    mixer.pointee.attach(dueAt: 0)
    room.initialize(repeating: 0, count: 4_096)
    end.give(room, count: 160)
    while wake < Int64(seconds) * 1_000_000 {
      wake += 5_000
      let now = wake + Int64(random.next(below: 2_000))
      // The mixer's turns that were due, each a little late itself.
      while tick + 20_000 + Int64(random.next(below: 1_000)) <= now {
        tick += 20_000
        let keeps = listens(Int(tick / 1_000_000))
        let isThere = mixer.pointee.take(room, count: 160)
        if !isThere && tick > 1_000_000 { starved += 1 }
        if keeps { for i in 0..<160 { mixerHears.append(room[i]) } }
        for i in 0..<160 { room[i] = SimulatedCard.sine(given + i, rate: 8_000) }
        given += 160
        mixer.pointee.give(room, count: 160, dueAt: tick)
      }
      // What the card has recorded by now.
      let recorded = Int(Double(now) * cardRate / 1e6)
      while captured < recorded {
        let count = min(480, recorded - captured)
        for i in 0..<count { room[i] = SimulatedCard.sine(captured + i, rate: Double(rate)) }
        _ = toMixer.push(room, count: count)
        captured += count
      }
      while case let count = toMixer.pull(room, count: 160), count > 0 {
        end.give(room, count: count)
      }
      // What it has played by now.
      while played < recorded {
        let count = min(480, recorded - played)
        let missing = toCard.missing(for: count)
        let taken = end.take(room, count: missing)
        if taken < missing {
          for i in taken..<missing { room[i] = 0 }
          if now > 1_000_000 { starved += 1 }
        }
        _ = toCard.push(room, count: missing)
        let made = toCard.pull(room, count: count)
        #expect(made == count)
        if listens(Int(now / 1_000_000)) { for i in 0..<made { cardHears.append(room[i]) } }
        played += made
      }
      if let waiting = end.measure(at: now) {
        voice.observe(waiting.voice, after: Double(now - last) / 1e6)
        heard.observe(waiting.heard, after: Double(now - last) / 1e6)
        toMixer.correct(voice.correction)
        toCard.correct(heard.correction)
        last = now
        if now > 30_000_000 {
          voiceRange = SimulatedCard.widened(voiceRange, waiting.voice)
          heardRange = SimulatedCard.widened(heardRange, waiting.heard)
        }
      }
    }
    voiceDrift = voice.drift * 1e6
    heardDrift = heard.drift * 1e6
  }

  private static func widened(_ range: ClosedRange<Double>, _ value: Double) -> ClosedRange<Double>
  {
    range.upperBound == 1e9
      ? value...value : min(range.lowerBound, value)...max(range.upperBound, value)
  }
}

/// Xorshift: the same numbers in every run.
private struct SystemRandom {
  var state: UInt64

  mutating func next(below limit: UInt64) -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state % limit
  }
}

/// The greatest second difference of a sine's samples, in units of what a pure sine has: a click is
/// many times that.
private func roughness(_ samples: ArraySlice<Int16>, rate: Double) -> Double {
  let step = 2 * Double.pi * SimulatedCard.frequency / rate
  let pure = 8_000 * step * step
  var most = 0.0
  for i in samples.indices.dropFirst(2) {
    let bend = Double(samples[i]) - 2 * Double(samples[i - 1]) + Double(samples[i - 2])
    most = max(most, abs(bend))
  }
  // Rounding to whole numbers alone bends by up to 2.
  return (most - 2) / pure
}

@Suite struct DriftTests {
  /// Half an hour with a clock that is off by as much as any crystal: every sample of it is heard.
  @Test(arguments: [-300.0, 300])
  func halfAnHour(ppm: Double) {
    let card = SimulatedCard(ppm: ppm, rate: 8_000, seconds: 1_800) { $0 >= 30 }
    #expect(card.starved == 0)
    #expect(abs(card.voiceDrift - ppm) < 10, "\(card.voiceDrift)")
    #expect(abs(card.heardDrift + ppm) < 10, "\(card.heardDrift)")
    // 160 and 400 samples should wait; card and mixer come up to 3 ms late.
    #expect(card.voiceRange.lowerBound > 100 && card.voiceRange.upperBound < 220)
    #expect(card.heardRange.lowerBound > 340 && card.heardRange.upperBound < 460)
    #expect(roughness(card.mixerHears[...], rate: 8_000) < 1.05)
    #expect(roughness(card.cardHears[...], rate: 8_000) < 1.05)
    let tail = card.mixerHears.suffix(80_000)
    #expect(abs(Goertzel.amplitude(of: 440, in: tail.prefix(8_000)) - 8_000) < 100)
  }

  /// A turn that is missed, or samples that are lost, say nothing of the clock: what was known of it stays nearly as it
  /// was, and the delay is set right.
  @Test(arguments: [-300.0, 160, 300])
  func aStepIsNoDrift(step: Double) {
    var follower = DriftFollower(target: 160)
    var waiting = 160.0
    /// Lets that time pass; the most by which the clock was mistaken meanwhile, in ppm.
    func pass(seconds: Int) -> Double {
      var most = 0.0
      for _ in 0..<100 * seconds {
        waiting += 80 * (300e-6 - follower.correction)
        follower.observe(waiting, after: 0.01)
        most = max(most, abs(follower.drift - 300e-6) * 1e6)
      }
      return most
    }
    _ = pass(seconds: 120)
    for _ in 0..<4 {
      waiting += step
      #expect(pass(seconds: 90) < 250)
      #expect(abs(follower.drift - 300e-6) < 20e-6)
      #expect(abs(waiting - 160) < 2)
    }
  }

  /// A clock that is worse than any crystal's is found out all the same.
  @Test func theWorstClock() {
    var follower = DriftFollower(target: 160)
    var waiting = 160.0
    for _ in 0..<30_000 {
      waiting += 80 * (1_500e-6 - follower.correction)
      follower.observe(waiting, after: 0.01)
    }
    #expect(abs(waiting - 160) < 2)
    #expect(abs(follower.drift - 1_500e-6) < 20e-6)
  }

  /// From the first sample on, at the rates that cards have.
  @Test(arguments: [16_000, 44_100, 48_000])
  func otherRates(rate: Int) {
    let card = SimulatedCard(ppm: 250, rate: rate, seconds: 60) { $0 >= 1 }
    #expect(card.starved == 0)
    #expect(roughness(card.mixerHears[...], rate: 8_000) < 1.05)
    #expect(roughness(card.cardHears[...], rate: Double(rate)) < 1.6)
    let heard = card.cardHears.suffix(rate)
    #expect(
      abs(Goertzel.amplitude(of: 440, in: heard, rate: Double(rate)) - 8_000) < 100)
    #expect(Goertzel.amplitude(of: 7_560, in: heard, rate: Double(rate)) < 8)
  }

  /// What lies above the telephone's band does not fold back into it.
  @Test func noAliases() {
    var resampler = AdaptiveResampler(from: 48_000, to: 8_000)
    let input = (0..<48_000).map { i in
      Levels.clipped(16_000 * sin(2 * Double.pi * 5_000 * Double(i) / 48_000))
    }
    var output: [Int16] = Array(repeating: 0, count: 8_000)
    var made = 0
    for start in stride(from: 0, to: input.count, by: 480) {
      made += input[start..<start + 480].withUnsafeBufferPointer { chunk in
        output.withUnsafeMutableBufferPointer { room in
          _ = resampler.push(chunk.baseAddress!, count: 480)
          return resampler.pull(room.baseAddress! + made, count: 8_000 - made)
        }
      }
    }
    #expect(made > 7_900)
    #expect(Levels.rms(output[200..<made]) < -60)
  }
}
