import Testing

/// A citizen's keys are for whoever listens; a seat's are commands.
@Suite struct DigitTests {
  /// With two desks on the line both get each key once, and nobody else gets any.
  @Test func aCitizensDigitsReachBothDesksOnce() async throws {
    try await Stage.play { stage in
      let (citizen, first, second) = try await stage.talk()
      try first.tell("press *2")
      try await second.says("incoming")
      try second.tell("answer")
      try await citizen.hears("1001", "2001")
      try await second.hears("citizen", "1001")
      try citizen.tell("press 12#")
      for phone in [first, second] { try await phone.says("dtmf", count: 3) }
      try await second.hears("citizen", "1001")
      try await stage.end(citizen, first, second)
      for (phone, count) in [(citizen, "0"), (first, "3"), (second, "3")] {
        let media = try await phone.says("media")
        let digits = phone.all("dtmf").compactMap { $0["digit"] }.joined()
        #expect(digits == (count == "0" ? "" : "12#"))
        #expect(media["digits"] == count, "\(phone.child.name): \(media)")
        #expect(media["seq-jumps"] == "0" && media["ssrc-changes"] == "0")
      }
    }
  }
}
