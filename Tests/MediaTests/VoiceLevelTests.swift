import Audio
import Media
import Testing

@Suite(.serialized) struct VoiceLevelTests {
  /// Relayed packet by packet, nothing decoded.
  @Test(arguments: [AudioCodec.pcma, .pcmu]) func aRelayedVoiceIsMeasured(codec: AudioCodec) throws
  {
    let studio = try Studio()
    let loud = try studio.join("loud", tone: 1_020, codec: codec)
    loud.amplitude = Levels.peak(dBm0: -16)
    try studio.join("silent", codec: codec)
    let mute = try studio.join("mute", codec: codec)
    mute.talking = false
    studio.hear("loud: silent", "silent: loud")
    /// Whether a voice is shown to be so loud, all of it.
    func isShown(_ name: String, _ decibels: Double) -> Bool {
      studio.wait {
        guard let level = studio.plane.level(of: studio.id(name)) else { return false }
        return abs(level.rms - decibels) < 0.5 && abs(level.peak - decibels) < 0.5
      }
    }
    func level(of name: String) -> String {
      "\(studio.plane.level(of: studio.id(name)), default: "nil")"
    }
    #expect(isShown("loud", -16), "\(level(of: "loud"))")
    #expect(
      studio.wait { (studio.plane.level(of: studio.id("silent"))?.rms ?? 0) < -60 },
      "\(level(of: "silent"))")
    #expect(studio.plane.level(of: studio.id("mute")) == nil)
    #expect(studio.wait { studio.plane.statistics().packetsRelayed > 40 })
    // It follows.
    loud.amplitude = Levels.peak(dBm0: -30)
    #expect(isShown("loud", -30), "\(level(of: "loud"))")
    loud.talking = false
    #expect(studio.wait { studio.plane.level(of: studio.id("loud")) == nil })
  }

  @Test func aMixedVoiceIsMeasuredBeforeItsGain() throws {
    let studio = try Studio()
    let names = ["citizen", "seat", "desk"]
    for (name, codec) in zip(names, [AudioCodec.pcma, .g722, .l16]) {
      try studio.join(name, tone: 1_020, codec: codec).amplitude = Levels.peak(dBm0: -16)
      studio.plane.setGain(of: studio.id(name), decibels: 6)
    }
    studio.hear("citizen: seat desk", "seat: citizen desk", "desk: citizen seat")
    for name in names {
      #expect(studio.wait { studio.plane.level(of: studio.id(name)) != nil }, "\(name)")
      #expect(
        studio.wait { abs((studio.plane.level(of: studio.id(name))?.rms ?? 0) + 16) < 1 },
        "\(name): \(String(describing: studio.plane.level(of: studio.id(name))))")
    }
  }

  /// Nothing is decoded for a meter's sake, and nothing is left of who had the slot before.
  @Test func whatIsRelayedUndecodedHasNoLevel() throws {
    let studio = try Studio()
    try studio.join("early", tone: 1_020)
    studio.hear("early:")
    #expect(studio.wait { studio.plane.level(of: studio.id("early")) != nil })
    studio.leave("early")
    let wide = try studio.join("wide", tone: 1_020, codec: .g722)
    try studio.join("other", tone: 600, codec: .g722)
    studio.hear("wide: other", "other: wide")
    #expect(studio.wait { wide.sent > 75 })
    // A packet that came late is made up in the mixer, which decodes.
    #expect(studio.wait { studio.plane.level(of: studio.id("wide")) == nil })
  }
}
