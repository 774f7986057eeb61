import Testing

/// Calls as they come and go, without a key.
@Suite struct CallTests {
  @Test func citizenHangsUp() async throws {
    try await Stage.play { stage in
      let seat = try await stage.seat("1001")
      let citizen = try await stage.citizen()
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.ending == "caller-hung-up")
      #expect(record.caller == "13800000001")
      #expect(record.firstReceiver == "1001" && record.finalReceiver == "1001")
      #expect(
        citizen.received.map(\.kind) == ["100 INVITE", "180 INVITE", "200 INVITE", "200 BYE"])
    }
  }

  @Test func seatHangsUp() async throws {
    try await Stage.play { stage in
      let seat = try await stage.seat("1001")
      let citizen = try await stage.citizen()
      try await seat.receives("ACK")
      // Within two seconds of the answer a hang-up counts as a phone's mistake; see the next test.
      try await stage.box.isIn("talking", forSeconds: 3)
      try seat.cue("BYE")
      try await citizen.succeeds()
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.ending == "released")
      #expect(record.endings(of: "1001") == ["on-hook"])
    }
  }

  @Test func seatThatDropsAtOnceIsNotTheEnd() async throws {
    var plan = SitePlan()
    plan.desk12345 = ["1001", "1002"]
    try await Stage.play(plan) { stage in
      let first = try await stage.seat("1001", playing: "dropping")
      let second = try await stage.seat("1002")
      let citizen = try await stage.citizen()
      try await first.succeeds()
      try await stage.box.isIn("talking", holder: "1002")
      try await second.receives("ACK")
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await second.succeeds()
    }
  }

  @Test func busySeatPassesTheCallOn() async throws {
    var plan = SitePlan()
    plan.desk12345 = ["1001", "1002"]
    try await Stage.play(plan) { stage in
      let busy = try await stage.seat("1001", playing: "refusing", keys: ["status": "486 Busy"])
      let second = try await stage.seat("1002")
      let citizen = try await stage.citizen()
      try await busy.succeeds()
      try await second.receives("ACK")
      try await citizen.sends("ACK")
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await second.succeeds()
      let record = try await stage.box.record()
      #expect(record.firstReceiver == "1002")
      #expect(record.endings(of: "1001") == ["busy"])
    }
  }

  /// All ring; the first who answers has the call, the others are cancelled.
  @Test func allRing() async throws {
    var plan = SitePlan()
    (plan.desk12345, plan.ring) = (["1001", "1002"], "all")
    try await Stage.play(plan) { stage in
      let other = try await stage.seat("1002", playing: "ringing")
      let (citizen, seat) = try await stage.conversation()
      try await other.succeeds()
      try await stage.end(citizen)
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.firstReceiver == "1001")
    }
  }

  @Test func unknownNumber() async throws {
    try await Stage.play { stage in
      let caller = try await stage.citizen(dials: "999", playing: "turned-away")
      try await caller.succeeds()
      #expect(caller.received.last?.kind == "404 INVITE")
      let record = try await stage.box.record()
      #expect(record.ending == "rejected-404")
    }
  }

  @Test func noHopsLeft() async throws {
    try await Stage.play { stage in
      let caller = try await stage.citizen(playing: "turned-away", keys: ["hops": "0"])
      try await caller.succeeds()
      #expect(caller.received.last?.kind == "483 INVITE")
      let records = try await stage.box.records()
      #expect(records.isEmpty)
    }
  }

  @Test func citizenGivesUpWhileItRings() async throws {
    try await Stage.play { stage in
      let seat = try await stage.seat("1001", playing: "ringing")
      let citizen = try await stage.citizen(playing: "abandoning")
      try await citizen.receives("180 INVITE")
      try citizen.cue("CANCEL")
      try await citizen.succeeds()
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.ending == "abandoned")
    }
  }

  @Test func answerCrossesCancel() async throws {
    try await Stage.play { stage in
      let seat = try await stage.seat("1001", playing: "crossing")
      let citizen = try await stage.citizen(playing: "abandoning")
      try await citizen.receives("180 INVITE")
      try citizen.cue("CANCEL")
      try await citizen.succeeds()
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.ending == "abandoned")
      #expect(record.firstReceiver == nil)
    }
  }

  @Test func strayBye() async throws {
    try await Stage.play { stage in
      try await stage.citizen(playing: "astray").succeeds()
    }
  }

  @Test func lateByeDoesNoHarm() async throws {
    try await Stage.play { stage in
      let seat = try await stage.seat("1001", playing: "late")
      let citizen = try await stage.citizen()
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await stage.box.isIdle()
      try seat.cue("BYE")
      try await seat.succeeds()
    }
  }
}
