import Audio
import Testing

@Suite struct ToneTests {
  @Test func chinaRingsAt450HertzOneSecondInFive() throws {
    let ringback = ToneProfile.china.ringback.render()
    #expect(ringback.count == 5 * 8_000)
    let sounding = ringback[0..<8_000]
    #expect(abs(Levels.rms(sounding) - (-10 - 3.14)) < 0.2)
    #expect(Goertzel.amplitude(of: 450, in: sounding) > 0.95 * Levels.peak(dBm0: -10))
    #expect(Goertzel.amplitude(of: 425, in: sounding) < 100)
    #expect(ringback[8_000...].allSatisfy { $0 == 0 })
  }

  @Test(arguments: [
    ("CN", 350, 350, [450.0]), ("US", 500, 500, [480, 620]), ("GB", 375, 375, [400]),
  ])
  func busyHasItsFrequenciesAndItsCadence(
    country: String, on: Int, off: Int, frequencies: [Double]
  ) throws {
    let busy = try #require(ToneProfile.named(country)).busy.render()
    #expect(busy.count == (on + off) * 8)
    let sounding = busy[0..<on * 8]
    for frequency in [400.0, 450, 480, 620, 1_000] {
      let amplitude = Goertzel.amplitude(of: frequency, in: sounding)
      let expected = frequencies.contains(frequency)
      #expect((amplitude > 2_000) == expected, "\(country) \(frequency) Hz: \(amplitude)")
    }
    #expect(busy[(on * 8)...].allSatisfy { $0 == 0 })
  }

  @Test func everyCountryHasAllTonesAndNoneClips() throws {
    #expect(ToneProfile.names == ["CN", "GB", "ITU", "US"])
    for name in ToneProfile.names {
      let profile = try #require(ToneProfile.named(name))
      for tone in [profile.ringback, profile.busy, profile.congestion, profile.dial] {
        let samples = tone.render()
        #expect(Levels.rms(samples) > -40)
        #expect(samples.allSatisfy { abs(Int($0)) < 32_000 })
      }
    }
    #expect(ToneProfile.named("XX") == nil)
  }

  /// Played in a loop, a tone without pause must not click where its end meets its beginning.
  @Test func aContinuousToneHasNoSeam() {
    let dial = ToneProfile.china.dial.render()
    #expect(Goertzel.amplitude(of: 450, in: dial + dial) > 0.99 * Levels.peak(dBm0: -10))
    #expect(abs(Int(dial[0]) - Int(dial[dial.count - 1])) < 4_000)
    #expect(abs(Int(dial[0])) < 10)
  }

  @Test func acceptedAndRefusedSoundDifferent() {
    let confirm = Tone.confirm.render()
    let refusal = Tone.refusal.render()
    #expect(Goertzel.amplitude(of: 880, in: confirm.prefix(700)) > 2_000)
    #expect(Goertzel.amplitude(of: 330, in: refusal.prefix(900)) > 2_000)
    #expect(Goertzel.amplitude(of: 330, in: confirm) < 200)
  }

  @Test func musicIsAMelodyAndNotABeep() {
    let music = MusicOnHold.render()
    #expect(music.count > 10 * 8_000)
    #expect((-26 ... -14).contains(Levels.rms(music)))
    // Never silent for a second, the turn of the loop included.
    let twice = music + music.prefix(8_000)
    for start in stride(from: 0, to: music.count, by: 4_000) {
      #expect(Levels.rms(twice[start..<start + 8_000]) > -40)
    }
    var loudest: Set<Int> = []
    for start in stride(from: 0, to: music.count - 4_000, by: 4_000) {
      let piece = music[start..<start + 4_000]
      var best = (frequency: 0, amplitude: 0.0)
      for frequency in stride(from: 200, through: 800, by: 10) {
        let amplitude = Goertzel.amplitude(of: Double(frequency), in: piece)
        if amplitude > best.amplitude { best = (frequency, amplitude) }
      }
      loudest.insert(best.frequency)
    }
    #expect(loudest.count >= 5, "at least five different notes lead")
  }

  @Test func comfortNoiseIsQuietAndAudibleInALaw() {
    let noise = Noise.comfort(samples: 8_000)
    #expect(abs(Levels.rms(noise) - (-62 - 3.14)) < 1)
    #expect(Set(G711.tables.encode(noise, law: .a)).count > 2)
  }

  @Test func goertzelMeasuresAmplitude() {
    let tone = Tone([.on([1_000], 200)], level: -10).render()
    let peak = Levels.peak(dBm0: -10)
    #expect(abs(Goertzel.amplitude(of: 1_000, in: tone) - peak) < peak * 0.02)
    #expect(Goertzel.amplitude(of: 1_200, in: tone) < peak * 0.001)
    #expect(Goertzel.amplitude(of: 1_000, in: [Int16]()) == 0)
  }

  @Test func levels() {
    #expect(Levels.rms([Int16]()) == -120)
    #expect(Levels.rms([0, 0]) == -120)
    #expect(abs(Levels.rms(Tone([.on([500], 1_000)], level: 3.14).render())) < 0.05)
    #expect(Levels.scaled([1_000, -20_000, 30_000], by: 6.0206) == [2_000, -32_768, 32_767])
    #expect(Levels.mixerGain(0) == 32_768)
    #expect(Levels.mixerGain(-12) == 8_231)
  }
}
