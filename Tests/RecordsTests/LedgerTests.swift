import Foundation
import Glibc
import Testing

@testable import Records

@Suite struct LedgerTests {
  private let scratch = Scratch()
  private let alice = Onlooker(uid: 1000, name: "alice", role: .supervisor)

  private func ledger() throws -> Ledger {
    try scratch.records.create()
    return Ledger(directory: scratch.records, zone: Sample.shanghai)
  }

  @Test func aLookUpIsTwoLinesOfAChain() throws {
    let ledger = try ledger()
    let ticket = try ledger.begin(
      alice, what: "liandong cdr --last 5", why: "inquiry 7", masked: false, at: Sample.start)
    try ledger.end(ticket, records: 5, outcome: "complete", at: Sample.start + 1)
    _ = try ledger.begin(alice, what: "x", why: nil, masked: true, at: Sample.start + 9_000_000)
    let contents = try LedgerReader(directory: scratch.records).read(in: .min..<(.max))
    try #require(contents.entries.count == 2)
    #expect(contents.entries[0].records == 5 && contents.entries[0].why == "inquiry 7")
    #expect(!contents.entries[0].isMasked && contents.entries[1].isMasked)
    #expect(contents.entries[1].records == nil)
    #expect(contents.lines.count == 3 && contents.unreadable == 0)
    let late = try LedgerReader(directory: scratch.records)
      .read(in: (Sample.start + 5_000_000)..<(.max))
    #expect(late.entries.map(\.what) == ["x"])
    var verifier = ChainVerifier(.ledger, in: scratch.records)
    let found = try verifier.run()
    #expect(found.problems == [] && found.lines == 3)
    let attributes = try FileManager.default.attributesOfItem(atPath: scratch.records.ledger)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
  }

  @Test func aLedgerThatTheGroupCouldWriteIsTakenFromIt() throws {
    let ledger = try ledger()
    try scratch.write(scratch.records.ledger, [])
    #expect(chmod(scratch.records.ledger, 0o660) == 0)
    _ = try ledger.begin(alice, what: "a", why: nil, masked: true, at: Sample.start)
    let attributes = try FileManager.default.attributesOfItem(atPath: scratch.records.ledger)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
  }

  @Test func everyFlippedByteIsFound() throws {
    let ledger = try ledger()
    for number in 0..<3 {
      _ = try ledger.begin(
        alice, what: "\(number)", why: nil, masked: true, at: Sample.start)
    }
    let whole = scratch.read(scratch.records.ledger)
    for place in whole.indices {
      var changed = whole
      changed[place] ^= 1
      try scratch.write(scratch.records.ledger, changed)
      var verifier = ChainVerifier(.ledger, in: scratch.records)
      #expect(try !verifier.run().isGood, "byte \(place)")
    }
  }

  @Test func aLedgerThatEndsInHalfALineTakesNothing() throws {
    let ledger = try ledger()
    _ = try ledger.begin(alice, what: "a", why: nil, masked: true, at: Sample.start)
    try scratch.write(scratch.records.ledger, scratch.read(scratch.records.ledger).dropLast(4))
    #expect(throws: FileProblem.self) {
      try ledger.begin(alice, what: "b", why: nil, masked: true, at: Sample.start)
    }
  }

  @Test func manyAtOnceKeepOneChain() async throws {
    let ledger = try ledger()
    let start = Sample.start
    let alice = alice
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          for _ in 0..<10 {
            _ = try? ledger.begin(alice, what: "\(number)", why: nil, masked: true, at: start)
          }
        }
      }
    }
    var verifier = ChainVerifier(.ledger, in: scratch.records)
    let found = try verifier.run()
    #expect(found.problems == [] && found.lines == 80)
  }
}
