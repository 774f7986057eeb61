import Routing
import Testing

/// From the day of the merge for three calendar months.
@Suite struct TransitionPeriodTests {
  private func phase(_ merged: String, _ day: String) throws -> TransitionPeriod.Phase {
    let first = try #require(CivilDate(merged))
    return TransitionPeriod(mergedOn: first).phase(on: try #require(CivilDate(day)))
  }

  @Test(arguments: [
    ("2021-07-31", "2021-10-31"), ("2021-06-24", "2021-09-24"), ("2021-11-30", "2022-02-28"),
    ("2023-11-30", "2024-02-29"), ("2023-11-29", "2024-02-29"), ("2024-02-29", "2024-05-29"),
    ("2021-08-31", "2021-11-30"), ("2021-12-31", "2022-03-31"), ("2099-11-30", "2100-02-28"),
  ]) func lastDayIsTheSameThreeMonthsLaterOrTheMonthsLast(merged: String, last: String) throws {
    let period = TransitionPeriod(mergedOn: try #require(CivilDate(merged)))
    #expect(period.last.description == last)
    #expect(try phase(merged, last) == .during)
    #expect(try phase(merged, period.last.adding(days: 1).description) == .after)
    #expect(try phase(merged, merged) == .during)
    #expect(try phase(merged, period.first.adding(days: -1).description) == .before)
    #expect(period.daysLeft(after: period.last) == 0)
  }

  /// Every merge date of forty years against every day around its ends, counted by hand.
  @Test func everyMergeDateOfFortyYears() throws {
    let start = try #require(CivilDate(year: 2000, month: 1, day: 1))
    for offset in 0..<(40 * 366) {
      let merged = start.adding(days: offset)
      let period = TransitionPeriod(mergedOn: merged)
      let (year, month) =
        merged.month > 9 ? (merged.year + 1, merged.month - 9) : (merged.year, merged.month + 3)
      var day = merged.day
      while CivilDate(year: year, month: month, day: day) == nil { day -= 1 }
      let last = try #require(CivilDate(year: year, month: month, day: day))
      #expect(period.last == last)
      #expect((89...92).contains(last.daysSince1970 - merged.daysSince1970))
      // One switch on and one switch off, whatever the day.
      var phases: [TransitionPeriod.Phase] = []
      for around in [-1, 0, 1, 88, 89, 90, 91, 92, 93] {
        phases.append(period.phase(on: merged.adding(days: around)))
      }
      #expect(phases.first == .before && phases[1] == .during && phases.last == .after)
      #expect(period.phase(on: last.adding(days: 1)) == .after)
      #expect(period.phase(on: last) == .during)
    }
  }

  /// Midnight is the site's own: the last second of the last day hears the prompt, the next does not.
  @Test func midnightDecides() throws {
    let directory = Directory(
      seats: [Seat(name: "1001", platform: "12345")],
      groups: [Group(name: "12345", members: [.seat("1001")])],
      numbers: NumberPlan([
        NumberRule(
          pattern: "12396", route: .group("12345"),
          merger: Merger(mode: .whole, mergedOn: CivilDate("2021-07-31"), after: .reject))
      ]))
    func plan(_ time: String) throws -> RoutePlan {
      directory.plan(
        for: RouteRequest(.number("12396"), from: .citizen, at: try #require(CivilTime(time))))
    }
    #expect(try plan("2021-07-30 23:59:59").announcement == nil)
    #expect(try plan("2021-07-31 00:00:00").announcement == .transition)
    #expect(try plan("2021-10-31 23:59:59").announcement == .transition)
    #expect(try plan("2021-10-31 23:59:59").outcome == .ring([.group("12345")]))
    #expect(try plan("2021-11-01 00:00:00").announcement == .withdrawn)
    #expect(try plan("2021-11-01 00:00:00").outcome == .refuse(status: 410))
  }
}
