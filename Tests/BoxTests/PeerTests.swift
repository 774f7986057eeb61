import Testing

/// What carriers and phones do in a call besides beginning and ending it.
@Suite struct PeerTests {
  @Test func callerWantsPrack() async throws {
    try await Stage.play { stage in
      let seat = try await stage.seat("1001")
      let citizen = try await stage.citizen(playing: "reliable-citizen")
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await seat.succeeds()
    }
  }

  @Test func phoneWantsPrack() async throws {
    try await Stage.play { stage in
      let seat = try await stage.seat("1001", playing: "reliable-seat")
      let citizen = try await stage.citizen()
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      try await stage.end(citizen)
      try await seat.succeeds()
      #expect(seat.received.map(\.kind) == ["INVITE", "PRACK", "ACK", "BYE"])
    }
  }

  /// Hold and address change by re-INVITE and UPDATE stay between the box and who asked.
  @Test(arguments: ["sendonly", "inactive"])
  func citizenChangesTheSession(hold: String) async throws {
    try await Stage.play { stage in
      let seat = try await stage.seat("1001")
      let moved = try Voice(at: stage.net.carrier, port: 6100)
      let citizen = try await stage.citizen(
        playing: "renewing", keys: ["hold": hold, "moved": "6100"])
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      try citizen.cue("HOLD")
      let held = try await citizen.receives("200 INVITE", count: 2)
      #expect(held.body.contains(hold == "sendonly" ? "a=recvonly" : "a=inactive"))
      try citizen.cue("MOVE")
      let back = try await citizen.receives("200 INVITE", count: 3)
      #expect(back.body.contains("a=sendrecv"))
      try citizen.cue("UPDATE")
      let updated = try await citizen.receives("200 UPDATE")
      #expect(updated.body.contains(hold == "sendonly" ? "a=recvonly" : "a=inactive"))
      // One origin, whose version goes up with each change (RFC 3264 section 8).
      let versions = [held, back, updated].compactMap {
        $0.body.split(separator: "\n").first { $0.hasPrefix("o=") }?.split(separator: " ")[2]
      }.compactMap { Int($0) }
      #expect(versions.count == 3 && versions == versions.sorted())
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await seat.succeeds()
      #expect(seat.received.map(\.kind) == ["INVITE", "ACK", "BYE"])
      withExtendedLifetime(moved) {}
    }
  }

  @Test func voiceFollowsTheCitizenToAnotherAddress() async throws {
    try await Stage.play { stage in
      let seat = try await stage.seat("1001")
      let moved = try Voice(at: stage.net.carrier, port: 6100)
      let seatsVoice = try Voice(at: stage.net.seat("1001"))
      defer { seatsVoice.stop() }
      let citizen = try await stage.citizen(
        playing: "renewing", keys: ["hold": "sendonly", "moved": "6100"])
      seatsVoice.speak(to: try #require(try await seat.receives("INVITE").audio))
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      #expect(moved.heard == 0)
      try citizen.cue("MOVE")
      try await eventually("the voice arrives at the new address") {
        moved.heard > 0 ? true : nil
      }
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await seat.succeeds()
    }
  }

  /// The timer that the citizen's carrier asks for, in either role (RFC 4028).
  @Test(arguments: ["uac", "uas"])
  func sessionTimer(refresher: String) async throws {
    try await Stage.play { stage in
      let seat = try await stage.seat("1001")
      let extra = "Supported: timer\r\nSession-Expires: 90;refresher=\(refresher)"
      let citizen = try await stage.citizen(keys: ["extra": extra])
      let answer = try await citizen.receives("200 INVITE")
      let expires = answer.header("Session-Expires")?.replacing(" ", with: "")
      #expect(expires == "90;refresher=\(refresher)")
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      try await stage.end(citizen)
      try await seat.succeeds()
    }
  }

  @Test func sessionTimerTooSmall() async throws {
    try await Stage.play { stage in
      let extra = "Supported: timer\r\nSession-Expires: 30"
      let citizen = try await stage.citizen(playing: "turned-away", keys: ["extra": extra])
      try await citizen.succeeds()
      #expect(citizen.received.last?.kind == "422 INVITE")
      #expect(citizen.received.last?.header("Min-SE") == "90")
    }
  }

  /// The box refreshes in time, meets 491, and tries again (RFC 3261 section 14.1).
  @Test func refreshMeetsGlare() async throws {
    try await Stage.play { stage in
      let seat = try await stage.seat("1001", playing: "glaring")
      let citizen = try await stage.citizen()
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      // Half of the smallest timer there is: 45 seconds.
      try await eventually("a refresh that was tried twice", within: .seconds(80)) {
        seat.received.filter { $0.kind == "ACK" }.count == 3 ? true : nil
      }
      try await stage.box.isIn("talking", holder: "1001")
      try seat.cue("BYE")
      try await seat.succeeds()
      try await citizen.succeeds()
    }
  }

  @Test func options() async throws {
    try await Stage.play { stage in
      let peer = try await stage.citizen(playing: "options")
      try await peer.succeeds()
      let answer = try #require(peer.received.last)
      let allow = answer.header("Allow") ?? ""
      for method in ["INVITE", "ACK", "BYE", "CANCEL", "PRACK", "UPDATE", "INFO", "REFER"] {
        #expect(allow.contains(method))
      }
    }
  }

  @Test func noCodecInCommon() async throws {
    try await Stage.play { stage in
      let caller = try await stage.citizen(playing: "codecless")
      try await caller.succeeds()
      #expect(caller.received.last?.kind == "488 INVITE")
    }
  }

  @Test func strangerIsNoCaller() async throws {
    try await Stage.play { stage in
      let stranger = try await SIPp(
        "stranger", "turned-away", at: stage.net.address(77), calling: "\(stage.net.gov):5060",
        in: stage.directory)
      try await stranger.succeeds()
      #expect(stranger.received.last?.kind == "403 INVITE")
      #expect(!stage.box.log.contains { $0.contains("event=incoming") })
    }
  }

  /// From outside `allow` there is no answer at all.
  @Test func outsiderHearsNothing() async throws {
    try await Stage.play { stage in
      let elsewhere = try Loopback()
      let outsider = try await SIPp(
        "outsider", "turned-away", at: elsewhere.carrier, calling: "\(stage.net.gov):5060",
        in: stage.directory)
      try await stage.box.logs("event=refused", elsewhere.carrier)
      #expect(outsider.received.isEmpty)
      outsider.child.kill()
      _ = try await outsider.child.exitStatus()
    }
  }
}
