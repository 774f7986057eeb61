import Foundation

@testable import Records
@testable import Switchboard

/// Calls as a city has them, the same for the same seed; their lines end up in `cdr.jsonl`.
struct GeneratedCalls {
  private var dice: Dice
  private var number = 0

  init(seed: UInt64) { dice = Dice(seed: seed) }

  /// The next call; `start` in microseconds since 1970.
  mutating func next(at start: Int64) -> CallRecord {
    number += 1
    let isInbound = roll(20) > 0
    let to110 = roll(4) == 0
    var record = CallRecord(
      id: Sample.id(number),
      callerNumber: isInbound ? "138\(10_000_000 + roll(89_999_999))" : "1001",
      dialled: isInbound ? (to110 ? "110" : ["12345", "12396"][roll(2)]) : "13900001111",
      source: isInbound ? "carrier" : "1001", wallClock: start)
    record.route = ["group \(to110 ? "110" : "12345"): seat 1001, seat 1002"]
    record.legs = [
      LegRecord(leg: 1, party: isInbound ? "citizen" : "1001", sipCallID: "a@b", startedAt: 0)
    ]
    record.emergency = roll(50) == 0
    record.harassment = roll(60) == 0
    record.level = roll(10) == 0 ? 1 + roll(4) : nil
    switch roll(20) {
    case 0: end(&record, at: Int64(1 + roll(9)) * 1_000, "rejected-\([404, 486, 503][roll(3)])")
    case 1, 2: end(&record, at: Int64(roll(40_000)) * 1_000, "abandoned")
    default: talk(&record, to110 ? ["2001", "2002"][roll(2)] : ["1001", "1002", "1003"][roll(3)])
    }
    return record
  }

  private mutating func talk(_ record: inout CallRecord, _ seat: String) {
    let rung = Int64(5_000 + roll(1_000_000))
    let answered = rung + Int64(roll(30_000)) * 1_000
    let ended = answered + Int64(1 + roll(600_000)) * 1_000
    record.answeredAt = answered
    record.talkingAt = answered
    record.firstReceiver = seat
    record.finalReceiver = seat
    record.legs[0].answeredAt = answered
    if roll(3) == 0 {
      record.legs.append(
        LegRecord(
          leg: 2, party: "1009", sipCallID: nil, startedAt: 4_000, ringingAt: rung,
          endedAt: rung + 9_000, ending: ["no-answer", "busy", "failed-503"][roll(3)]))
    }
    record.legs.append(
      LegRecord(
        leg: 3, party: seat, sipCallID: "c@d", startedAt: 5_000, ringingAt: rung,
        answeredAt: answered))
    if roll(2) == 0 { record.legs[record.legs.count - 1].wrapUp = Int64(roll(90_000)) }
    record.states = [StateRecord(state: "arriving", from: 0, milliseconds: answered / 1000)]
    let length = (ended - answered) / 1000
    let hold = roll(5) == 0 ? length / 3 : 0
    record.states.append(
      StateRecord(state: "talking", from: answered, milliseconds: length - hold))
    if hold > 0 {
      record.states.append(
        StateRecord(state: "held", from: ended - hold * 1000, milliseconds: hold))
    }
    for _ in 0..<(roll(4) == 0 ? 1 + roll(2) : 0) { transfer(&record, answered, ended) }
    end(&record, at: ended, ["caller-hung-up", "released", "caller-lost", "box-stopped"][roll(4)])
  }

  private mutating func transfer(_ record: inout CallRecord, _ from: Int64, _ to: Int64) {
    let pressed = from + Int64(roll(Int(to - from)))
    let isOut = record.finalReceiver?.hasPrefix("1") == true
    var transfer = TransferRecord(
      key: isOut ? ["transfer-110", "three-way-110"][roll(2)] : "transfer-12345",
      seat: record.finalReceiver ?? "", destination: isOut ? "group 110" : "group 12345",
      outcome: ["connected", "connected", "busy", "no-answer"][roll(4)], t0: pressed,
      t1: pressed + 50, t2: pressed + 300 + Int64(roll(900)))
    if transfer.outcome == "connected" {
      let answered = pressed + Int64(roll(9_000_000))
      transfer.target = isOut ? "2001" : "1002"
      transfer.t4 = answered
      transfer.t5 = answered + 90
      transfer.t6 = roll(10) == 0 ? nil : answered + 500 + Int64(roll(20_000))
      record.finalReceiver = transfer.target
      if roll(3) == 0 {
        record.negotiations.append(
          NegotiationRecord(
            startedAt: answered, decidedAt: answered + 9_000,
            outcome: ["accepted", "declined", "timed-out"][roll(3)], responsible: transfer.target))
      }
      if roll(5) == 0 {
        record.keys.append(
          KeyRecord(
            at: answered + Int64(roll(600)) * 1_000_000, seat: transfer.seat, key: "return",
            action: "return", source: "rfc4733",
            outcome: roll(3) == 0 ? "refused: late" : "accepted"))
      }
    } else if roll(2) == 0 {
      record.states.append(StateRecord(state: "recalling", from: pressed, milliseconds: 2))
    }
    record.transfers.append(transfer)
  }

  private mutating func end(_ record: inout CallRecord, at end: Int64, _ ending: String) {
    record.endedAt = end
    record.ending = ending
    for index in record.legs.indices where record.legs[index].endedAt == nil {
      record.legs[index].endedAt = end
      record.legs[index].ending = index == 0 ? "on-hook" : "call-ended"
    }
  }

  mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<max(1, sides), using: &dice) }
}

extension Scratch {
  /// Writes calls into `cdr.jsonl` as the box does, `gap` microseconds apart on average.
  @discardableResult
  func generate(_ count: Int, seed: UInt64, from: Int64 = Sample.start, gap: Int) throws
    -> [CallRecord]
  {
    var calls = GeneratedCalls(seed: seed)
    var start = from
    var records: [CallRecord] = []
    for _ in 0..<count {
      start += Int64(calls.roll(2 * gap))
      records.append(calls.next(at: start))
    }
    records.sort { $0.wallClock + ($0.endedAt ?? 0) < $1.wallClock + ($1.endedAt ?? 0) }
    let files = try files()
    for batch in stride(from: 0, to: count, by: 500) {
      try files.write(Array(records[batch..<min(count, batch + 500)]), live: [:])
    }
    return records
  }
}
