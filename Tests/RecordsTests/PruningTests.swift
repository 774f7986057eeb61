import Foundation
import Testing

@testable import Records
@testable import Switchboard

@Suite struct PruningTests {
  private let scratch = Scratch()
  private let hour: Int64 = 3_600_000_000

  private func verify() throws -> ChainVerification {
    var verifier = ChainVerifier(.cdr, in: scratch.records)
    return try verifier.run()
  }

  /// Three files of fifty calls, an hour apart; the last is the one that is written.
  private func fill() throws {
    for part in 0..<3 {
      try scratch.generate(
        50, seed: UInt64(part), from: Sample.start + Int64(part) * 50 * hour, gap: 3_000_000_000)
      guard part < 2 else { break }
      try FileManager.default.moveItem(
        atPath: scratch.records.cdr, toPath: scratch.records.cdr + "-2026\(part)")
    }
    #expect(try verify().problems == [])
    #expect(try verify().lines == 150)
  }

  @Test func theBeginningGoesAndTheChainHolds() throws {
    try fill()
    let head = try verify().head
    let result = try Pruning(directory: scratch.records).run(before: Sample.start + 70 * hour)
    #expect(result.files == [scratch.records.cdr + "-20260"])
    #expect(result.shortened == scratch.records.cdr + "-20261")
    let found = try verify()
    #expect(found.problems == [])
    #expect(found.lines == 150 - result.records)
    #expect(found.beginning == result.beginning && found.beginning.seq == Int64(result.records))
    #expect(found.head == head)
    // The box goes on where it was.
    try scratch.files().write([Sample.closed(77_777)], live: [:])
    #expect(try verify().problems == [])
    #expect(try verify().head.seq == 151)
    // What is missing beyond the mark still shows.
    try FileManager.default.removeItem(atPath: scratch.records.cdr + "-20261")
    #expect(try !verify().isGood)
  }

  @Test func theFileThatIsWrittenStays() throws {
    try scratch.generate(20, seed: 1, gap: 60_000_000)
    let result = try Pruning(directory: scratch.records).run(before: .max)
    #expect(result.records == 0 && result.kept == 20 && result.beginning == nil)
    #expect(try verify().lines == 20)
    #expect(try verify().problems == [])
  }

  @Test func aTornChainIsNotPruned() throws {
    try fill()
    let path = scratch.records.cdr + "-20260"
    var bytes = scratch.read(path)
    bytes[100] ^= 1
    try scratch.write(path, bytes)
    #expect(throws: FileProblem.self) {
      try Pruning(directory: scratch.records).run(before: .max)
    }
    #expect(scratch.read(path) == bytes)
  }

  @Test func afterPruningEverythingRotatedTheChainGoesOn() throws {
    try scratch.generate(20, seed: 1, gap: 60_000_000)
    try FileManager.default.moveItem(
      atPath: scratch.records.cdr, toPath: scratch.records.cdr + ".1")
    let files = try scratch.files()
    let result = try Pruning(directory: scratch.records).run(before: .max)
    #expect(result.records == 20)
    try files.write([Sample.closed(500)], live: [:])
    #expect(try verify().problems == [])
    #expect(try verify().head.seq == 21)
  }
}
