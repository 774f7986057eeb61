import Foundation
import Testing

@testable import Records
@testable import Switchboard

/// A query by way of the index finds what a reading of every line finds.
@Suite struct RecordIndexTests {
  private let scratch = Scratch()
  private let day: Int64 = 86_400_000_000

  private func ids(_ filter: CDRFilter, usesIndex: Bool) throws -> [String] {
    var found: [String] = []
    let reader = CDRReader(
      directory: scratch.records, zone: Sample.shanghai, usesIndex: usesIndex, chunkLines: 16)
    try reader.read(filter) { found.append($0.entry.id) }
    return found
  }

  private func indexFiles() -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: scratch.records.indexes)) ?? []
  }

  /// Many stretches of time, drawn from the seed.
  private func compare(seed: UInt64, _ comment: Comment) throws {
    var dice = Dice(seed: seed)
    for _ in 0..<12 {
      var filter = CDRFilter()
      let from = Sample.start - day + Int64.random(in: 0..<(10 * day), using: &dice)
      filter.from = Bool.random(using: &dice) ? from : nil
      filter.to = from + Int64.random(in: 1..<(2 * day), using: &dice)
      if Int.random(in: 0..<3, using: &dice) == 0 { filter.seat = "1002" }
      if Int.random(in: 0..<3, using: &dice) == 0 { filter.last = 7 }
      #expect(try ids(filter, usesIndex: true) == ids(filter, usesIndex: false), comment)
    }
    var last = CDRFilter()
    last.last = 50
    #expect(try ids(last, usesIndex: true) == ids(last, usesIndex: false), comment)
  }

  @Test(arguments: [1, 2] as [UInt64])
  func indexAndFullScanAgree(seed: UInt64) throws {
    try scratch.generate(250, seed: seed, gap: 3_000_000_000)
    try compare(seed: seed, "first")
    #expect(indexFiles().count == 1)
    let next = Sample.start + 8 * day
    try scratch.generate(60, seed: seed + 9, from: next, gap: 900_000_000)
    try compare(seed: seed, "after more records")
    let rotated = scratch.path + "/cdr.jsonl.1"
    try FileManager.default.moveItem(atPath: scratch.records.cdr, toPath: rotated)
    try scratch.generate(70, seed: seed + 19, from: next + day, gap: 900_000_000)
    try compare(seed: seed, "after rotation")
    #expect(indexFiles().count == 2)
  }

  @Test func aDamagedOrForeignIndexIsMadeAnew() throws {
    try scratch.generate(100, seed: 3, gap: 3_000_000_000)
    try compare(seed: 3, "made")
    let path = scratch.records.indexes + "/" + (try #require(indexFiles().first))
    let good = scratch.read(path)
    for place in [0, 20, 60, good.count / 2] {
      var bad = good
      bad[place] ^= 0x40
      try scratch.write(path, bad)
      if place < 64 {
        try compare(seed: 3, "byte \(place)")
        #expect(scratch.read(path) == good)
      }
    }
    try scratch.write(path, good[..<(good.count - 5)])
    try compare(seed: 3, "cut")
    #expect(scratch.read(path) == good)
    // Another file under the same inode.
    let lines = scratch.read(scratch.records.cdr)
    try scratch.write(scratch.records.cdr, Array(lines.reversed()))
    #expect(try RecordIndex(of: scratch.records.cdr, in: scratch.records).chunks.isEmpty)
  }

  @Test func factsComeBackAsTheyWere() throws {
    var calls = GeneratedCalls(seed: 5)
    var names = StringTable()
    let render = scratch.render
    for number in 0..<300 {
      let line = render.bytes(calls.next(at: Sample.start + Int64(number)))
      let facts = CallFacts(try #require(CDREntry(line: line[...])), &names)
      var out = PackedWriter()
      facts.pack(into: &out)
      let back = out.bytes.withUnsafeBufferPointer { bytes in
        var reader = PackedReader(bytes)
        return CallFacts(&reader)
      }
      #expect(back == facts)
    }
    #expect(names.names.count < 40)
  }

  @Test func factsWithAndWithoutAnIndexAreTheSame() throws {
    try scratch.generate(70, seed: 8, gap: 3_000_000_000)
    func starts() throws -> [Int64] {
      var names = StringTable()
      var found: [Int64] = []
      let index = try RecordIndex(of: scratch.records.cdr, in: scratch.records, chunkLines: 32)
      #expect(
        try index.facts(in: .min..<(.max), &names) { call, _ in found.append(call.start) } == 0)
      return found
    }
    let before = try starts()
    var index = try RecordIndex(of: scratch.records.cdr, in: scratch.records, chunkLines: 32)
    try index.extend(in: scratch.records)
    #expect(index.chunks.count == 2)
    #expect(try starts() == before)
    #expect(before.count == 70)
  }

  @Test func aDirectoryThatMayNotBeWrittenIsReadAllTheSame() throws {
    try scratch.generate(60, seed: 4, gap: 3_000_000_000)
    try scratch.write(scratch.records.indexes, Array("in the way".utf8))
    try compare(seed: 4, "no index possible")
  }

  @Test(arguments: [Int64.min, -1, 0, 1, 63, 64, .max])
  func numbersArePackedWhole(value: Int64) {
    var out = PackedWriter()
    out.add(value)
    let back = out.bytes.withUnsafeBufferPointer { bytes in
      var reader = PackedReader(bytes)
      return reader.integer()
    }
    #expect(back == value)
  }
}
