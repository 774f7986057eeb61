import Testing

/// Whatever fails, the citizen stays up, and the record says what happened.
@Suite struct FailureTests {
  @Test(arguments: [
    ("486 Busy Here", "busy"), ("600 Busy Everywhere", "busy"), ("603 Decline", "declined"),
    ("404 Not Found", "not-found"), ("480 Temporarily Unavailable", "no-answer"),
    ("503 Service Unavailable", "unreachable"), ("488 Not Acceptable Here", "no-media"),
  ])
  func targetRefuses(status: String, failure: String) async throws {
    try await Stage.play { stage in
      let target = try await stage.seat("2001", playing: "refusing", keys: ["status": status])
      let (citizen, seat) = try await stage.conversation()
      try stage.box.press("transfer-110", seat: "1001")
      try await target.succeeds()
      try await stage.box.logs("event=target-failed", "failure=\(failure)")
      try await stage.box.isIn("talking", holder: "1001")
      try await stage.end(citizen)
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.transfers.map(\.outcome) == [failure])
      #expect(record.endings(of: "2001") == [failure])
      #expect(record.finalReceiver == "1001")
    }
  }

  @Test func targetRingsOut() async throws {
    var plan = SitePlan()
    plan.ringTimeout = "1s"
    try await Stage.play(plan) { stage in
      let target = try await stage.seat("2001", playing: "ringing")
      let (citizen, seat) = try await stage.conversation()
      try stage.box.press("transfer-110", seat: "1001")
      try await target.succeeds()
      try await stage.box.isIn("talking", holder: "1001")
      try await stage.end(citizen)
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.transfers.map(\.outcome) == ["no-answer"])
    }
  }

  @Test func targetSaysNothingAtAll() async throws {
    var plan = SitePlan()
    plan.ringTimeout = "1s"
    try await Stage.play(plan) { stage in
      let target = try SilentPeer(at: stage.net.seat("2001"))
      let (citizen, seat) = try await stage.conversation()
      try stage.box.press("transfer-110", seat: "1001")
      try await stage.box.logs("event=target-failed")
      try await stage.box.isIn("talking", holder: "1001")
      try await stage.end(citizen)
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(["no-answer", "unreachable"].contains(record.transfers.first?.outcome))
      withExtendedLifetime(target) {}
    }
  }

  /// The phone that answers in the moment in which it is cancelled is hung up on, nobody else.
  @Test func targetAnswersWhileItIsCancelled() async throws {
    try await Stage.play { stage in
      let target = try await stage.seat("2001", playing: "crossing")
      let (citizen, seat) = try await stage.conversation()
      try stage.box.press("transfer-110", seat: "1001")
      try await target.sends("180 INVITE")
      try stage.box.press("return", seat: "1001")
      try await target.succeeds()
      try await stage.box.isIn("talking", holder: "1001")
      try await stage.end(citizen)
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.transfers.map(\.outcome) == ["cancelled"])
    }
  }

  @Test func targetAnswersAndDrops() async throws {
    try await Stage.play { stage in
      let target = try await stage.seat("2001", playing: "dropping")
      let (citizen, seat) = try await stage.conversation(calls: 2)
      try stage.box.press("transfer-110", seat: "1001")
      try await target.succeeds()
      try await seat.receives("ACK", count: 2)
      try await stage.box.isIn("talking", holder: "1001")
      try await stage.end(citizen)
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.states.map(\.state).contains("recalling"))
      #expect(record.prompts.map(\.prompt).contains("returning"))
      #expect(record.endings(of: "2001") == ["on-hook"])
      #expect(record.finalReceiver == "1001")
    }
  }

  @Test func targetIsNeverHeard() async throws {
    var plan = SitePlan()
    (plan.mediaTimeout, plan.mediaGrace) = ("1s", "500ms")
    try await Stage.play(plan) { stage in
      let citizensVoice = try Voice(at: stage.net.carrier)
      let seatsVoice = try Voice(at: stage.net.seat("1001"))
      defer {
        citizensVoice.stop()
        seatsVoice.stop()
      }
      let target = try await stage.seat("2001")
      let seat = try await stage.seat("1001", calls: 2)
      let citizen = try await stage.citizen()
      citizensVoice.speak(to: try #require(try await citizen.receives("200 INVITE").audio))
      seatsVoice.speak(to: try #require(try await seat.receives("INVITE").audio))
      try await seat.receives("ACK")
      try stage.box.press("transfer-110", seat: "1001")
      try await target.receives("ACK")
      seatsVoice.aim(at: try #require(try await seat.receives("INVITE", count: 2).audio))
      try await target.succeeds()
      try await stage.box.isIn("talking", holder: "1001")
      try await seat.receives("ACK", count: 2)
      try await stage.end(citizen)
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.endings(of: "2001") == ["lost"])
      #expect(record.prompts.map(\.prompt).starts(with: ["line-trouble", "returning"]))
      #expect(record.finalReceiver == "1001")
    }
  }

  @Test func deadTrunkIsPassedOver() async throws {
    try await Stage.play { stage in
      let other = try await stage.policeDesk(2)
      let (citizen, seat) = try await stage.conversation()
      try stage.box.press("transfer-trunks", seat: "1001")
      try await other.receives("ACK")
      try await seat.succeeds()
      try await stage.end(citizen)
      try await other.succeeds()
      let record = try await stage.box.record()
      #expect(record.transfers.map(\.outcome) == ["connected"])
      #expect(record.legs.compactMap(\.ending).contains("unreachable"))
    }
  }

  @Test func refusingTrunkIsPassedOver() async throws {
    try await Stage.play { stage in
      let full = try await stage.policeDesk(
        1, playing: "refusing", keys: ["status": "503 Service Unavailable"])
      let other = try await stage.policeDesk(2)
      let (citizen, seat) = try await stage.conversation()
      try stage.box.press("transfer-trunks", seat: "1001")
      try await full.succeeds()
      try await other.receives("ACK")
      try await seat.succeeds()
      try await stage.end(citizen)
      try await other.succeeds()
    }
  }

  /// The seat left at the press, the target refuses: back to the seat, with a prompt in between.
  @Test func refusedAfterTheSeatHasLeft() async throws {
    try await Stage.play { stage in
      let target = try await stage.seat(
        "2001", playing: "refusing", keys: ["status": "486 Busy Here"])
      let (citizen, seat) = try await stage.conversation(calls: 2)
      try stage.box.press("go-110", seat: "1001")
      try await target.succeeds()
      try await seat.receives("ACK", count: 2)
      try await stage.box.isIn("talking", holder: "1001")
      try await stage.end(citizen)
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.prompts.map(\.prompt) == ["connecting", "returning"])
    }
  }

  /// The seat that handed over is gone too: its group has the citizen.
  @Test func recallFindsTheGroup() async throws {
    var plan = SitePlan()
    plan.desk12345 = ["1001", "1002"]
    try await Stage.play(plan) { stage in
      let colleague = try await stage.seat("1002")
      let target = try await stage.seat(
        "2001", playing: "refusing", keys: ["status": "486 Busy Here"])
      let (citizen, seat) = try await stage.conversation()
      try stage.box.press("go-110", seat: "1001")
      try await seat.succeeds()
      try await target.succeeds()
      try await stage.box.isIn("talking", holder: "1002")
      try await colleague.receives("ACK")
      try await stage.end(citizen)
      try await colleague.succeeds()
      let record = try await stage.box.record()
      #expect(record.firstReceiver == "1001")
    }
  }

  /// Nobody at all is there; the citizen waits until somebody is.
  @Test func citizenWaitsUntilSomebodyComesBack() async throws {
    try await Stage.play { stage in
      let (citizen, seat) = try await stage.conversation()
      try stage.box.press("go-110", seat: "1001")
      try await seat.succeeds()
      try await stage.box.isIn("waiting")
      let back = try await stage.seat("1001", as: "1001-again")
      try await stage.box.isIn("talking", holder: "1001")
      try await back.receives("ACK")
      try await stage.end(citizen)
      try await back.succeeds()
    }
  }

  @Test func citizenHangsUpWhileTheTargetRings() async throws {
    try await Stage.play { stage in
      let target = try await stage.seat("2001", playing: "ringing")
      let (citizen, seat) = try await stage.conversation()
      try stage.box.press("transfer-110", seat: "1001")
      try await target.sends("180 INVITE")
      try await stage.end(citizen)
      try await seat.succeeds()
      try await target.succeeds()
      let record = try await stage.box.record()
      #expect(record.ending == "caller-hung-up")
    }
  }

  @Test func redirectionIsNotFollowed() async throws {
    var plan = SitePlan()
    plan.desk12345 = ["1002", "1001"]
    try await Stage.play(plan) { stage in
      let elsewhere = "sip:x@\(stage.net.address(99)):5060"
      let away = try await stage.seat(
        "1002", playing: "redirecting", keys: ["elsewhere": elsewhere])
      let (citizen, seat) = try await stage.conversation()
      try await away.succeeds()
      try await stage.end(citizen)
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.endings(of: "1002") == ["failed-302"])
    }
  }
}
