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
      #expect(record.first_receiver == "1001" && record.final_receiver == "1001")
      #expect(
        citizen.received.map(\.kind) == ["100 INVITE", "180 INVITE", "200 INVITE", "200 BYE"])
    }
  }
}
