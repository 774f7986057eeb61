import Testing

/// `a=ptime` on both sides: what a peer asks for it is sent, what the site asks for stands in its offers.
@Suite struct PacketTimeTests {
  /// A citizen who wishes 30 ms, sends 10 and then wishes 60 by re-INVITE; the seat's phone knows only 20.
  @Test func aCitizensWishIsKeptAndMayChange() async throws {
    try await Stage.play { stage in
      let audio = try Voice(at: stage.net.carrier)
      let moved = try Voice(at: stage.net.carrier, port: 6100)
      defer { audio.stop() }
      let seat = try await stage.phone("1001", "--answer", "now")
      let citizen = try await stage.citizen(
        playing: "renewing",
        keys: [
          "hold": "sendonly", "moved": "6100", "wish": "a=ptime:30", "moved-wish": "a=ptime:60",
        ])
      let answer = try await citizen.receives("200 INVITE")
      audio.speak(to: try #require(answer.audio), packetTime: 10)
      try await seat.hears("silence")
      try await eventually("packets of 30 ms") { audio.heard > 60 ? true : nil }
      expectPackets(of: 240, audio.packets.suffix(40))
      try citizen.cue("MOVE")
      try await eventually("packets of 60 ms") { moved.heard > 30 ? true : nil }
      expectPackets(of: 480, moved.packets.suffix(20))
      #expect(seat.all("rtp-problem").isEmpty, "\(seat.all("rtp-problem"))")
      try citizen.cue("BYE")
      try await citizen.succeeds()
    }
  }

  /// A seat's phone that suppresses silence: one packet of comfort noise, and for longer than media-timeout
  /// nothing, because its agent listens.
  @Test func anAgentWhoListensIsNotLost() async throws {
    var plan = SitePlan()
    (plan.mediaTimeout, plan.mediaGrace) = ("1s", "500ms")
    plan.more["media"] = "comfort-noise = yes"
    try await Stage.play(plan) { stage in
      let audio = try Voice(at: stage.net.carrier)
      let seatsAudio = try Voice(at: stage.net.seat("1001"))
      defer { audio.stop() }
      let seat = try await stage.seat("1001")
      let citizen = try await stage.citizen(keys: ["types": "8 13 101"])
      let offer = try await seat.receives("INVITE")
      #expect(offer.body.contains("RTP/AVP 8 0 13 101"))
      seatsAudio.speak(to: try #require(offer.audio))
      let answer = try await citizen.receives("200 INVITE")
      #expect(answer.body.contains("a=rtpmap:13 CN/8000"), "\(answer.body)")
      audio.speak(to: try #require(answer.audio))
      try await eventually("the seat is heard") { audio.heard > 50 ? true : nil }
      seatsAudio.pause()
      let heard = audio.heard
      try await stage.box.isIn("talking", holder: "1001", forSeconds: 6)
      #expect(audio.heard > heard + 50, "the citizen hears noise meanwhile")
      #expect(!stage.box.log.contains { $0.contains("mediaLost") })
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await seat.succeeds()
    }
  }

  private func expectPackets(of bytes: Int, _ packets: some Sequence<Voice.Packet>) {
    for (last, next) in zip(packets, packets.dropFirst()) where last.payloadType == 8 {
      #expect(next.length == bytes && next.sequence == last.sequence &+ 1)
      #expect(next.timestamp &- last.timestamp == UInt32(bytes))
    }
  }

  /// PJSIP's phone asks for packets of one length and sends those that it was asked for.
  @Test(arguments: [("PCMA", 30, 10), ("G722", 60, 40), ("opus", 40, 60), ("PCMU", 10, 50)])
  func pjsuaAsksAndIsAsked(codec: String, wish: Int, asked: Int) async throws {
    var plan = SitePlan()
    plan.more["trunk carrier"] = "codecs = PCMA, PCMU, G722, opus\nptime = \(asked)"
    if asked == 50 { plan.more["trunk carrier"] = "codecs = PCMA, PCMU, G722\nptime = 50" }
    try await Stage.play(plan) { stage in
      let seat = try await stage.phone("1001", "--answer", "now")
      let citizen = try ForeignCodecTests.pjsua(
        "13800000001", codec, tone: 620, at: stage.net.carrier, stage,
        ["--ptime=\(wish)", "sip:12345@\(stage.net.gov)"])
      try await stage.box.isIn("talking", holder: "1001", forSeconds: 4)
      try await seat.hears("citizen")
      try citizen.program.type("q")
      _ = try await citizen.program.exitStatus()
      try await stage.box.isIdle()
      #expect(seat.all("rtp-problem").isEmpty, "\(seat.all("rtp-problem"))")
      let heard = try MonoWAV(citizen.heard)
      #expect(heard.loudest(850) > 2_000, "\(heard.loudest(850))")
      let lines = TextFile.lines(citizen.program.output)
      #expect(lines.contains { $0.contains("a=ptime:\(asked)") }, "the box's wish")
    }
  }
}
