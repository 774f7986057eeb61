import Testing

/// A level of 110's reaches 12345 as a message, and the record says who took it.
@Suite struct LevelTests {
  @Test func levelAt110TellsAnIdleSeatOf12345() async throws {
    try await Stage.play { stage in
      let listener = try await stage.seat("1001", playing: "listening")
      let desk = try await stage.seat("2001")
      let citizen = try await stage.citizen(dials: "110")
      try await desk.receives("ACK")
      try await citizen.sends("ACK")
      try stage.box.press("level-2", seat: "2001")
      try await listener.succeeds()
      let message = try #require(listener.received.first { $0.kind == "MESSAGE" })
      #expect(message.text.contains("【较大】") && message.text.contains("13800000001"))
      try await stage.box.logs("event=informed", "target=1001", "taken=true")
      try await stage.end(citizen)
      try await desk.succeeds()
    }
  }

  /// The guidance goes to the citizen, and softly to the seat; both go on talking.
  @Test func guidancePlaysToTheCitizen() async throws {
    var plan = SitePlan()
    plan.end = """
      [key guide]
      digits = *7
      action = guide
      reason = legal-aid
      """
    try await Stage.play(plan) { stage in
      let (citizen, first, second) = try await stage.talk()
      // The seat is quiet meanwhile, so that what the citizen hears is the guidance.
      try first.tell("mute")
      try first.tell("press *7")
      try await citizen.hears("music")
      try first.tell("unmute")
      try await citizen.hears("1001")
      try await first.hears("citizen")
      try await stage.end(citizen, first, second)
      let record = try await stage.box.record()
      #expect(record.prompts.contains { $0.prompt == "guide-legal-aid" && $0.to == "citizen" })
    }
  }
}
