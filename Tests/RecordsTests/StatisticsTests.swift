import Foundation
import Testing

@testable import Records
@testable import Switchboard

/// Figures by way of the index, against the plainest computation from the records themselves.
@Suite struct StatisticsTests {
  private let scratch = Scratch()
  private let calls: [CallRecord]
  private let statistics: Statistics
  private let period: Period

  private static let platforms = [
    "1001": "12345", "1002": "12345", "1003": "12345", "1009": "12345", "2001": "110",
    "2002": "110",
  ]

  init() throws {
    calls = try scratch.generate(700, seed: 77, gap: 5_000_000_000)
    period = try Period("2026-12", zone: Sample.shanghai)
    var site = SiteMap()
    site.platformOfSeat = Self.platforms
    site.platformOfGroup = ["12345": "12345", "110": "110"]
    statistics = try Statistics.read(
      scratch.records, period, site: site, zone: Sample.shanghai, wrongWithin: 5)
  }

  private var calendar: Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = Sample.shanghai
    return calendar
  }

  private func date(_ call: CallRecord) -> Date {
    Date(timeIntervalSince1970: Double(call.wallClock) / 1_000_000)
  }

  private var december: [CallRecord] {
    calls.filter {
      let parts = calendar.dateComponents([.year, .month], from: date($0))
      return parts.year == 2026 && parts.month == 12
    }
  }

  private func isOffered(_ call: CallRecord) -> Bool {
    call.legs[0].party == "citizen" && call.ending?.hasPrefix("rejected") == false
  }

  private func rank(_ percent: Double, _ values: [Int64]) -> Int64? {
    let sorted = values.sorted()
    return sorted.isEmpty ? nil : sorted[Int((percent * Double(sorted.count)).rounded(.up)) - 1]
  }

  @Test func callsAreCounted() {
    let offered = december.filter(isOffered)
    let answered = offered.filter { $0.talkingAt != nil }
    let whole = statistics.whole
    #expect(december.count > 200 && december.count < calls.count)
    #expect(whole.offered == offered.count)
    #expect(whole.answered == answered.count)
    #expect(whole.answeredInTime == answered.count { $0.talkingAt! / 1000 <= 15_000 })
    #expect(whole.abandoned == offered.count { $0.ending == "abandoned" })
    #expect(whole.waited == answered.reduce(0) { $0 + $1.talkingAt! / 1000 })
    #expect(
      whole.held
        == offered.flatMap(\.states).filter { $0.state == "held" }
        .reduce(0) { $0 + $1.milliseconds! })
    let wrapUps = offered.flatMap(\.legs).compactMap(\.wrapUp)
    #expect(whole.wrapUps == wrapUps.count && whole.wrapUps > 50)
    #expect(whole.wroteUp == wrapUps.reduce(0, +))
    #expect(whole.transfers.pressed == offered.flatMap(\.transfers).count)
    let waits = answered.map { $0.talkingAt! / 1000 }
    #expect(percentile(95, of: statistics.waits) == rank(0.95, waits))
    #expect(statistics.outgoing == december.count { $0.legs[0].party != "citizen" })
    #expect(statistics.emergencies == december.count { $0.emergency })
    #expect(statistics.harassing == december.count { $0.harassment })
    #expect(statistics.levels == (1...4).map { level in december.count { $0.level == level } })
    #expect(statistics.unreadable == 0)
  }

  @Test func hoursPartsNumbersGroupsAndSeats() {
    for hour in 0..<24 {
      let own = december.filter {
        isOffered($0) && calendar.component(.hour, from: date($0)) == hour
      }
      #expect(statistics.byHour[hour].offered == own.count)
    }
    for day in 1...31 {
      let own = december.filter { isOffered($0) && calendar.component(.day, from: date($0)) == day }
      #expect(statistics.byPart[day - 1].offered == own.count, "day \(day)")
    }
    for number in ["12345", "110", "12396"] {
      #expect(
        statistics.byNumber[number]?.offered
          == december.count { isOffered($0) && $0.dialled == number })
    }
    for group in ["12345", "110"] {
      #expect(
        statistics.byGroup[group]?.offered
          == december.count { isOffered($0) && $0.route![0].hasPrefix("group \(group):") })
    }
    for seat in Self.platforms.keys where seat != "1009" {
      let legs = december.flatMap { $0.legs.dropFirst() }.filter { $0.party == seat }
      #expect(statistics.seats[seat]?.rung == legs.count)
      #expect(statistics.seats[seat]?.wroteUp == legs.compactMap(\.wrapUp).reduce(0, +))
      #expect(statistics.seats[seat]?.answered == legs.count { $0.answeredAt != nil })
      #expect(
        statistics.seats[seat]?.first
          == december.count { isOffered($0) && $0.firstReceiver == seat })
    }
  }

  @Test func transfersAndTheMeasuredKey() {
    let all = december.flatMap(\.transfers)
    #expect(all.count > 20)
    #expect(statistics.transfers.pressed == all.count)
    #expect(statistics.transfers.connected == all.count { $0.outcome == "connected" })
    for (from, to) in [("12345", "110"), ("110", "12345")] {
      let own = all.filter {
        Self.platforms[$0.seat] == from && $0.destination == "group \(to)"
      }
      #expect(statistics.directions["\(from)→\(to)"]?.pressed == own.count)
    }
    for key in Set(all.map(\.key)) {
      let own = all.filter { $0.key == key }
      let times = statistics.keys[key]?.times
      #expect(statistics.keys[key]?.pressed == own.count)
      for percent in [50, 95, 99] {
        let share = Double(percent) / 100
        #expect(
          percentile(percent, of: times?.toInvite ?? [])
            == rank(share, own.compactMap { item in item.t2.map { $0 - item.t0 } }))
        let voice = own.compactMap { item in item.t6.map { $0 - item.t4! } }
        #expect(percentile(percent, of: times?.toVoice ?? []) == rank(share, voice))
        let whole = own.compactMap { item in item.t6.map { $0 - item.t0 } }
        #expect(percentile(percent, of: times?.whole ?? []) == rank(share, whole))
      }
    }
    #expect(
      statistics.transfers.recalls == december.flatMap(\.states).count { $0.state == "recalling" })
    for outcome in ["accepted", "declined", "timed-out"] {
      #expect(
        statistics.negotiations[outcome] ?? 0
          == december.flatMap(\.negotiations).count { $0.outcome == outcome })
    }
    #expect(statistics.transfers.wrong == december.reduce(0) { $0 + wrong($1) })
    #expect(statistics.transfers.wrong > 0)
  }

  private func wrong(_ call: CallRecord) -> Int {
    call.transfers.indices.count { index in
      let transfer = call.transfers[index]
      guard transfer.outcome == "connected", let answered = transfer.t4 else { return false }
      func isSoon(_ time: Int64) -> Bool {
        (answered / 1000...(answered / 1000 + 300_000)).contains(time / 1000)
      }
      let desks = (Self.platforms[transfer.seat], Self.platforms[transfer.target!])
      return call.keys.contains {
        $0.action == "return" && $0.outcome == "accepted" && isSoon($0.at)
      }
        || call.transfers[(index + 1)...].contains {
          $0.outcome == "connected" && isSoon($0.t0)
            && (Self.platforms[$0.target!], Self.platforms[$0.seat]) == desks
        }
    }
  }

  @Test func sipFigures() {
    let legs = december.flatMap { $0.legs.dropFirst() }.filter {
      $0.answeredAt != nil || !["call-ended", "cancelled"].contains($0.ending)
    }
    #expect(statistics.sip.invites == legs.count)
    #expect(statistics.sip.established == legs.count { $0.answeredAt != nil })
    #expect(
      statistics.sip.effective == legs.count { $0.answeredAt != nil || $0.ending == "busy" })
    #expect(statistics.sip.ineffective == legs.count { $0.ending == "failed-503" })
  }

  @Test(arguments: [
    ("2026", 12, 365), ("2028", 12, 366), ("2026-H1", 6, 181), ("2026-H2", 6, 184),
    ("2026-Q1", 3, 90), ("2026-Q4", 3, 92), ("2026-02", 28, 28), ("2024-02", 29, 29),
    ("2026-10-05", 24, 1),
  ])
  func periods(name: String, parts: Int, days: Int64) throws {
    let period = try Period(name, zone: Sample.shanghai)
    #expect(period.parts.count == parts)
    #expect(period.range.upperBound - period.range.lowerBound == days * 86_400_000_000)
    #expect(period.part(of: period.range.lowerBound) == 0)
    #expect(period.part(of: period.range.upperBound - 1) == parts - 1)
    #expect(period.part(of: period.range.upperBound) == nil)
    #expect(period.part(of: period.range.lowerBound - 1) == nil)
  }

  @Test func aDayMayHaveMoreHours() throws {
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    #expect(try Period("2026-10-25", zone: berlin).parts.count == 25)
    #expect(try Period("2026-03-29", zone: berlin).parts.count == 23)
  }

  @Test(arguments: [
    "", "26", "2026-13", "2026-Q5", "2026-H3", "2026-2", "2026-02-30", "x", "2026-10-",
  ])
  func otherPeriodsAreRefused(name: String) {
    #expect(throws: FilterProblem.self) { try Period(name, zone: Sample.shanghai) }
  }
}
