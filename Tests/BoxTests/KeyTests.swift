import Testing

/// One-key transfer by every key there is: the citizen's dialog sees no message, the record says all.
@Suite struct KeyTests {
  /// A citizen talks to 1001, somebody presses, 2001 has the citizen, the citizen hangs up.
  private func transfer(
    source: String, keys: [String: String] = [:], plan: SitePlan = SitePlan(),
    press: @Sendable (Stage, SIPp) async throws -> Void
  ) async throws {
    try await Stage.play(plan) { stage in
      let first = try await stage.seat("1001", keys: keys)
      let target = try await stage.seat("2001")
      let citizen = try await stage.citizen()
      try await first.receives("ACK")
      try await citizen.sends("ACK")
      try await press(stage, first)
      try await stage.box.isIn("talking", holder: "2001")
      try await first.succeeds()
      try await target.receives("ACK")
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await target.succeeds()
      #expect(
        citizen.received.map(\.kind) == ["100 INVITE", "180 INVITE", "200 INVITE", "200 BYE"])
      let record = try await stage.box.record()
      #expect(record.ending == "caller-hung-up")
      #expect(record.firstReceiver == "1001" && record.finalReceiver == "2001")
      #expect(record.keys.map(\.source) == [source])
      #expect(record.endings(of: "1001") == ["handed-over"])
      let measured = try #require(record.transfers.first)
      #expect(measured.outcome == "connected" && measured.target == "2001")
      let times = [
        measured.t0Us, measured.t1Us, measured.t2Us, measured.t3Us, measured.t4Us,
        measured.t5Us,
      ].compactMap(\.self)
      #expect(times.count == 6 && times == times.sorted())
    }
  }

  @Test func infoRelay() async throws {
    let keys = ["type": "dtmf-relay", "first": "Signal=*\r\nDuration=100", "second": "Signal=1"]
    try await transfer(source: "info", keys: keys) { _, seat in try seat.cue("INFO") }
  }

  @Test func infoPlain() async throws {
    try await transfer(source: "info") { _, seat in try seat.cue("INFO") }
  }

  @Test func telephoneEvent() async throws {
    try await transfer(source: "rfc4733") { stage, seat in
      let voice = try Voice(at: stage.net.seat("1001"))
      voice.aim(at: try #require(try await seat.receives("INVITE").audio))
      voice.press("*1")
      try await stage.box.logs("event=key-accepted")
    }
  }

  @Test func console() async throws {
    try await transfer(source: "console") { stage, _ in
      try stage.box.press("transfer-110", seat: "1001", is: "accepted")
    }
  }

  @Test func referBlind() async throws {
    try await transfer(source: "refer") { _, seat in
      try seat.cue("REFER")
      try await seat.receives("BYE")
      let notifies = seat.received.filter { $0.kind == "NOTIFY" }
      let told = notifies.map { $0.body.split(separator: "\n").first.map(String.init) ?? "" }
      #expect(told.first?.hasPrefix("SIP/2.0 100") == true)
      #expect(told.contains { $0.hasPrefix("SIP/2.0 180") })
      #expect(told.last?.hasPrefix("SIP/2.0 200") == true)
      #expect(notifies.last?.header("Subscription-State")?.hasPrefix("terminated") == true)
      #expect(
        notifies.dropLast().allSatisfy {
          $0.header("Subscription-State")?.hasPrefix("active") == true
        })
    }
  }

  /// The seat is told the truth when the target refuses, and keeps its citizen.
  @Test(arguments: ["486 Busy Here", "603 Decline", "404 Not Found", "503 Service Unavailable"])
  func referThatFails(status: String) async throws {
    try await Stage.play { stage in
      let first = try await stage.seat("1001")
      let target = try await stage.seat("2001", playing: "refusing", keys: ["status": status])
      let citizen = try await stage.citizen()
      try await first.receives("ACK")
      try await citizen.sends("ACK")
      try first.cue("REFER")
      try await target.succeeds()
      let last = try await eventually("the final NOTIFY") {
        first.received.last {
          $0.kind == "NOTIFY" && $0.header("Subscription-State")?.hasPrefix("term") == true
        }
      }
      #expect(last.body.hasPrefix("SIP/2.0 \(status.prefix(3))"))
      try await stage.box.isIn("talking", holder: "1001")
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await first.succeeds()
    }
  }

  @Test func referToANumberThatIsNotThere() async throws {
    try await Stage.play { stage in
      let first = try await stage.seat("1001", keys: ["refer": "sip:999@\(stage.net.gov)"])
      let citizen = try await stage.citizen()
      try await first.receives("ACK")
      try await citizen.sends("ACK")
      try first.cue("REFER")
      let last = try await eventually("the final NOTIFY") {
        first.received.last {
          $0.kind == "NOTIFY" && $0.header("Subscription-State")?.hasPrefix("term") == true
        }
      }
      #expect(last.body.hasPrefix("SIP/2.0 404"))
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await first.succeeds()
    }
  }

  @Test func sameKeyTwiceIsOnePress() async throws {
    var plan = SitePlan()
    // However long the machine takes from the first to the second.
    plan.more["site"] = "debounce = 5s"
    try await Stage.play(plan) { stage in
      let first = try await stage.seat("1001")
      let target = try await stage.seat("2001", playing: "ringing")
      let citizen = try await stage.citizen()
      try await first.receives("ACK")
      try await citizen.sends("ACK")
      try stage.box.press("transfer-110", seat: "1001", is: "accepted")
      try stage.box.press("transfer-110", seat: "1001", is: "ignored")
      try stage.box.press("return", seat: "1001", is: "accepted")
      try await target.succeeds()
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await first.succeeds()
      let record = try await stage.box.record()
      #expect(record.transfers.map(\.outcome) == ["cancelled"])
      #expect(record.keys.map(\.outcome) == ["accepted", "ignored", "accepted"])
    }
  }

  /// Digits and REFERs of a citizen are nobody's keys.
  @Test func citizensDigitsAreNoKeys() async throws {
    try await Stage.play { stage in
      let seat = try await stage.seat("1001")
      let citizen = try await stage.citizen()
      let voice = try Voice(at: stage.net.carrier)
      try await seat.receives("ACK")
      voice.aim(at: try #require(try await citizen.receives("200 INVITE").audio))
      voice.press("*1")
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.keys.isEmpty)
    }
  }
}
