import Foundation
import Routing
import Testing

@testable import Records
@testable import Switchboard

/// Every way through a call, and not only those that a walk happens to take: from each situation that
/// can be reached, the nearest first, everything that can happen is tried.
@Suite struct EveryPathTests {
  private static let directory = Directory(
    seats: [
      Seat(name: "1001", platform: "12345"), Seat(name: "1002", platform: "12345"),
      Seat(name: "2001", platform: "110"),
    ],
    groups: [
      Group(name: "12345", members: [.seat("1001"), .seat("1002")], strategy: .inTurn),
      Group(
        name: "110", members: [.seat("2001"), .trunk("police", number: "110")],
        strategy: .inTurn),
    ],
    trunks: [Trunk(name: "carrier"), Trunk(name: "police")],
    numbers: NumberPlan([
      NumberRule(pattern: "12345", route: .group("12345")),
      NumberRule(pattern: "110", route: .group("110")),
    ]))

  private static let keys = [
    Key(name: "transfer-110", digits: "*1", action: .transfer, destination: .group("110")),
    Key(name: "three-way-110", digits: "*2", action: .threeWay, destination: .group("110")),
    Key(
      name: "transfer-12345", digits: "*3", action: .transfer, destination: .group("12345"),
      leave: .atOnce),
    Key(name: "consult-110", digits: "*4", action: .consult, destination: .group("110")),
    Key(name: "return", digits: "*0", action: .return),
  ]

  /// Situations that are opened at most, so that the test ends in a known time.
  private static let limit = 150

  @Test(arguments: [
    ("12345", Party.citizen("carrier")), ("110", .citizen("carrier")), ("999", .citizen("carrier")),
    ("110", .seat("1001")),
  ])
  func eachLeavesOneRecordThatAddsUp(dialled: String, from: Party) throws {
    let schema = try RecordSchemaTests.schema()
    let start = EveryPath(Self.directory, Self.keys, dialled: dialled, from: from)
    var seen: Set<String> = []
    var next = [start]
    var (edges, checked, states): (Int, Int, Set<String>) = (0, 0, [])
    var place = 0
    while place < next.count {
      let path = next[place]
      place += 1
      for (event, pause) in path.isOver ? [] : path.possible {
        var way = path
        way.send(event, after: pause)
        edges += 1
        let isNew = seen.insert(way.isOver ? Self.shape(way.closed[0]) : way.situation).inserted
        // Cut off here, each path must leave its record all the same.
        var cut = way
        if !cut.isOver { cut.send(.operatorRelease(CallID(1)), after: 500_001) }
        try #require(cut.isOver && cut.closed.count == 1, "\(cut.steps.joined(separator: "\n"))")
        guard isNew else { continue }
        try check(cut, schema)
        states.formUnion(cut.closed[0].states.map(\.state))
        checked += 1
        if !way.isOver, next.count < Self.limit { next.append(way) }
      }
    }
    guard !start.isOver else { return try check(start, schema) }
    #expect(edges > 3_000 && checked > 300, "\(edges) \(checked)")
    #expect(
      states.isSuperset(of: [
        "arriving", "waiting", "talking", "adding", "consulting", "conferring", "held",
        "recalling",
      ]), "\(states)")
  }

  /// What tells the record of one path from that of another.
  private static func shape(_ record: CallRecord) -> String {
    let outcomes = record.transfers.map { $0.outcome ?? "-" }
    let legs = record.legs.map { "\($0.party) \($0.ending ?? "-")" }
    return (record.states.map(\.state) + [record.ending ?? "-"] + outcomes + legs).joined(
      separator: "|")
  }

  private func check(_ path: EveryPath, _ schema: Schema) throws {
    try #require(path.closed.count == 1)
    let record = path.closed[0]
    try EveryCallTests.addsUp(record)
    let line = RecordLine(zone: Sample.shanghai).bytes(record)
    let value = try JSONSerialization.jsonObject(with: Data(line))
    let found = try schema.mistakes(in: value, at: "record")
    #expect(found == [], "\(path.steps.joined(separator: "\n"))")
  }
}
