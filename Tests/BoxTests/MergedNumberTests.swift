import Console
import Foundation
import Testing

/// Numbers that were merged into 12345, called as citizens and agents do, in the real executable.
///
/// The day is the machine's own: the mergers are dated so that their periods end yesterday, today or
/// later.
@Suite struct MergedNumberTests {
  private static func site(after: String = "reject") -> SitePlan {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: "Asia/Shanghai")!
    let today = calendar.startOfDay(for: Date())
    func text(_ day: Date) -> String {
      let parts = calendar.dateComponents([.year, .month, .day], from: day)
      return String(format: "%04d-%02d-%02d", parts.year!, parts.month!, parts.day!)
    }
    // The first merge whose transition is not over today; the day before, it was.
    var last = calendar.date(byAdding: .month, value: -3, to: today)!
    while calendar.date(byAdding: .month, value: 3, to: last)! < today {
      last = calendar.date(byAdding: .day, value: 1, to: last)!
    }
    let over = calendar.date(byAdding: .day, value: -1, to: last)!
    let before = calendar.date(byAdding: .day, value: 2, to: today)!
    var plan = SitePlan()
    plan.more["site"] = "area-code = 0393\nlocal-digits = 7"
    plan.end = """
      [group experts]
      seats     = 1002

      [number 12396]
      mode      = whole
      merged-on = \(text(last))
      after     = \(after)

      [number 12349]
      mode      = whole
      merged-on = \(text(over))
      after     = \(after)

      [number 12336]
      mode      = whole
      merged-on = \(text(before))
      after     = \(after)

      [number 12333]
      mode      = dual
      merged-on = \(text(last))
      experts   = experts
      own       = seat 2002

      [number 12366]
      mode      = branch
      merged-on = \(text(over))
      own       = trunk police-1 12366

      \("[key transfer-12366]\naction = transfer\nto = number 12366\n")
      """
    return plan
  }

  /// The last day of the transition: the desk rings while the prompt plays, and answers.
  @Test(arguments: ["+8639312396", "12396"]) func wholeInTransition(dialled: String) async throws {
    try await Stage.play(Self.site()) { stage in
      let seat = try await stage.seat("1001")
      let citizen = try await stage.citizen(dials: dialled)
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.firstReceiver == "1001")
      #expect(record.prompts.map(\.prompt) == ["transition"])
    }
  }

  /// The day after: the announcement is heard to its end, as early media, and the call is refused.
  @Test func wholeRejectedAfterItsAnnouncement() async throws {
    try await Stage.play(Self.site()) { stage in
      let citizen = try await stage.citizen(dials: "039312349", playing: "turned-away")
      try await citizen.succeeds()
      #expect(citizen.received.last?.kind == "410 INVITE")
      let record = try await stage.box.record()
      #expect(record.ending == "rejected-410")
      #expect(record.prompts.map(\.prompt) == ["withdrawn"])
    }
  }

  @Test func wholeBeforeItsMerge() async throws {
    try await Stage.play(Self.site()) { stage in
      let seat = try await stage.seat("1001")
      let citizen = try await stage.citizen(dials: "12336")
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await seat.succeeds()
      let record = try await stage.box.record()
      #expect(record.prompts.isEmpty)
    }
  }

  /// Two numbers beside each other: the expert answers the citizen.
  @Test func dualRingsItsExpert() async throws {
    try await Stage.play(Self.site()) { stage in
      let expert = try await stage.seat("1002")
      let citizen = try await stage.citizen(dials: "+8639312333")
      try await expert.receives("ACK")
      try await citizen.sends("ACK")
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await expert.succeeds()
      let record = try await stage.box.record()
      #expect(record.firstReceiver == "1002")
      #expect(record.prompts.map(\.prompt) == ["transition"])
    }
  }

  /// A sub-centre: 12345 answers the citizen, and its transfer reaches the sub-centre's trunk.
  @Test func branchByTransfer() async throws {
    try await Stage.play(Self.site()) { stage in
      let branch = try await stage.policeDesk(1)
      let seat = try await stage.seat("1001")
      let citizen = try await stage.citizen(dials: "12366")
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      try stage.box.press("transfer-12366", seat: "1001")
      try await branch.receives("ACK")
      try await seat.succeeds()
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await branch.succeeds()
      let record = try await stage.box.record()
      #expect(record.firstReceiver == "1001")
      #expect(record.finalReceiver == "12366@police-1")
    }
  }
}
