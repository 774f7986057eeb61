internal import Glibc

/// Signs the head of one chain: the newest in `NAME.head`, and one at intervals in `NAME.heads`.
///
/// The newest shows that the last lines are missing; the older ones stay as witnesses.
final class HeadFiles {
  /// Lines between two heads that are kept for ever.
  static let interval: Int64 = 1_000

  private let chain: String
  private let key: ChainKey
  private let directory: RecordDirectory
  private var kept: Int64

  /// - Parameter chain: `cdr` or `ledger`.
  init(_ chain: String, in directory: RecordDirectory) throws(FileProblem) {
    self.chain = chain
    self.directory = directory
    key = try ChainKey(in: directory)
    kept = try HeadFiles.read(directory.heads(chain)).heads.last?.seq ?? 0
  }

  /// Signs `head`. Not synced: after a power failure an older head is there, which holds as well.
  func sign(_ head: ChainHead) throws(FileProblem) {
    let signed = SignedHead(head, of: chain, key: key)
    let path = directory.head(chain)
    let draft = path + ".new"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw .last("open", draft) }
    RecordDirectory.adopt(descriptor, path)
    let line = signed.line
    let written = write(descriptor, line, line.count)
    close(descriptor)
    guard written == line.count, rename(draft, path) == 0 else { throw .last("write", path) }
    guard head.seq >= kept + Self.interval else { return }
    try AppendFile(directory.heads(chain)).append(line)
    kept = head.seq
  }

  /// Heads of a file in their order, and the numbers of the lines that are none.
  static func read(_ path: String) throws(FileProblem) -> (heads: [SignedHead], damaged: [Int]) {
    var heads: [SignedHead] = []
    var damaged: [Int] = []
    guard var reader = try LineReader(path) else { return ([], []) }
    var number = 0
    while let line = reader.next() {
      number += 1
      if let head = SignedHead(line: line) { heads.append(head) } else { damaged.append(number) }
    }
    if reader.tornBytes > 0 { damaged.append(number + 1) }
    return (heads, damaged)
  }
}
