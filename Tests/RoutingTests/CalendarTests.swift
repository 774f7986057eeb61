import Routing
import Testing

/// The calendar that transition periods and desk hours count by.
@Suite struct CalendarTests {
  @Test func everyDayOfFourCenturiesFollowsTheDayBefore() throws {
    var date = try #require(CivilDate(year: 1970, month: 1, day: 1))
    var weekday = 3
    for days in 0..<146_097 {
      #expect(date.daysSince1970 == days)
      #expect(CivilDate(daysSince1970: days) == date)
      #expect(date.weekday == Weekday.allCases[weekday])
      #expect(CivilDate(date.description) == date)
      let isLast = date.day == CivilDate.days(inMonth: date.month, of: date.year)
      let next =
        isLast
        ? CivilDate(
          year: date.month == 12 ? date.year + 1 : date.year,
          month: date.month == 12 ? 1 : date.month + 1, day: 1)
        : CivilDate(year: date.year, month: date.month, day: date.day + 1)
      let following = try #require(next)
      #expect(following > date)
      date = following
      weekday = (weekday + 1) % 7
    }
    // 400 years are a whole number of weeks.
    #expect(date.description == "2370-01-01")
    #expect(weekday == 3)
  }

  @Test(arguments: [-1, -59, -25_567, -719_528]) func daysBefore1970CountBack(days: Int) {
    #expect(CivilDate(daysSince1970: days).daysSince1970 == days)
  }

  @Test(arguments: [
    ("2021-07-31", 3, "2021-10-31"), ("2021-11-30", 3, "2022-02-28"),
    ("2023-11-30", 3, "2024-02-29"), ("2023-11-29", 3, "2024-02-29"),
    ("2099-11-30", 3, "2100-02-28"), ("2399-11-30", 3, "2400-02-29"),
    ("2021-10-31", 1, "2021-11-30"), ("2021-12-15", 1, "2022-01-15"),
    ("2024-02-29", 12, "2025-02-28"), ("2022-01-31", -2, "2021-11-30"),
  ]) func monthsEndWhereTheMonthDoes(from: String, months: Int, to: String) {
    #expect(CivilDate(from)?.adding(months: months).description == to)
  }

  @Test(arguments: [
    "", "2021", "2021-7-1", "2021-02-29", "2021-13-01", "2021-00-10", "2021-01-00", "+021-01-01",
    "2021-01-0१", "2021-01-01 ", "21-01-01", "2021/01/01",
  ]) func whatIsNoDateIsRefused(text: String) { #expect(CivilDate(text) == nil) }

  @Test(arguments: [
    ("2021-07-31", "2021-07-31 00:00:00"), ("2021-07-31 08:30", "2021-07-31 08:30:00"),
    ("2021-07-31T23:59:59", "2021-07-31 23:59:59"),
  ]) func timesAreReadAsPeopleWriteThem(text: String, shown: String) {
    #expect(CivilTime(text)?.description == shown)
  }

  @Test(arguments: ["2021-07-31 24:00", "2021-07-31 8:30", "2021-07-31 08", "2021-07-31 08:60"])
  func whatIsNoTimeIsRefused(text: String) { #expect(CivilTime(text) == nil) }

  @Test func timeGoesOnOverMidnightAndBack() throws {
    let eve = try #require(CivilTime("2023-12-31 23:59:59"))
    #expect(eve.advanced(by: .seconds(1)).description == "2024-01-01 00:00:00")
    #expect(eve.advanced(by: .milliseconds(999)) == eve)
    #expect(eve.advanced(by: .seconds(86_400 * 60)).description == "2024-02-29 23:59:59")
    let day = try #require(CivilTime("2024-03-01"))
    #expect(day.advanced(by: .seconds(-1)).description == "2024-02-29 23:59:59")
    #expect(day.weekday == .friday)
  }

  @Test func secondsSince1970AreAMoment() {
    #expect(CivilTime(secondsSince1970: 0).description == "1970-01-01 00:00:00")
    #expect(CivilTime(secondsSince1970: -1).description == "1969-12-31 23:59:59")
    #expect(CivilTime(secondsSince1970: 1_627_747_199).description == "2021-07-31 15:59:59")
  }
}
