internal import Glibc

/// Takes the oldest lines off the ledger and leaves a signed mark where its chain begins now.
struct LedgerPruning {
  private let directory: RecordDirectory

  init(directory: RecordDirectory) { self.directory = directory }

  /// Whether the first line is old enough to go.
  func isDue(before moment: Int64) throws(FileProblem) -> Bool {
    guard var reader = try LineReader(directory.ledger), let line = reader.next() else {
      return false
    }
    return Self.moment(of: line).map { $0 < moment } ?? false
  }

  /// Removes the lines before the first that is young enough; the last line always stays.
  ///
  /// - Returns: how many went.
  /// - Throws: `FileProblem`, with nothing removed, when the chain is torn or cannot be written.
  func run(before moment: Int64) throws(FileProblem) -> Int {
    // Until the new file has the name, nobody appends; who waited then finds that it has another.
    let old = try AppendFile(directory.ledger)
    try old.lock()
    var verifier = ChainVerifier(.ledger, in: directory)
    let found = try verifier.run()
    guard found.isGood else {
      throw FileProblem(
        "the ledger does not hold: \(found.problems.first?.description ?? ""); nothing was removed")
    }
    guard var reader = try LineReader(directory.ledger) else { return 0 }
    var (lines, bytes, head) = (0, 0, ChainHead.genesis)
    while let line = reader.next(), reader.offset < old.length,
      let written = Self.moment(of: line), written < moment,
      let link = ChainLink(line: line, checked: false)
    {
      (lines, bytes, head) = (lines + 1, reader.offset, link.head)
    }
    guard lines > 0 else { return 0 }
    let mark = try AppendFile(directory.pruned("ledger"))
    try mark.append(SignedHead(head, of: "ledger", key: try ChainKey(in: directory)).line)
    try mark.sync()
    try Pruning.shorten(directory.ledger, after: bytes)
    try directory.sync()
    return lines
  }

  private static func moment(of line: ArraySlice<UInt8>) -> Int64? {
    JSONValue(line: line)?[key: "at"].plain.flatMap(SiteTime.moment)
  }
}
