import Switchboard
import Testing

/// Who calls how often: windows, marks, and a table that never grows beyond its bound.
@Suite struct CallerTableTests {
  private let minute: Int64 = 60_000_000
  private let hour: Int64 = 3_600_000_000
  private let limits = NuisanceLimits()

  @Test func callsLeaveTheirWindows() {
    var table = CallerTable()
    for index in 0..<12 { table.noteCall(by: "138", at: Int64(index) * 2 * minute) }
    let now = 22 * minute
    #expect(
      table.counts(of: "138", at: now, limits)
        == Nuisance(callsInHour: 12, callsInDay: 12, repeats: 0, marks: 0))
    #expect(table.nuisance("138", at: now, limits) != nil)
    #expect(table.nuisance("139", at: now, limits) == nil)
    #expect(table.counts(of: "138", at: now + hour, limits).callsInHour == 0)
    #expect(table.counts(of: "138", at: now + hour, limits).callsInDay == 12)
    #expect(table.counts(of: "138", at: now + 24 * hour, limits).callsInDay == 0)
  }

  @Test func repeatsAreCallsWithinAMinute() {
    var table = CallerTable()
    for second in [0, 30, 89, 150, 400] as [Int64] {
      table.noteCall(by: "138", at: second * 1_000_000)
    }
    #expect(table.counts(of: "138", at: 500_000_000, limits).repeats == 2)
  }

  @Test func marksCountForTheirTime() {
    var table = CallerTable()
    for day in 0..<3 { table.noteMark(of: "138", at: Int64(day) * 24 * hour) }
    let now = 3 * 24 * hour
    #expect(table.nuisance("138", at: now, limits)?.marks == 3)
    #expect(table.nuisance("138", at: now + 28 * 24 * hour, limits) == nil)
  }

  /// By the definition, at every edge of every window; a clock may have been set back since the last call.
  @Test func countsAreAsDefined() {
    var table = CallerTable()
    let calls = (0..<150).map { Int64($0 * $0 * 37 % 2_000) * minute / 2 }.sorted()
    let marks = calls.filter { $0 % (7 * minute) == 0 }
    for moment in calls { table.noteCall(by: "138", at: moment) }
    for moment in marks { table.noteMark(of: "138", at: moment) }
    var limits = limits
    limits.marksWindow = .seconds(3_600)
    for edge in Set(calls) {
      for shift in [0, minute, hour, 24 * hour] {
        for now in [edge + shift - 1, edge + shift, edge + shift + 1] {
          let hourly = calls.filter { $0 > now - hour && $0 <= now }
          let expected = Nuisance(
            callsInHour: hourly.count,
            callsInDay: calls.count { $0 > now - 24 * hour && $0 <= now },
            repeats: zip(hourly, hourly.dropFirst()).count { $1 - $0 < minute },
            marks: marks.count { $0 > now - hour && $0 <= now })
          #expect(table.counts(of: "138", at: now, limits) == expected)
        }
      }
    }
  }

  @Test func withheldNumbersAndASwitchedOffSiteFlagNobody() {
    var table = CallerTable()
    for index in 0..<100 {
      table.noteCall(by: "", at: Int64(index))
      table.noteCall(by: "138", at: Int64(index))
    }
    var off = limits
    off.isOn = false
    #expect(table.count == 1)
    #expect(table.nuisance("", at: 100, limits) == nil)
    #expect(table.nuisance("138", at: 100, off) == nil)
  }

  /// What was read from the records after a restart comes behind calls that are new already.
  @Test func historyComesLate() {
    var (table, history) = (CallerTable(), CallerTable())
    table.noteCall(by: "138", at: 10 * minute)
    for index in 0..<9 { history.noteCall(by: "138", at: Int64(index) * minute) }
    history.noteMark(of: "139", at: minute)
    table.merge(history)
    #expect(table.nuisance("138", at: 10 * minute, limits)?.callsInHour == 10)
    #expect(table.counts(of: "139", at: 10 * minute, limits).marks == 1)
    #expect(table.list(at: 10 * minute, limits, atMost: 9).map(\.number) == ["139", "138"])
  }

  @Test func itIsBoundedAndKeepsTheMarked() {
    var table = CallerTable()
    table.noteMark(of: "marked", at: 0)
    for index in 0..<60_000 { table.noteCall(by: "\(index)", at: Int64(index)) }
    #expect(table.count <= CallerTable.capacity)
    #expect(table.counts(of: "marked", at: 60_000, limits).marks == 1)
    #expect(table.counts(of: "59999", at: 60_000, limits).callsInDay == 1)
  }
}
