import Foundation
import Testing

@testable import Records
@testable import Switchboard

/// Whatever happens to calls, each leaves exactly one record that keeps to the schema.
@Suite struct EveryCallTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func oneRecordACallThatAddsUp(seed: UInt64) throws {
    var walk = SwitchboardWalk(seed: seed)
    for _ in 0..<6_000 { walk.step() }
    walk.finish()
    #expect(walk.closed.count == walk.arrived)
    #expect(Set(walk.closed.map(\.id)).count == walk.arrived)
    #expect(walk.arrived > 150, "a walk that goes nowhere proves nothing")
    #expect(walk.closed.contains { !$0.transfers.isEmpty && !$0.negotiations.isEmpty })
    let schema = try RecordSchemaTests.schema()
    let render = RecordLine(zone: Sample.shanghai)
    var chain = ChainHead.genesis
    for record in walk.closed {
      let line = chain.append(render.bytes(record))
      let value = try JSONSerialization.jsonObject(with: Data(line))
      #expect(try schema.mistakes(in: value, at: record.id) == [])
      let entry = try #require(CDREntry(line: line[...]))
      let duration = try #require(entry.durationMilliseconds)
      try Self.addsUp(record)
      // Each interval and the whole are cut to milliseconds on their own.
      let sum = entry.states.reduce(Int64(0)) { $0 + ($1.milliseconds ?? 0) }
      #expect(sum <= duration && sum >= duration - Int64(entry.states.count), "\(record)")
      for leg in entry.legs {
        let ended = try #require(leg.endedMilliseconds)
        #expect(leg.startedMilliseconds <= ended && ended <= duration)
      }
      for transfer in entry.transfers { #expect(transfer.outcome != nil) }
    }
  }

  /// The states follow each other without a gap and fill the call to the microsecond; nothing in it
  /// lies outside of it, and each moment is the same in all its forms.
  static func addsUp(_ record: CallRecord) throws {
    let whole = try #require(record.endedAt)
    #expect(record.monotonicStart != nil)
    var place: Int64 = 0
    for state in record.states {
      #expect(state.from == place, "\(record)")
      place += try #require(state.microseconds)
    }
    #expect(place == whole, "\(record)")
    for leg in record.legs {
      let order = [leg.startedAt, leg.ringingAt, leg.answeredAt, leg.endedAt].compactMap(\.self)
      #expect(order == order.sorted() && order.allSatisfy { (0...whole).contains($0) }, "\(leg)")
    }
    for moment in record.keys.map(\.at) + record.prompts.map(\.at) + (record.told ?? []).map(\.at) {
      #expect((0...whole).contains(moment), "\(record)")
    }
    for part in record.negotiations {
      let decided = try #require(part.decidedAt)
      #expect((0...decided).contains(part.startedAt) && decided <= whole, "\(record)")
      #expect(part.outcome != nil)
    }
    for transfer in record.transfers {
      // The walk's phones may ring before they hear that they were called.
      #expect(transfer.t0 <= transfer.t1)
      for later in [transfer.t2, transfer.t3, transfer.t4] {
        #expect(later ?? transfer.t1 >= transfer.t1, "\(transfer)")
      }
      #expect(transfer.outcome != nil)
    }
    let bytes = RecordLine(zone: Sample.shanghai).bytes(record)
    try Moments.check(try #require(JSONValue(line: bytes[...])), start: record.wallClock)
  }

  /// What the walks together must have met, so that "every path" is no empty word.
  @Test func theWalksMeetEveryState() throws {
    var (states, endings, outcomes): (Set<String>, Set<String>, Set<String>) = ([], [], [])
    for seed in 1...3 as ClosedRange<UInt64> {
      var walk = SwitchboardWalk(seed: seed)
      for _ in 0..<6_000 { walk.step() }
      walk.finish()
      for record in walk.closed {
        states.formUnion(record.states.map(\.state))
        endings.insert(String((record.ending ?? "").prefix { $0 != "-" }))
        outcomes.formUnion(record.negotiations.compactMap(\.outcome))
      }
    }
    #expect(
      states.isSuperset(of: [
        "arriving", "talking", "adding", "consulting", "conferring", "held", "recalling",
      ]), "\(states)")
    #expect(
      endings.isSuperset(of: ["caller", "abandoned", "released", "operator", "rejected"]),
      "\(endings)")
    #expect(
      outcomes.isSuperset(of: ["accepted", "returned", "timed-out", "left", "emergency"]),
      "\(outcomes)")
  }
}
