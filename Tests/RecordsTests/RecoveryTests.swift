import Foundation
import Testing

@testable import Records
@testable import Switchboard

/// What a stop at any moment leaves, and what the next start makes of it.
@Suite struct RecoveryTests {
  /// A journal with two closed and two open calls, and the `cdr.jsonl` that goes with it.
  private struct Crashed {
    let scratch = Scratch()
    let journal: [UInt8]
    let cdr: [UInt8]
    /// Ends of the journal's lines, in bytes from its start; the header's is the first.
    let lineEnds: [Int]

    init() throws {
      let files = try scratch.files()
      var live = [Sample.id(1): Sample.open(1), Sample.id(2): Sample.open(2)]
      try files.write([Sample.open(1), Sample.open(2)], live: live)
      try files.write([Sample.closed(1)], live: live)
      live[Sample.id(3)] = Sample.open(3)
      try files.write([Sample.open(3), Sample.closed(4)], live: live)
      let bytes = scratch.read(scratch.records.journal)
      journal = bytes
      cdr = scratch.read(scratch.records.cdr)
      lineEnds = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    }

    func restore(journal: some Sequence<UInt8>, cdr: some Sequence<UInt8>) throws {
      try scratch.write(scratch.records.journal, journal)
      try scratch.write(scratch.records.cdr, cdr)
    }

    /// The calls of which a whole line stands in the first `length` bytes.
    func acknowledged(_ length: Int) -> Set<String> {
      let calls = [[], [1], [2], [1], [3], [4]]
      var ids: Set<String> = []
      for (end, numbers) in zip(lineEnds, calls) where end <= length {
        ids.formUnion(numbers.map(Sample.id))
      }
      return ids
    }
  }

  @Test func aCutAtEveryByteLosesOnlyWhatWasNotWhole() throws {
    let crashed = try Crashed()
    let scratch = crashed.scratch
    #expect(crashed.lineEnds.count == 6)
    for length in crashed.lineEnds[0]...crashed.journal.count {
      try crashed.restore(journal: crashed.journal[..<length], cdr: [])
      let recovery = try scratch.files().recovery
      let ids = try scratch.ids()
      #expect(Set(ids) == crashed.acknowledged(length), "cut at \(length)")
      #expect(ids.count == Set(ids).count, "cut at \(length)")
      let isWhole = crashed.lineEnds.contains(length)
      #expect((recovery.tornBytes == 0) == isWhole, "cut at \(length)")
      #expect(recovery.damagedLines == 0)
      #expect(try scratch.files().recovery.isClean, "cut at \(length)")
      #expect(try scratch.ids() == ids, "cut at \(length)")
    }
  }

  @Test func aCutOfTheProductAtEveryByteIsRepaired() throws {
    let crashed = try Crashed()
    for length in 0...crashed.cdr.count {
      try crashed.restore(journal: crashed.journal, cdr: crashed.cdr[..<length])
      _ = try crashed.scratch.files()
      let ids = try crashed.scratch.ids()
      #expect(ids.sorted() == (1...4).map(Sample.id), "cut at \(length)")
      var verifier = ChainVerifier(.cdr, in: crashed.scratch.records)
      let problems = try verifier.run().problems
      #expect(problems == [], "cut at \(length)")
      #expect(try crashed.scratch.files().recovery.isClean)
    }
  }

  @Test func aWrongBitAnywhereInTheProductIsRepaired() throws {
    let crashed = try Crashed()
    for place in crashed.cdr.indices {
      var bytes = crashed.cdr
      bytes[place] ^= 0x01
      try crashed.restore(journal: crashed.journal, cdr: bytes)
      _ = try crashed.scratch.files()
      let ids = try crashed.scratch.ids()
      #expect(ids.sorted() == (1...4).map(Sample.id), "bit of byte \(place)")
      var verifier = ChainVerifier(.cdr, in: crashed.scratch.records)
      let problems = try verifier.run().problems
      #expect(problems == [], "bit of byte \(place)")
    }
  }

  @Test func zeroesThatAPowerFailureLeftAreCutAway() throws {
    let crashed = try Crashed()
    let hole = [UInt8](repeating: 0, count: 300) + [UInt8(ascii: "\n")]
    try crashed.restore(journal: crashed.journal, cdr: hole + crashed.cdr)
    _ = try crashed.scratch.files()
    #expect(try crashed.scratch.ids().sorted() == (1...4).map(Sample.id))
  }

  @Test func aWrongBitAnywhereCostsItsLineOnly() throws {
    let crashed = try Crashed()
    for place in crashed.journal.indices {
      var bytes = crashed.journal
      bytes[place] ^= 0x01
      try crashed.restore(journal: bytes, cdr: crashed.cdr)
      let recovery = try crashed.scratch.files().recovery
      let ids = try crashed.scratch.ids()
      #expect(ids.count == Set(ids).count, "bit of byte \(place)")
      // Calls 1 and 4 stand in the product; 2 and 3 have one line each.
      #expect(Set(ids).isSuperset(of: [1, 4].map(Sample.id)), "bit of byte \(place)")
      #expect(ids.count >= 3, "bit of byte \(place)")
      #expect(recovery.damagedLines + recovery.tornBytes > 0, "bit of byte \(place)")
    }
    #expect(FileManager.default.fileExists(atPath: crashed.scratch.records.damagedJournal))
  }

  @Test func anOpenCallIsClosedAsBoxStopped() throws {
    let crashed = try Crashed()
    let recovery = try crashed.scratch.files().recovery
    #expect(recovery.closedAsBoxStopped == [2, 3].map(Sample.id))
    #expect(recovery.completed == [])
    let text = String(decoding: crashed.scratch.read(crashed.scratch.records.cdr), as: UTF8.self)
    let line = text.split(separator: "\n").first { $0.contains(Sample.id(2)) }
    #expect(line?.contains(#""ending":"box-stopped""#) == true)
    #expect(line?.contains(#""duration_ms":4000"#) == true)
  }

  @Test func aCallOfThisProcessGoesOnWhenTheFilesAreOpenedAgain() throws {
    let crashed = try Crashed()
    let recovery = try crashed.scratch.files(live: [Sample.id(2): Sample.open(2)]).recovery
    #expect(recovery.closedAsBoxStopped == [Sample.id(3)])
    #expect(try JournalContents(crashed.scratch.records.journal).open.map(\.id) == [Sample.id(2)])
  }

  @Test func aRotatedProductIsNotWrittenAgain() throws {
    let crashed = try Crashed()
    let records = crashed.scratch.records
    try FileManager.default.moveItem(atPath: records.cdr, toPath: records.cdr + ".1")
    _ = try crashed.scratch.files()
    #expect(try crashed.scratch.ids(records.cdr + ".1") == [1, 4].map(Sample.id))
    #expect(try crashed.scratch.ids() == [2, 3].map(Sample.id))
  }

  @Test func aRotationAfterATornWriteIsRepairedAtEveryByte() throws {
    let crashed = try Crashed()
    let records = crashed.scratch.records
    let old = records.cdr + ".1"
    for length in crashed.cdr.indices {
      try crashed.restore(journal: crashed.journal, cdr: crashed.cdr[..<length])
      #expect(rename(records.cdr, old) == 0)
      _ = try crashed.scratch.files()
      let ids = try crashed.scratch.ids(old) + crashed.scratch.ids()
      #expect(ids.sorted() == (1...4).map(Sample.id), "cut at \(length)")
      var verifier = ChainVerifier(.cdr, in: records)
      let problems = try verifier.run().problems
      #expect(problems == [], "cut at \(length)")
      #expect(rename(old, records.cdr) == 0)
    }
  }

  @Test func aRotationWhileTheBoxRunsBeginsANewFile() throws {
    let scratch = Scratch()
    let files = try scratch.files()
    try files.write([Sample.closed(1)], live: [:])
    try FileManager.default.moveItem(
      atPath: scratch.records.cdr, toPath: scratch.records.cdr + "-20261121")
    try files.write([Sample.closed(2)], live: [:])
    #expect(try scratch.ids(scratch.records.cdr + "-20261121") == [Sample.id(1)])
    #expect(try scratch.ids() == [Sample.id(2)])
    #expect(try scratch.files().recovery.isClean)
    #expect(try scratch.ids() == [Sample.id(2)])
  }

  @Test func whatStoodThereBeforeStaysThere() throws {
    let scratch = Scratch()
    let old = Array("an older line of somebody else\n".utf8)
    try scratch.write(scratch.records.cdr, old + Array("{\"id\":\"torn".utf8))
    let files = try scratch.files()
    try files.write([Sample.closed(1)], live: [:])
    let text = scratch.read(scratch.records.cdr)
    #expect(text.starts(with: old))
    #expect(String(decoding: text, as: UTF8.self).split(separator: "\n").count == 2)
  }

  @Test func theJournalStaysShort() throws {
    let scratch = Scratch()
    let files = try scratch.files()
    let open = Sample.open(1)
    for number in 2..<3000 {
      try files.write([open, Sample.closed(number)], live: [open.id: open])
    }
    #expect(scratch.read(scratch.records.journal).count < 2 * RecordFiles.compactAbove)
    #expect(try scratch.ids().count == 2998)
    #expect(try scratch.files().recovery.closedAsBoxStopped == [open.id])
    #expect(try Set(scratch.ids()).count == 2999)
  }

  @Test func filesAreNotForEverybody() throws {
    let scratch = Scratch()
    _ = try scratch.files()
    func mode(_ path: String) throws -> Int {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      return try #require(attributes[.posixPermissions] as? Int)
    }
    #expect(try mode(scratch.path) & 0o027 == 0)
    #expect(try mode(scratch.records.cdr) & 0o137 == 0)
    #expect(try mode(scratch.records.journal) & 0o137 == 0)
  }
}
