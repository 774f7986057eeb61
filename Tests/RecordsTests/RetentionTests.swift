import Foundation
import Testing

@testable import Records
@testable import Switchboard

@Suite struct RetentionTests {
  private let scratch = Scratch()
  private let day: Int64 = 86_400_000_000
  private let box = Onlooker(uid: 990, name: "liandong", role: .operator)
  /// The middle of a month; `Sample.start` is in November 2026.
  private let now = Sample.start + 100 * 86_400_000_000

  private func run(_ fill: (inout Retention.Limits) -> Void) throws -> Retention.Result {
    var limits = Retention.Limits()
    fill(&limits)
    return try Retention(directory: scratch.records, limits: limits, zone: Sample.shanghai)
      .run(at: now, by: box)
  }

  private func expectChainsHold() throws {
    for chain in [ChainVerifier.Chain.cdr, .ledger] {
      var verifier = ChainVerifier(chain, in: scratch.records)
      let problems = try verifier.run().problems
      #expect(problems == [], "\(chain)")
    }
  }

  private func lookUps() throws -> [LedgerEntry] {
    try LedgerReader(directory: scratch.records).read(in: .min..<(.max)).entries
  }

  @Test func aMonthThatIsOverIsPutAsideAndGoesWhenItIsOld() throws {
    try scratch.generate(40, seed: 1, gap: 60_000_000)
    let aside = scratch.records.cdr + "-2026-11"
    var result = try run { $0.recordDays = 3650 }
    #expect(result.rotated == aside && result.isNothing)
    #expect(try lookUps().isEmpty, "a day on which nothing goes needs no line")
    // The journal still speaks of the file: it stays until the box has written the next record.
    result = try run { $0.recordDays = 30 }
    #expect(result.isNothing)
    var recent = Sample.closed(900)
    recent.wallClock = now
    try scratch.files().write([recent], live: [:])
    result = try run { $0.recordDays = 30 }
    #expect(result.records == 40)
    #expect(!FileManager.default.fileExists(atPath: aside))
    #expect(try scratch.ids() == [recent.id])
    let entry = try #require(try lookUps().last)
    #expect(entry.records == 40 && entry.user == "liandong")
    #expect(entry.what.hasPrefix("retention: remove records before 2027-01-30T"))
    try expectChainsHold()
  }

  @Test func theLedgerKeepsItsYoungLinesAndItsChain() throws {
    try scratch.records.create()
    let ledger = Ledger(directory: scratch.records, zone: Sample.shanghai)
    for number in 0..<10 {
      let at = now - Int64(20 - number) * day
      let ticket = try ledger.begin(box, what: "\(number)", why: nil, masked: true, at: at)
      try ledger.end(ticket, records: number, outcome: "complete", at: at)
    }
    let result = try run { $0.ledgerDays = 15 }
    #expect(result.ledgerLines == 10)
    #expect(try lookUps().map(\.what).prefix(5) == ["5", "6", "7", "8", "9"])
    #expect(try lookUps().last?.records == 10)
    try expectChainsHold()
    _ = try ledger.begin(box, what: "after", why: nil, masked: true, at: now)
    try expectChainsHold()
    let bytes = scratch.read(scratch.records.ledger)
    let second = try #require(bytes.firstIndex(of: UInt8(ascii: "\n"))) + 1
    try scratch.write(scratch.records.ledger, bytes[second...])
    var verifier = ChainVerifier(.ledger, in: scratch.records)
    #expect(try !verifier.run().isGood, "what is missing beyond the mark still shows")
  }

  @Test func recordingsGoByAgeAndThenTheOldestUntilTheyFit() throws {
    func make(_ name: String, days: Int64) throws {
      let path = scratch.records.recordings + "/" + name
      try FileManager.default.createDirectory(
        atPath: URL(filePath: path).deletingLastPathComponent().path,
        withIntermediateDirectories: true)
      try Data(count: 1_000).write(to: URL(filePath: path))
      let written = Date(timeIntervalSince1970: Double(now - days * day) / 1e6)
      try FileManager.default.setAttributes([.modificationDate: written], ofItemAtPath: path)
    }
    func left() -> [String] {
      (FileManager.default.enumerator(atPath: scratch.records.recordings)?.allObjects ?? [])
        .compactMap { $0 as? String }.sorted()
    }
    for days in [1, 2, 3, 40] as [Int64] { try make("d\(days)/a.wav", days: days) }
    try make("d3/b.wav", days: 0)
    var result = try run { $0.recordingDays = 30 }
    #expect(result.recordings == 1 && result.recordingBytes == 1_000)
    #expect(left() == ["d1", "d1/a.wav", "d2", "d2/a.wav", "d3", "d3/a.wav", "d3/b.wav"])
    result = try run { $0.recordingBytes = 2_500 }
    #expect(result.recordings == 2)
    #expect(left() == ["d1", "d1/a.wav", "d3", "d3/b.wav"])
    // What may still be written stays, however little is allowed.
    #expect(try run { $0.recordingBytes = 1 }.recordings == 1)
    #expect(left() == ["d3", "d3/b.wav"])
    #expect(try lookUps().map(\.records) == [1, 2, 1])
    try expectChainsHold()
  }
}
