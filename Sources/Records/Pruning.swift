internal import Glibc

/// Takes the oldest records off the disk and leaves a signed mark where the chain begins now.
///
/// Only a beginning of the chain can go: all records up to the first that is young enough. The file
/// that the box writes is never touched, nor one that its journal still speaks of.
package struct Pruning {
  /// What was removed, or would be.
  package struct Result: Hashable, Sendable {
    package internal(set) var records = 0
    /// Files that are gone as a whole.
    package internal(set) var files: [String] = []
    /// The file of which only the beginning is gone.
    package internal(set) var shortened: String?
    /// Old records that stay because the box may still need their file.
    package internal(set) var kept = 0
    /// Where the chain begins now.
    package internal(set) var beginning: ChainHead?
  }

  private let directory: RecordDirectory

  package init(directory: RecordDirectory) { self.directory = directory }

  /// Whether the oldest record can go.
  func isDue(before moment: Int64) throws(FileProblem) -> Bool {
    guard let oldest = try directory.segments().first(where: { !$0.isEmpty }),
      oldest.path != directory.cdr,
      FileIdentity(of: oldest.path) != (try JournalContents(directory.journal).header?.cdr)
    else { return false }
    return try Beginning(of: oldest.path, before: moment).lines > 0
  }

  /// Removes records of calls that ended before `moment`, microseconds since 1970.
  ///
  /// - Parameter progress: told the bytes verified and the bytes there are.
  /// - Throws: `FileProblem`, with nothing removed, when a file cannot be read or the chain is torn.
  package func run(
    before moment: Int64, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(FileProblem) -> Result {
    var verifier = ChainVerifier(.cdr, in: directory)
    let found = try verifier.run(witness: nil, progress: progress)
    guard found.isGood else {
      throw FileProblem(
        "the chain does not hold: \(found.problems.first?.description ?? ""); nothing was removed")
    }
    let busy = try JournalContents(directory.journal).header?.cdr
    var result = Result()
    for segment in try directory.segments() {
      let part = try Beginning(of: segment.path, before: moment)
      guard part.lines > 0 else {
        if segment.isEmpty { continue }
        break
      }
      let isBusy = segment.path == directory.cdr || FileIdentity(of: segment.path) == busy
      guard !isBusy else {
        result.kept += part.lines
        break
      }
      try mark(part.head)
      let index = try RecordIndex(of: segment.path, in: directory).path
      if part.isWhole {
        guard unlink(segment.path) == 0 else { throw .last("remove", segment.path) }
        result.files.append(segment.path)
      } else {
        try Self.shorten(segment.path, after: part.bytes)
        result.shortened = segment.path
      }
      unlink(index)
      result.records += part.lines
      result.beginning = part.head
      try directory.sync()
      if !part.isWhole { break }
    }
    return result
  }

  /// Signs the new beginning before anything goes: a stop in between leaves more than is needed.
  private func mark(_ head: ChainHead) throws(FileProblem) {
    let signed = SignedHead(head, of: "cdr", key: try ChainKey(in: directory))
    let file = try AppendFile(directory.pruned("cdr"))
    try file.append(signed.line)
    try file.sync()
  }

  /// Takes so many bytes off a file's beginning.
  static func shorten(_ path: String, after bytes: Int) throws(FileProblem) {
    guard let old = try ReadFile(path) else { return }
    let rest = try AppendFile(path + ".new")
    try rest.truncate(to: 0)
    for place in stride(from: bytes, to: old.length, by: 1 << 20) {
      try rest.append(old.bytes(at: place, min(1 << 20, old.length - place)))
    }
    try rest.sync()
    try rest.rename(to: path)
  }

  /// The lines at a file's beginning that are old enough.
  private struct Beginning {
    var lines = 0
    var bytes = 0
    var head = ChainHead.genesis
    var isWhole = true

    init(of path: String, before moment: Int64) throws(FileProblem) {
      guard var reader = try LineReader(path) else { return }
      while let line = reader.next() {
        guard let age = Self.moment(of: line), age < moment,
          let link = ChainLink(line: line, checked: false)
        else {
          isWhole = false
          return
        }
        lines += 1
        bytes = reader.offset
        head = link.head
      }
    }

    /// When a call ended, or a correction was made.
    private static func moment(of line: ArraySlice<UInt8>) -> Int64? {
      CDREntry(line: line).map { $0.startedAt + ($0.durationMilliseconds ?? 0) * 1000 }
        ?? Correction(line: line)?.moment
    }
  }
}
