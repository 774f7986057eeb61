import Foundation
import Testing

@testable import Records
@testable import Switchboard

/// Corrections are lines of their own; everything that reads records holds them against the calls.
@Suite struct CorrectionTests {
  private let scratch = Scratch()
  private let time = SiteTime(zone: Sample.shanghai)
  private let auditor = Onlooker(uid: 7, name: "alice", role: .auditor)

  private func correction(
    _ call: Int, _ change: String, was: String = "level=none", at moment: Int64 = Sample.start
  ) throws -> Correction {
    Correction(
      of: Sample.id(call), try CorrectionChange(change), was: try CorrectionChange(was),
      by: auditor, at: moment, time, reason: "report \"12\"")
  }

  private func verify() throws -> ChainVerification {
    var verifier = ChainVerifier(.cdr, in: scratch.records)
    return try verifier.run()
  }

  private func matches(
    _ filter: CDRFilter = CDRFilter(), usesIndex: Bool = true, chunkLines: Int = 4
  ) throws -> [CDRReader.Match] {
    var found: [CDRReader.Match] = []
    let reader = CDRReader(
      directory: scratch.records, zone: Sample.shanghai, usesIndex: usesIndex,
      chunkLines: chunkLines)
    let summary = try reader.read(filter) { found.append($0) }
    #expect(summary.unreadable == 0 && summary.matches == found.count)
    return found
  }

  /// Ids of calls and corrections as they stand in `cdr.jsonl`.
  private func ids() throws -> [String] {
    try scratch.read(scratch.records.cdr).split(separator: UInt8(ascii: "\n")).map { line in
      try #require(CDREntry(line: line)?.id ?? Correction(line: line)?.id)
    }
  }

  @Test func aCorrectionIsALineOfTheChain() throws {
    let correction = try correction(1, "level=3")
    let files = try scratch.files()
    try files.write([Sample.closed(1)], [correction], live: [:])
    try files.write([Sample.closed(2)], live: [:])
    #expect(try ids() == [Sample.id(1), correction.id, Sample.id(2)])
    #expect(try verify().problems == [] && verify().lines == 3)
    let line = scratch.read(scratch.records.cdr).split(separator: UInt8(ascii: "\n"))[1]
    let read = try #require(Correction(line: line))
    #expect(read.call == Sample.id(1) && read.field == .level && read.now == .number("3"))
    #expect(read.was == .null && read.by == "alice" && read.uid == 7)
    #expect(read.moment == Sample.start && read.reason == "report \"12\"")
    // Whoever touches it is found.
    let bytes = scratch.read(scratch.records.cdr)
    for place in line.indices {
      var bad = bytes
      bad[place] ^= 0x01
      try scratch.write(scratch.records.cdr, bad)
      #expect(try !verify().isGood, "byte \(place)")
    }
  }

  @Test func mistakesAreNamed() throws {
    for (text, expected) in [
      ("level", "FIELD=VALUE"), ("ending=released", "cannot be corrected"),
      ("level=5", "1, 2, 3, 4 or none"), ("level=", "1, 2, 3, 4 or none"),
      ("harassment=no", "true or false"), ("reason=a b", "letters"), ("reason=", "letters"),
    ] {
      let problem = #expect(throws: FilterProblem.self) { try CorrectionChange(text) }
      #expect(problem?.description.contains(expected) == true, "\(text)")
    }
    #expect(try CorrectionChange("reason=none").value == .null)
  }

  @Test func readersSeeTheCorrectedValueAndTheOriginal() throws {
    var marked = Sample.closed(1)
    (marked.level, marked.reason) = (1, "3")
    let corrections = [
      try correction(1, "level=2", was: "level=1"), try correction(1, "level=4", was: "level=2"),
      try correction(1, "harassment=true", was: "harassment=false"),
      try correction(1, "reason=none", was: "reason=3"),
    ]
    try scratch.files().write([marked, Sample.closed(2)], corrections, live: [:])
    let found = try matches()
    #expect(found.map(\.entry.id) == [1, 2].map(Sample.id))
    #expect(found[0].entry.level == 4 && found[0].entry.harassment)
    #expect(found[1].corrected == found[1].bytes && found[1].entry.corrected.isEmpty)
    #expect(found[0].line.contains(#""level":1,"#), "the line stays as it was written")
    let shown = try #require(JSONValue(line: found[0].corrected[...]))
    #expect(shown[key: "level"] == .number("4") && shown[key: "harassment"] == .truth(true))
    #expect(shown[key: "reason"] == .null)
    let listed = shown[key: "corrections"].elements
    #expect(
      listed.map { $0[key: "was"] } == [.number("1"), .number("2"), .truth(false), .text("3")])
    #expect(listed.first?[key: "reason"] == .text("report \"12\""))
    // All else is as it was.
    let before = try #require(JSONValue(line: found[0].bytes[...]))
    for key in CSVRecord.header.filter({ !["level", "harassment", "reason"].contains($0) }) {
      #expect(shown[key: key] == before[key: key])
    }
    var table = RecordTable()
    table.add(try #require(CDREntry(line: found[0].corrected[...])))
    #expect(table.text.contains("caller-hung-up (corrected: harassment, level, reason)"))
    let sql = RecordExport(.sql(.sqlite), zone: Sample.shanghai).text(found[0].corrected)
    #expect(
      sql.contains("INSERT INTO call_corrections VALUES ('\(Sample.id(1))',2,'level','2','4',"))
    #expect(sql.contains("'harassment','false','true','alice',7,"))
    let csv = RecordExport(.csv, zone: Sample.shanghai).text(found[0].corrected)
    #expect(csv.hasSuffix(",harassment | level | reason\n"))
  }

  @Test func aRecordFromBeforeTheKeyIsCorrectedToo() throws {
    let text = String(decoding: scratch.render.bytes(Sample.closed(1)), as: UTF8.self)
    let old = text.replacing(#""level":null,"#, with: "")
    try scratch.write(
      scratch.records.cdr,
      Array("\(old)\n".utf8) + correction(1, "level=2").line + [UInt8(ascii: "\n")])
    let found = try #require(try matches().first)
    #expect(JSONValue(line: found.corrected[...])?[key: "level"] == .number("2"))
  }

  /// A cut of journal or product at every byte loses nothing that was whole, and doubles nothing.
  @Test(arguments: ["journal", "product"]) func aCutAtEveryByteIsRepaired(which: String) throws {
    let correction = try correction(1, "level=3")
    let files = try scratch.files()
    try files.write([Sample.closed(1)], live: [:])
    try files.write([Sample.open(2)], [correction], live: [Sample.id(2): Sample.open(2)])
    let (journal, cdr) = (scratch.read(scratch.records.journal), scratch.read(scratch.records.cdr))
    let frames = journal.indices.filter { journal[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    let cut = which == "journal" ? frames[1]...journal.count : 0...cdr.count
    for length in cut {
      try scratch.write(
        scratch.records.journal, which == "journal" ? journal[..<length] : journal[...])
      try scratch.write(scratch.records.cdr, which == "journal" ? [] : cdr[..<length])
      _ = try scratch.files()
      let all = [Sample.id(1), correction.id, Sample.id(2)]
      var expected = Set(all)
      if which == "journal", length < frames[2] { expected.remove(Sample.id(2)) }
      if which == "journal", length < frames[3] { expected.remove(correction.id) }
      let found = try ids()
      #expect(Set(found) == expected && found.count == expected.count, "cut at \(length)")
      if which == "product" { #expect(try verify().problems == [], "cut at \(length)") }
      #expect(try scratch.files().recovery.isClean, "cut at \(length)")
      #expect(try ids() == found, "cut at \(length)")
      let entry = try #require(matches().first { $0.entry.id == Sample.id(1) }).entry
      #expect(entry.level == (expected.contains(correction.id) ? 3 : nil))
      #expect(entry.ending == "caller-hung-up")
    }
  }

  @Test func theJournalWritesAnAcknowledgedCorrectionOnce() throws {
    let journal = Journal(directory: scratch.records, zone: Sample.shanghai)
    journal.keep(Sample.closed(1))
    #expect(journal.flush(within: .seconds(20)))
    let correction = try correction(1, "level=3")
    #expect(journal.correct(correction, within: .seconds(20)))
    // What a kill leaves at this moment.
    #expect(try ids() == [Sample.id(1), correction.id])
    _ = try scratch.files()
    #expect(try ids() == [Sample.id(1), correction.id])
    journal.stop(within: .seconds(20))
    #expect(try !journal.correct(self.correction(1, "level=2"), within: .seconds(20)))
    #expect(try ids() == [Sample.id(1), correction.id])
  }

  /// By way of the index or without, over rotated files, whatever is asked for.
  @Test func aCorrectionIsFoundHoweverFarFromItsCall() throws {
    let day: Int64 = 86_400_000_000
    let calls = try scratch.generate(60, seed: 5, gap: 3_000_000_000)
    try FileManager.default.moveItem(
      atPath: scratch.records.cdr, toPath: scratch.records.cdr + ".1")
    let wanted = calls[7]
    let level: Int64 = wanted.level == 4 ? 1 : 4
    let correction = Correction(
      of: wanted.id, try CorrectionChange("level=\(level)"),
      was: try CorrectionChange("level=none"),
      by: auditor, at: Sample.start + 3 * day, time, reason: "late")
    let files = try scratch.files()
    try files.write([], [correction], live: [:])
    for number in 1001...1060 { try files.write([Sample.closed(number)], live: [:]) }
    var timed = CDRFilter()
    (timed.from, timed.to) = (wanted.wallClock, wanted.wallClock + 1)
    var last = CDRFilter()
    last.last = 200
    for usesIndex in [true, false, true] {
      for filter in [timed, CDRFilter(), last] {
        let found = try matches(filter, usesIndex: usesIndex)
        let entry = try #require(found.first { $0.entry.id == wanted.id }).entry
        #expect(entry.level == level)
        #expect(found.count { !$0.corrections.isEmpty } == 1)
      }
    }
    #expect(try matches().count == 120)
  }

  @Test(arguments: [1, IndexChunk.lines + 10]) func reportsCountTheCorrectedValue(more: Int) throws
  {
    let files = try scratch.files()
    var first = Sample.closed(1)
    (first.level, first.harassment) = (2, true)
    try files.write(
      [first],
      [
        try correction(1, "level=4", was: "level=2"),
        try correction(1, "harassment=false", was: "harassment=true"),
      ], live: [:])
    // With and without an index.
    for number in 2...(more + 1) { try files.write([Sample.closed(number)], live: [:]) }
    for _ in 0..<2 {
      let statistics = try Statistics.read(
        scratch.records, Period("2026-11", zone: Sample.shanghai), site: SiteMap(),
        zone: Sample.shanghai)
      #expect(statistics.levels == [0, 0, 0, 1] && statistics.harassing == 0)
      #expect(statistics.unreadable == 0)
    }
    let isIndexed = FileManager.default.fileExists(atPath: scratch.records.indexes)
    #expect(isIndexed == (more > 1))
  }

  @Test func aCorrectionGoesWhenItIsOldItself() throws {
    let hour: Int64 = 3_600_000_000
    try scratch.files().write(
      [Sample.closed(1)],
      [try correction(1, "level=3", at: Sample.start + 5 * hour)], live: [:])
    try FileManager.default.moveItem(
      atPath: scratch.records.cdr, toPath: scratch.records.cdr + "-1")
    try scratch.files().write([Sample.closed(2)], live: [:])
    let pruning = Pruning(directory: scratch.records)
    #expect(try pruning.run(before: Sample.start + 2 * hour).records == 1)
    // Its call is gone; it stays for its own time and disturbs nobody.
    #expect(try matches().map(\.entry.id) == [Sample.id(2)])
    #expect(try verify().problems == [] && verify().lines == 2)
    #expect(try pruning.run(before: Sample.start + 6 * hour).records == 1)
    #expect(try verify().problems == [] && verify().lines == 1)
  }

  @Test func theLineKeepsToItsSchema() throws {
    let schema = try RecordSchemaTests.schema("correction.schema.json")
    var chain = ChainHead.genesis
    for (change, was) in [
      ("level=3", "level=none"), ("harassment=true", "harassment=false"),
      ("reason=none", "reason=12"),
    ] {
      let line = chain.append(try correction(1, change, was: was).line)
      let value = try JSONSerialization.jsonObject(with: Data(line))
      #expect(try schema.mistakes(in: value, at: "correction") == [])
    }
    #expect(try schema.mistakes(in: ["v": 1], at: "correction").count > 2)
    try scratch.files().write([Sample.full()], [try correction(0x1A3F, "level=3")], live: [:])
    let shown = try #require(try matches().first).corrected
    let record = try JSONSerialization.jsonObject(with: Data(shown))
    #expect(try RecordSchemaTests.schema().mistakes(in: record, at: "record") == [])
  }
}
