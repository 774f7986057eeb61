import Testing

@testable import Media

/// What must hold whatever the network does; the figures themselves are ``ImpairmentTable``'s.
@Suite struct ImpairmentTests {
  /// Bursts by their number: what is heard is the same, sample by sample.
  @Test(arguments: [AudioCodec.pcma, .l16]) func packetsThatComeTwiceChangeNothing(
    codec: AudioCodec
  ) throws {
    let sound = ImpairedSound.speech(codec, seconds: 4)
    let clean = try sound.play(Impairment(), milliseconds: 4_000, keepsSamples: true)
    let twice = try sound.play(Impairment(doubled: 30), milliseconds: 4_000, keepsSamples: true)
    #expect(twice.samples == clean.samples)
  }

  /// Two packets that come within one turn of the mixer, the later one first: none is lost.
  @Test func whoIsOvertakenWithinATurnIsHeard() throws {
    let sound = ImpairedSound.speech(.pcma, packetTime: 10, seconds: 4)
    let clean = try sound.play(Impairment(), milliseconds: 10_000)
    let overtaken = try sound.play(Impairment(overtaken: 5), milliseconds: 10_000)
    #expect(overtaken.madeUp <= clean.madeUp + 4, "\(overtaken.madeUp) units were made up")
  }

  /// PJMEDIA's own pace made up 46 units of these 1,500, and 150 of 1,000 at 100 ms of jitter.
  @Test func theBufferLearnsHowFarPacketsAreOvertaken() throws {
    let out = try ImpairedSound.speech(.pcma, seconds: 4).play(
      Impairment(overtaken: 5), milliseconds: 15_000)
    #expect(out.madeUp + out.silent <= 6, "\(out.madeUp) units were made up")
    #expect(out.heldAtEnd < 70)
  }

  @Test(arguments: [20.0, 50, 100], [10, 20, 60])
  func theBufferLearnsTheJitter(jitter: Double, packetTime: Int) throws {
    let out = try ImpairedSound.speech(.pcma, packetTime: packetTime, seconds: 4).play(
      Impairment(jitter: jitter), milliseconds: 10_000)
    #expect(
      out.madeUp + out.silent <= 15, "\(out.madeUp + out.silent) units of 1,000 were no voice")
    #expect(out.held(percentile: 99) < jitter + Double(packetTime) + 60)
  }

  /// Three times the skew that two clocks have: a packet too many or too few each 33 s. The delay does not
  /// grow; the tone goes on. (A whole unit left out and blended is a step of -25 dB.)
  @Test(arguments: [600.0, -600]) func aClockThatIsOffIsFollowedWithoutAClick(
    skew: Double
  ) throws {
    let out = try ImpairedSound.tone(.l16).play(
      Impairment(skew: skew), milliseconds: 120_000, measuresTone: true)
    #expect(out.click < (skew > 0 ? -50 : -38), "a step of \(out.click) dB")
    #expect(out.dip > -2.5, "a hole of \(out.dip) dB")
    #expect(out.silent == 0)
    #expect(out.held(percentile: 99) <= 50 && out.heldAtEnd <= 45, "\(out.heldAtEnd) ms are held")
  }

  /// After a burst of jitter the delay goes again.
  @Test func delayThatIsNotNeededGoes() throws {
    let sound = ImpairedSound.speech(.pcma, seconds: 4)
    let out = try sound.play(
      Impairment(jitter: 150, jitterUntil: 200), milliseconds: 60_000)
    #expect(out.held(percentile: 90) > 60)
    #expect(out.heldAtEnd < 25, "\(out.heldAtEnd) ms are held")
  }

  /// Every codec at 10 % loss: what is made up is much nearer to the voice than silence is.
  @Test(arguments: AudioCodec.allCases) func everyVoiceComesThroughLosses(codec: AudioCodec) throws
  {
    let sound = ImpairedSound.speech(codec, seconds: 8)
    let clean = try sound.play(Impairment(), milliseconds: 8_000, keepsSamples: true)
    let out = try sound.play(Impairment(loss: 10), milliseconds: 8_000, keepsSamples: true)
    let likeness = ImpairedSound.likeness(out, beside: clean)
    #expect(out.lost.count > 40 && out.silent < 10)
    #expect(
      likeness.distance < likeness.distanceOfSilence * 0.4,
      "\(likeness.distance) dB, silence \(likeness.distanceOfSilence)")
  }

  /// With jitter the packet after the lost one is mostly there: 2 dB without what it has of the lost one, 1 dB with
  /// our own concealment.
  @Test func opusRepairsFromThePacketAfter() throws {
    let sound = ImpairedSound.speech(.opus, seconds: 12)
    let clean = try sound.play(Impairment(), milliseconds: 12_000, keepsSamples: true)
    let out = try sound.play(
      Impairment(loss: 10, jitter: 50), milliseconds: 12_000, keepsSamples: true)
    let likeness = ImpairedSound.likeness(out, beside: clean)
    #expect(likeness.signalToNoise > 5, "\(likeness.signalToNoise) dB")
  }
}
