import Foundation
import Testing

@testable import Records
@testable import Switchboard

/// A generator that repeats itself: the seed says it all (SplitMix64).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Calls come and go while the box stops again and again in the middle of a write.
@Suite struct CrashWalkTests {
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func noStopLosesOrDoublesARecord(seed: UInt64) throws {
    var dice = Dice(seed: seed)
    let scratch = Scratch()
    var files = try scratch.files()
    var live: [String: CallRecord] = [:]
    var acknowledged: Set<String> = []
    var ended: Set<String> = []
    var next = 1
    for step in 0..<120 {
      let batch = makeBatch(&dice, &live, &next)
      if Int.random(in: 0..<4, using: &dice) > 0 {
        try files.write(batch, live: live)
        acknowledged.formUnion(batch.map(\.id))
        ended.formUnion(batch.filter { $0.ending != nil }.map(\.id))
        for record in batch where record.ending != nil { live[record.id] = nil }
        continue
      }
      try tear(&dice, scratch, batch, files.chain)
      files = try scratch.files()
      live = [:]
      let ids = try scratch.ids()
      #expect(ids.count == Set(ids).count, "doubled at step \(step) of seed \(seed)")
      #expect(acknowledged.isSubset(of: ids), "lost at step \(step) of seed \(seed)")
      #expect(ended.isSubset(of: ids))
      var verifier = ChainVerifier(.cdr, in: scratch.records)
      #expect(try verifier.run().problems == [], "at step \(step) of seed \(seed)")
    }
  }

  private func makeBatch(
    _ dice: inout Dice, _ live: inout [String: CallRecord], _ next: inout Int
  ) -> [CallRecord] {
    var batch: [CallRecord] = []
    for _ in 0...Int.random(in: 0..<3, using: &dice) {
      batch.append(Sample.open(next))
      live[Sample.id(next)] = Sample.open(next)
      next += 1
    }
    let old = live.keys.sorted().filter { id in !batch.contains { $0.id == id } }
    if let id = old.randomElement(using: &dice), var record = live[id] {
      record.ending = "released"
      record.endedAt = 9_000_000
      batch.append(record)
    }
    return batch
  }

  /// Leaves what a stop in the middle of `write` leaves: a part of the journal's bytes, or all of
  /// them and a part of the product's.
  private func tear(
    _ dice: inout Dice, _ scratch: Scratch, _ batch: [CallRecord], _ head: ChainHead
  )
    throws
  {
    var head = head
    var frames: [UInt8] = []
    var lines: [UInt8] = []
    for record in batch {
      guard record.ending != nil else {
        frames += try JournalFrame.open(record).bytes()
        continue
      }
      let line = scratch.render.bytes(record)
      frames += try JournalFrame.closed(id: record.id, line: line).bytes()
      lines += head.append(line) + [UInt8(ascii: "\n")]
    }
    let isWhole = Bool.random(using: &dice)
    let framesKept = isWhole ? frames.count : Int.random(in: 0...frames.count, using: &dice)
    try AppendFile(scratch.records.journal).append(Array(frames[..<framesKept]))
    if isWhole {
      let kept = Int.random(in: 0...lines.count, using: &dice)
      try AppendFile(scratch.records.cdr).append(Array(lines[..<kept]))
    }
  }
}
