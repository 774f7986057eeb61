import Console
import Foundation
import Testing

/// Many callers and few seats: everybody waits with music, nobody is lost, whoever logs in or out.
@Suite struct WaitingTests {
  private static let callers = 60

  private var plan: SitePlan {
    var plan = SitePlan()
    plan.desk12345 = ["1001", "1002", "2001", "2002"]
    plan.ring = "longest-idle"
    for seat in plan.desk12345 { plan.passwords[seat] = "open-sesame" }
    return plan
  }

  @Test func nobodyIsLostWhenSeatsComeAndGo() async throws {
    try await Stage.play(plan) { stage in
      let citizens = try await SIPp(
        "citizens", "citizen", at: stage.net.carrier, calling: "\(stage.net.gov):5060",
        calls: Self.callers, options: ["-r", "60"], in: stage.directory)
      try await stage.waits(Self.callers)
      let early = try await [stage.agent("1001"), stage.agent("2001")]
      try await eventually("some are served", within: .seconds(60)) {
        try stage.box.status().calls <= Self.callers - 8 ? true : nil
      }
      // Everybody logs out, in the middle of calls and of ringing.
      for phone in early { try phone.tell("quit") }
      try await eventually("all who are left wait") {
        let status = try stage.box.status()
        return status.waiting == status.calls && status.calls > 0 ? true : nil
      }
      for phone in early {
        let status = try await phone.child.exitStatus()
        #expect(status == 0)
      }
      let late = try await [stage.agent("1002"), stage.agent("2002"), stage.agent("1001")]
      try stage.box.press("pause", seat: "2002")
      #expect(try stage.box.seats().contains { $0.name == "2001" && $0.state == .unreachable })
      try await eventually("somebody is served while 2002 pauses", within: .seconds(60)) {
        let seats = try stage.box.seats()
        return seats.contains { $0.name == "2002" && $0.state == .paused } ? true : nil
      }
      try stage.box.press("ready", seat: "2002")
      try await citizens.succeeds()
      try await stage.box.isIdle()
      for phone in late { try phone.tell("quit") }
      let records = try await eventually("every record") {
        let records = try await stage.box.records()
        return records.count == Self.callers ? records : nil
      }
      #expect(records.allSatisfy { $0.firstReceiver != nil && $0.ending == "released" })
      #expect(try stage.box.status().alarms.allSatisfy { !$0.hasPrefix("seats") })
    }
  }

  /// The phone's own speed dial: the box answers, sounds its tone and hangs up.
  @Test func aPhonePausesItsSeatByDialling() async throws {
    var plan = SitePlan()
    plan.end = """
      [key pause]
      digits = *71
      action = pause
      [key ready]
      digits = *72
      action = ready
      """
    try await Stage.play(plan) { stage in
      for (digits, state) in [("*71", SeatStatus.State.paused), ("*72", .idle)] {
        let phone = try await stage.phone(
          "1001", "--hear", "880,1175", "--call", "sip:\(digits)@\(stage.net.gov):5060")
        let sounds = try await phone.says("media")
        // The two beeps of a key that was understood.
        #expect(sounds["heard"]?.contains("1175:") == true, "\(sounds)")
        try await eventually("1001 is \(state)") {
          try stage.box.seats().contains { $0.name == "1001" && $0.state == state } ? true : nil
        }
        try phone.tell("quit")
        let status = try await phone.child.exitStatus()
        #expect(status == 0)
      }
      let records = try await eventually("both records") {
        let records = try await stage.box.records()
        return records.count == 2 ? records : nil
      }
      #expect(records.allSatisfy { $0.ending == "released" && $0.firstReceiver == nil })
    }
  }
}

extension Stage {
  /// So many callers wait, and nobody rings for them.
  fileprivate func waits(_ callers: Int) async throws {
    try await eventually("\(callers) wait") {
      try box.status().waiting == callers ? true : nil
    }
  }

  /// An agent who logs in, answers at once and hangs up when the drop guard is over.
  fileprivate func agent(_ seat: String) async throws -> Phone {
    let network = seat.hasPrefix("1") ? net.gov : net.police
    let phone = try await phone(
      seat, "--answer", "now", "--hang-up-after", "2100ms", "--user", seat, "--password",
      "open-sesame", "--register", "sip:\(network):5060")
    try await phone.says("registered")
    return phone
  }
}
