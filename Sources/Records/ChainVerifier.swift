/// Walks along a chain of lines, over all its files, and holds it against its signed heads.
package struct ChainVerifier {
  /// The chains that a data directory has.
  package enum Chain: String, Hashable, Sendable {
    case cdr
    case ledger
  }

  private let chain: Chain
  private let directory: RecordDirectory
  private var found = ChainVerification()
  private var expected = ChainHead.genesis
  /// Heads that no line has met yet, by their line's number.
  private var awaited: [Int64: SignedHead] = [:]

  package init(_ chain: Chain, in directory: RecordDirectory) {
    self.chain = chain
    self.directory = directory
  }

  /// Reads everything once.
  ///
  /// - Parameters:
  ///   - witness: a head that somebody kept elsewhere; the chain must pass through it.
  ///   - progress: told the bytes read and the bytes there are.
  /// - Throws: `FileProblem` when a file is there and cannot be read.
  package mutating func run(
    witness: ChainHead? = nil, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(FileProblem) -> ChainVerification {
    // Heads before lines: a box that runs meanwhile writes them the other way round.
    let isSigned = try readHeads()
    if let witness { awaited[witness.seq] = SignedHead(unsigned: witness) }
    let segments = try directory.segments("\(chain.rawValue).jsonl")
    let total = segments.reduce(0) { $0 + (FileIdentity.size(of: $1.path) ?? 0) }
    var done = 0
    for segment in segments {
      try read(segment.path) { progress(done + $0, total) }
      done += FileIdentity.size(of: segment.path) ?? 0
    }
    found.head = expected
    for seq in awaited.keys.sorted() where seq > found.beginning.seq {
      let name = seq == witness?.seq ? "the head that you named" : "a signed head"
      found.note("\(chain.rawValue).jsonl", 0, "\(name) is of line \(seq), which is not there")
    }
    if !isSigned && found.lines > 0 {
      found.note("\(chain.rawValue).head", 0, "is missing: nothing shows where the chain ended")
    }
    return found
  }

  /// - Returns: whether there is a newest head.
  private mutating func readHeads() throws(FileProblem) -> Bool {
    var key: ChainKey?
    do throws(FileProblem) {
      key = try ChainKey(reading: directory.chainKey)
      if key == nil { found.withoutKey = "there is no \(directory.chainKey)" }
    } catch {
      found.withoutKey = error.description
    }
    if let anchor = try take(directory.pruned(chain.rawValue), key).last {
      found.beginning = anchor.head
      expected = anchor.head
    }
    for head in try take(directory.heads(chain.rawValue), key) { awaited[head.seq] = head }
    let newest = try take(directory.head(chain.rawValue), key)
    if newest.count > 1 { found.note("\(chain.rawValue).head", 2, "is more than one head") }
    for head in newest {
      if let known = awaited[head.seq], known.hash != head.hash {
        found.note("\(chain.rawValue).head", 1, "contradicts \(chain.rawValue).heads")
      }
      awaited[head.seq] = head
    }
    return !newest.isEmpty
  }

  /// The heads of a file, those with a wrong signature left out.
  private mutating func take(_ path: String, _ key: ChainKey?) throws(FileProblem) -> [SignedHead] {
    let (heads, damaged) = try HeadFiles.read(path)
    let name = Self.name(path)
    for line in damaged { found.note(name, line, "is no signed head") }
    return heads.enumerated().compactMap { index, head in
      guard let key, !head.isGenuine(for: chain.rawValue, key: key) else { return head }
      found.note(name, index + 1, "was not signed with this box's key")
      return nil
    }
  }

  private mutating func read(
    _ path: String, _ progress: (Int) -> Void
  ) throws(FileProblem) {
    guard var reader = try LineReader(path) else { return }
    let name = Self.name(path)
    var number = 0
    while let line = reader.next() {
      number += 1
      found.lines += 1
      take(line, name, number)
      if number % 4096 == 0 { progress(reader.offset) }
    }
    if reader.tooLong > 0 { found.note(name, 0, "has \(reader.tooLong) lines that are too long") }
    if reader.tornBytes > 0 { found.note(name, number + 1, "is no whole line") }
  }

  private mutating func take(_ line: ArraySlice<UInt8>, _ file: String, _ number: Int) {
    guard let link = ChainLink(line: line) else {
      return found.note(file, number, "has no place in the chain")
    }
    if !link.isGenuine { found.note(file, number, "was changed: its hash is another") }
    if link.head.seq <= found.beginning.seq, expected == found.beginning {
      // A pruning that was stopped before the files went: they are not needed, but not wrong.
      if link.head.seq == found.beginning.seq && link.head != found.beginning {
        found.note(file, number, "is not the line after which the chain begins")
      }
      return
    }
    let due = expected.seq + 1
    if link.head.seq > due {
      let missing = link.head.seq - due
      found.note(
        file, number, "\(missing) line\(missing == 1 ? " is" : "s are") missing before it")
    } else if link.head.seq < due {
      found.note(file, number, "is line \(link.head.seq) where \(due) belongs")
    } else if link.previous != expected.hash {
      found.note(file, number, "does not follow from the line before it")
    }
    expected = link.head
    guard let head = awaited.removeValue(forKey: link.head.seq) else { return }
    if head.hash == link.head.hash {
      found.signedHeads += 1
    } else {
      found.note(file, number, "is not the line \(head.seq) that was signed")
    }
  }

  private static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
