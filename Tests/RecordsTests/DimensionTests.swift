import Foundation
import Testing

@testable import Records
@testable import Switchboard

/// What is counted of the whole period is counted of each seat, group, number and hour too; held
/// against the plainest computation from the records themselves.
@Suite struct DimensionTests {
  private let scratch = Scratch()
  private let calls: [CallRecord]
  private let statistics: Statistics

  init() throws {
    let all = try scratch.generate(900, seed: 31, gap: 3_000_000_000)
    var site = SiteMap()
    for seat in ["1001", "1002", "1003", "1009"] { site.platformOfSeat[seat] = "12345" }
    for seat in ["2001", "2002"] { site.platformOfSeat[seat] = "110" }
    statistics = try Statistics.read(
      scratch.records, Period("2026", zone: Sample.shanghai), site: site, zone: Sample.shanghai)
    calls = all.filter { SiteTime(zone: Sample.shanghai).text($0.wallClock).hasPrefix("2026") }
  }

  private func offered(_ isWanted: (CallRecord) -> Bool) -> [CallRecord] {
    calls.filter {
      $0.legs[0].party == "citizen" && $0.ending?.hasPrefix("rejected") == false && isWanted($0)
    }
  }

  private func rank(_ percent: Int, _ values: [Int64]) -> Int64? {
    let sorted = values.sorted()
    return sorted.isEmpty
      ? nil : sorted[Int((Double(percent) / 100 * Double(sorted.count)).rounded(.up)) - 1]
  }

  private func check(_ tally: TransferTally, _ transfers: [TransferRecord], _ what: String) {
    #expect(tally.pressed == transfers.count, "\(what)")
    #expect(tally.connected == transfers.count { $0.outcome == "connected" }, "\(what)")
    let spans: [([Int64], [Int64])] = [
      (tally.times.toInvite, transfers.compactMap { part in part.t2.map { $0 - part.t0 } }),
      (
        tally.times.toVoice,
        transfers.compactMap { part in part.t6.flatMap { t6 in part.t4.map { t6 - $0 } } }
      ),
      (tally.times.whole, transfers.compactMap { part in part.t6.map { $0 - part.t0 } }),
    ]
    for (counted, plain) in spans {
      #expect(counted.count == plain.count, "\(what)")
      for percent in [50, 95, 99] {
        #expect(percentile(percent, of: counted) == rank(percent, plain), "\(what) p\(percent)")
      }
    }
  }

  @Test func groupsNumbersAndHours() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = Sample.shanghai
    var pressed = 0
    func check(_ tally: CallTally, _ own: [CallRecord], _ what: String) {
      self.check(tally.transfers, own.flatMap(\.transfers), what)
      #expect(tally.offered == own.count)
      let recalls = own.flatMap(\.states).count { $0.state == "recalling" }
      #expect(tally.transfers.recalls == recalls, "\(what)")
      for outcome in ["accepted", "declined", "timed-out"] {
        #expect(
          tally.transfers.negotiations[outcome] ?? 0
            == own.flatMap(\.negotiations).count { $0.outcome == outcome }, "\(what) \(outcome)")
      }
      pressed += tally.transfers.pressed
    }
    for group in ["12345", "110"] {
      let own = offered { $0.route![0].hasPrefix("group \(group):") }
      check(try #require(statistics.byGroup[group]), own, group)
    }
    for number in ["12345", "110", "12396"] {
      check(try #require(statistics.byNumber[number]), offered { $0.dialled == number }, number)
    }
    for hour in 0..<24 {
      let own = offered {
        let start = Date(timeIntervalSince1970: Double($0.wallClock) / 1_000_000)
        return calendar.component(.hour, from: start) == hour
      }
      check(statistics.byHour[hour], own, "hour \(hour)")
    }
    // Each call has one group, one number and one hour.
    #expect(pressed == 3 * statistics.whole.transfers.pressed && pressed > 300)
  }

  @Test func seats() throws {
    var (recalls, negotiations) = (0, 0)
    for (name, seat) in statistics.seats {
      let own = calls.flatMap(\.transfers).filter { $0.seat == name }
      check(seat.transfers, own, "seat \(name)")
      let legs = calls.flatMap { call in
        call.legs.dropFirst().filter { $0.party == name }.map { (call, $0) }
      }
      let waits = legs.compactMap { _, leg in
        leg.answeredAt.map { $0 / 1000 - leg.startedAt / 1000 }
      }
      #expect(seat.answered == waits.count && seat.waited == waits.reduce(0, +))
      #expect(seat.answeredInTime == waits.count { $0 <= 15_000 })
      #expect(
        seat.abandoned
          == legs.count { call, leg in
            call.ending == "abandoned" && leg.answeredAt == nil && leg.ending == "call-ended"
          })
      // In these calls the first receiver is the one who holds.
      let held = calls.filter { $0.firstReceiver == name }.flatMap(\.states)
        .filter { $0.state == "held" }.reduce(Int64(0)) { $0 + ($1.milliseconds ?? 0) }
      #expect(seat.held == held, "\(name)")
      recalls += seat.transfers.recalls
      negotiations += seat.transfers.negotiations.values.reduce(0, +)
    }
    #expect(recalls > 0 && recalls == statistics.transfers.recalls)
    #expect(negotiations > 0 && negotiations == calls.flatMap(\.negotiations).count)
  }

  /// Who pressed is who gets the citizen back, and whose negotiation it is.
  @Test func eachRecallAndNegotiationIsItsTransfers() throws {
    var record = Sample.closed(1)
    func transfer(_ seat: String, at t0: Int64, _ outcome: String, t4: Int64?) -> TransferRecord {
      TransferRecord(
        key: "k", seat: seat, destination: "group 110", outcome: outcome, t0: t0, t1: t0, t4: t4)
    }
    record.transfers = [
      transfer("1001", at: 5_000_000, "busy", t4: nil),
      transfer("1002", at: 20_000_000, "connected", t4: 24_000_000),
      transfer("1003", at: 50_000_000, "connected", t4: 52_000_000),
    ]
    record.states = [
      StateRecord(state: "recalling", from: 1_000_000, milliseconds: 10),
      StateRecord(state: "recalling", from: 8_000_000, milliseconds: 10),
      StateRecord(state: "recalling", from: 40_000_000, milliseconds: 10),
    ]
    record.negotiations = [
      NegotiationRecord(startedAt: 24_000_000, outcome: "declined"),
      NegotiationRecord(startedAt: 52_000_100, outcome: "accepted"),
    ]
    let line = scratch.render.bytes(record)
    var names = StringTable()
    let facts = CallFacts(try #require(CDREntry(line: line[...])), &names)
    #expect(facts.recalls == [-1, 0, 1])
    #expect(facts.negotiations.map(\.transfer) == [1, 2])
    #expect(facts.negotiations.map { names[$0.outcome] } == ["declined", "accepted"])
    var writer = PackedWriter()
    facts.pack(into: &writer)
    writer.bytes.withUnsafeBufferPointer { bytes in
      var reader = PackedReader(bytes)
      #expect(CallFacts(&reader) == facts && !reader.isBroken)
    }
  }
}
