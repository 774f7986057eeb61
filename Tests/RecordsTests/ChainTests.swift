import Foundation
import Testing

@testable import Records
@testable import Switchboard

/// Whatever is done to the records afterwards shows.
@Suite struct ChainTests {
  private let scratch = Scratch()
  private let newline = UInt8(ascii: "\n")

  /// Three records, each a batch.
  init() throws {
    let files = try scratch.files()
    for number in 1...3 { try files.write([Sample.closed(number)], live: [:]) }
  }

  private func verify(witness: ChainHead? = nil) throws -> ChainVerification {
    var verifier = ChainVerifier(.cdr, in: scratch.records)
    return try verifier.run(witness: witness)
  }

  private var lines: [[UInt8]] {
    scratch.read(scratch.records.cdr).split(separator: newline).map { Array($0) + [newline] }
  }

  @Test func whatTheBoxWroteIsGood() throws {
    let found = try verify()
    #expect(found.problems == [])
    #expect(found.lines == 3)
    #expect(found.head.seq == 3)
    #expect(found.signedHeads == 1)
    #expect(found.withoutKey == nil)
    #expect(try verify(witness: found.head).isGood)
    #expect(try !verify(witness: ChainHead(seq: 2, hash: found.head.hash)).isGood)
    let attributes = try FileManager.default.attributesOfItem(atPath: scratch.records.chainKey)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func everyFlippedByteIsFound() throws {
    for file in [scratch.records.cdr, scratch.records.head("cdr")] {
      let whole = scratch.read(file)
      for place in whole.indices {
        // 0x20 turns digits a–f into capitals, 0x01 into other digits.
        let mask: UInt8 = [0x01, 0x20, 0x80][place % 3]
        var changed = whole
        changed[place] ^= mask
        try scratch.write(file, changed)
        #expect(try !verify().isGood, "byte \(place) of \(file) ^ \(mask)")
      }
      try scratch.write(file, whole)
    }
    #expect(try verify().isGood)
  }

  @Test func everyRemovedLineAndByteIsFound() throws {
    let whole = lines
    for index in whole.indices {
      var fewer = whole
      fewer.remove(at: index)
      try scratch.write(scratch.records.cdr, fewer.joined())
      #expect(try !verify().isGood, "line \(index + 1) removed")
      for other in whole.indices where other > index {
        var moved = whole
        moved.swapAt(index, other)
        try scratch.write(scratch.records.cdr, moved.joined())
        #expect(try !verify().isGood, "lines \(index + 1) and \(other + 1) swapped")
      }
      try scratch.write(scratch.records.cdr, (whole + [whole[index]]).joined())
      #expect(try !verify().isGood, "line \(index + 1) doubled")
    }
    let bytes = Array(whole.joined())
    for length in bytes.indices {
      try scratch.write(scratch.records.cdr, bytes[..<length])
      #expect(try !verify().isGood, "cut after \(length) bytes")
    }
  }

  @Test func aChainThatWasMadeAnewIsNotSigned() throws {
    var head = ChainHead.genesis
    var forged: [UInt8] = []
    for number in 1...3 {
      forged += head.append(scratch.render.bytes(Sample.closed(number, ending: "released")))
      forged.append(newline)
    }
    try scratch.write(scratch.records.cdr, forged)
    let problems = try verify().problems.map(\.description)
    #expect(problems == ["cdr.jsonl:3: is not the line 3 that was signed"])
    try scratch.write(scratch.records.head("cdr"), [])
    #expect(try verify().problems.map(\.description).contains { $0.contains("is missing") })
    let ours = SignedHead(head, of: "cdr", key: try #require(try otherKey()))
    try scratch.write(scratch.records.head("cdr"), ours.line)
    #expect(
      try verify().problems.map(\.description).contains {
        $0.contains("not signed with this box's key")
      })
  }

  private func otherKey() throws -> ChainKey? {
    let other = Scratch()
    try other.records.create()
    return try ChainKey(in: other.records)
  }

  @Test func theChainGoesOnThroughRotation() throws {
    let rotated = scratch.path + "/cdr.jsonl-20261122"
    try FileManager.default.moveItem(atPath: scratch.records.cdr, toPath: rotated)
    let files = try scratch.files()
    for number in 4...6 { try files.write([Sample.closed(number)], live: [:]) }
    let found = try verify()
    #expect(found.problems == [])
    #expect(found.lines == 6)
    try FileManager.default.removeItem(atPath: rotated)
    #expect(
      try verify().problems.map(\.description)
        == ["cdr.jsonl:1: 3 lines are missing before it"])
  }

  @Test func withoutTheKeyTheLinesAreStillHeldTogether() throws {
    try FileManager.default.removeItem(atPath: scratch.records.chainKey)
    let found = try verify()
    #expect(found.isGood)
    #expect(found.withoutKey != nil)
  }

  @Test func aKeyThatCannotBeHadCostsSignaturesAndNoRecord() throws {
    try FileManager.default.removeItem(atPath: scratch.records.chainKey)
    try scratch.write(scratch.records.chainKey, Array("no key".utf8))
    let files = try scratch.files()
    #expect(files.recovery.unsigned?.contains("expected 32 bytes") == true)
    try files.write([Sample.closed(4)], live: [:])
    #expect(try verify().lines == 4)
    #expect(try verify().head.seq == 4)
  }

  @Test func theChainGoesOnFromTheSignedHeadWhenRecordsAreAway() throws {
    try FileManager.default.removeItem(atPath: scratch.records.cdr)
    try FileManager.default.removeItem(atPath: scratch.records.journal)
    try scratch.files().write([Sample.closed(4)], live: [:])
    #expect(try verify().head.seq == 4)
    #expect(
      try verify().problems.map(\.description)
        == ["cdr.jsonl:1: 3 lines are missing before it"])
  }

  @Test func whatRootMakesBelongsToTheDirectorysOwner() throws {
    guard getuid() == 0 else { return }
    let other = Scratch()
    try other.records.create()
    #expect(chown(other.path, 65_534, 65_534) == 0)
    try other.files().write([Sample.closed(1)], live: [:])
    for file in try FileManager.default.contentsOfDirectory(atPath: other.path) {
      let owner = try FileManager.default.attributesOfItem(atPath: other.path + "/" + file)[
        .ownerAccountID]
      #expect(owner as? Int == 65_534, "\(file)")
    }
  }

  @Test func theSameRecordsGiveTheSameChain() throws {
    var (one, other) = (ChainHead.genesis, ChainHead.genesis)
    let line = scratch.render.bytes(Sample.full())
    #expect(one.append(line) == other.append(line))
    #expect(one == other && one.seq == 1)
    let link = try #require(ChainLink(line: one.append(line)[...]))
    #expect(link.isGenuine && link.previous == other.hash && link.head == one)
  }
}
