import Console
import Foundation
import Testing

/// Numbers that were merged into 12345, one of each mode, called as citizens and agents do in the real
/// executable: before the merge, on the last day of the transition, and the day after it.
///
/// The day is the machine's own: the mergers are dated so that today is the day in question.
@Suite struct MergedNumberTests {
  enum Day: CaseIterable {
    case before, last, after
  }

  /// The merge date that makes today that day.
  private static func mergedOn(for day: Day) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: "Asia/Shanghai")!
    let today = calendar.startOfDay(for: Date())
    func moved(_ date: Date, _ component: Calendar.Component, _ count: Int) -> Date {
      calendar.date(byAdding: component, value: count, to: date)!
    }
    // The first merge whose transition is not over today; the day before, it was.
    var last = moved(today, .month, -3)
    while moved(last, .month, 3) < today { last = moved(last, .day, 1) }
    let date =
      switch day {
      case .before: moved(today, .day, 2)
      case .last: last
      case .after: moved(last, .day, -1)
      }
    let parts = calendar.dateComponents([.year, .month, .day], from: date)
    return String(format: "%04d-%02d-%02d", parts.year!, parts.month!, parts.day!)
  }

  private static func site(_ day: Day) -> SitePlan {
    let merged = mergedOn(for: day)
    var plan = SitePlan()
    plan.more["site"] = "area-code = 0393\nlocal-digits = 7"
    plan.end = """
      [group experts]
      seats     = 1002

      [number 12396]
      mode      = whole
      merged-on = \(merged)
      after     = reject

      [number 12333]
      mode      = dual
      merged-on = \(merged)
      after     = announce
      experts   = experts
      own       = seat 2002

      [number 12366]
      mode      = branch
      merged-on = \(merged)
      after     = silent
      own       = trunk police-1 12366

      [key transfer-12333]
      action    = transfer
      to        = number 12333

      [key three-way-12366]
      action    = three-way
      to        = number 12366
      """
    return plan
  }

  /// In the transition of a number whose calls are recorded both is said, one after the other, while
  /// the desk rings.
  @Test func theNoticeOfTheRecordingFollowsThePromptOfTheTransition() async throws {
    var plan = Self.site(.last)
    plan.ringTimeout = "2min"
    plan.recording = "calls"
    plan.more["media"] = "recording-consent = yes"
    try await Stage.play(plan) { stage in
      let first = try await stage.phone("1001")
      let citizen = try await stage.phone("citizen", "--call", "sip:12396@\(stage.net.gov):5060")
      try await first.says("incoming")
      // Ringback is what comes after the sentences.
      try await citizen.hears("ringback")
      try first.tell("answer")
      try await citizen.hears("1001")
      try await stage.end(citizen, first)
      let prompts = try await stage.box.record().prompts
      #expect(prompts.map(\.prompt) == ["transition", "recorded"])
      // The sentence takes 5.0 s. Half of that tells one after the other from both at once, also where
      // control hears late that a sentence has begun.
      let gap = (prompts.last?.atMs ?? 0) - (prompts.first?.atMs ?? 0)
      #expect(gap > 2_500, "\(gap) ms between the beginnings of two sentences")
    }
  }

  /// The citizen talks with whoever answers, and hangs up; returns the record.
  private func talk(
    _ citizen: SIPp, with desk: SIPp, _ stage: Stage
  ) async throws -> RecordedCall {
    try await desk.receives("ACK")
    try await citizen.sends("ACK")
    try citizen.cue("BYE")
    try await citizen.succeeds()
    try await desk.succeeds()
    return try await stage.box.record()
  }

  /// 整体并入: the desk rings while the prompt plays; once the number is withdrawn, the announcement is
  /// heard to its end, as early media, and the call is refused.
  @Test(arguments: Day.allCases) func whole(day: Day) async throws {
    try await Stage.play(Self.site(day)) { stage in
      guard day != .after else {
        let citizen = try await stage.citizen(dials: "039312396", playing: "turned-away")
        try await citizen.succeeds()
        #expect(citizen.received.last?.kind == "410 INVITE")
        let record = try await stage.box.record()
        #expect(record.ending == "rejected-410")
        #expect(record.prompts.map(\.prompt) == ["withdrawn"])
        return
      }
      let seat = try await stage.seat("1001")
      let citizen = try await stage.citizen(dials: "+8639312396")
      let record = try await talk(citizen, with: seat, stage)
      #expect(record.firstReceiver == "1001")
      #expect(record.prompts.map(\.prompt) == (day == .before ? [] : ["transition"]))
    }
  }

  /// 双号并行: before the merge its own seat answers, afterwards the expert at 12345.
  @Test(arguments: Day.allCases) func dual(day: Day) async throws {
    try await Stage.play(Self.site(day)) { stage in
      let name = day == .before ? "2002" : "1002"
      let seat = try await stage.seat(name)
      let citizen = try await stage.citizen(dials: "12333")
      let record = try await talk(citizen, with: seat, stage)
      #expect(record.firstReceiver == name)
      let sentence: [Day: [String]] = [.before: [], .last: ["transition"], .after: ["withdrawn"]]
      #expect(record.prompts.map(\.prompt) == sentence[day])
    }
  }

  /// An agent who asks for the number reaches the seats that it kept, on any day.
  @Test(arguments: Day.allCases) func dualByTransfer(day: Day) async throws {
    try await Stage.play(Self.site(day)) { stage in
      let kept = try await stage.seat("2002")
      let (citizen, seat) = try await stage.conversation()
      try stage.box.press("transfer-12333", seat: "1001")
      try await kept.receives("ACK")
      try await seat.succeeds()
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await kept.succeeds()
      #expect(try await stage.box.record().finalReceiver == "2002")
    }
  }

  /// 设分中心: before the merge the sub-centre answers, afterwards 12345, which brings it in by key.
  @Test(arguments: Day.allCases) func branch(day: Day) async throws {
    try await Stage.play(Self.site(day)) { stage in
      let branch = try await stage.policeDesk(1)
      guard day != .before else {
        let citizen = try await stage.citizen(dials: "12366")
        let record = try await talk(citizen, with: branch, stage)
        #expect(record.firstReceiver == "12366@police-1")
        #expect(record.prompts.isEmpty)
        return
      }
      let seat = try await stage.seat("1001")
      let citizen = try await stage.citizen(dials: "12366")
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      try stage.box.press("three-way-12366", seat: "1001")
      try await branch.receives("ACK")
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await seat.succeeds()
      try await branch.succeeds()
      let record = try await stage.box.record()
      #expect(record.firstReceiver == "1001")
      #expect(record.transfers.first?.target == "12366@police-1")
      #expect(record.prompts.map(\.prompt) == (day == .last ? ["transition"] : []))
    }
  }
}
