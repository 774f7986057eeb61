package import Foundation
internal import Glibc

/// Writes who looked at what into `DATA/ledger.jsonl`, in a chain of its own.
///
/// A look-up is two lines: `begin`, on the disk before anything is shown, and `end` with the count.
package struct Ledger {
  private let directory: RecordDirectory
  private let time: SiteTime

  package init(directory: RecordDirectory, zone: TimeZone) {
    self.directory = directory
    time = SiteTime(zone: zone)
  }

  /// A look-up that goes on.
  package struct Ticket: Hashable, Sendable {
    /// The number of its first line.
    package let seq: Int64

    package init(seq: Int64) { self.seq = seq }
  }

  /// Whether this process may write the ledger itself: the service and root may, all others ask the
  /// running box.
  package var isWritable: Bool {
    if access(directory.ledger, F_OK) == 0 { return access(directory.ledger, W_OK) == 0 }
    return access(directory.path, W_OK) == 0
  }

  /// Enters a look-up; nothing may be shown before this has returned.
  ///
  /// - Throws: `FileProblem` when the ledger cannot be written: then there is no look-up either.
  package func begin(
    _ who: Onlooker, what: String, why: String?, masked: Bool, at moment: Int64
  ) throws(FileProblem) -> Ticket {
    let seq = try append { line in
      line.field("v", 1)
      line.field("event", "begin")
      line.field("at", time.text(moment))
      line.field("uid", who.uid)
      line.field("user", who.name)
      line.field("role", who.role.rawValue)
      line.field("what", what)
      line.field("why", why)
      line.field("masked", masked)
    }
    return Ticket(seq: seq)
  }

  /// Enters how the look-up ended.
  ///
  /// - Parameter outcome: `complete`, `reader-gone` or `failed`.
  package func end(
    _ ticket: Ticket, records: Int, outcome: String, at moment: Int64
  ) throws(FileProblem) {
    _ = try append { line in
      line.field("v", 1)
      line.field("event", "end")
      line.field("at", time.text(moment))
      line.field("of", ticket.seq)
      line.field("records", records)
      line.field("outcome", outcome)
    }
  }

  /// Makes the ledger where there is none, and takes a group's right to write away where it had one.
  static func prepare(in directory: RecordDirectory) throws(FileProblem) {
    let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC
    let descriptor = open(directory.ledger, flags, 0o640)
    guard descriptor >= 0 else { throw .last("open", directory.ledger) }
    defer { close(descriptor) }
    fchmod(descriptor, 0o640)
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_size == 0 {
      RecordDirectory.adopt(descriptor, directory.ledger)
    }
  }

  private func append(_ fill: (inout JSONLine) -> Void) throws(FileProblem) -> Int64 {
    try Ledger.prepare(in: directory)
    var file = try AppendFile(directory.ledger)
    try file.lock()
    // While we waited, a pruning may have put another file in its place.
    while !file.isStillThere {
      file = try AppendFile(directory.ledger)
      try file.lock()
    }
    var head = ChainHead.genesis
    if let line = try RecordSegment.lastLine(of: directory.ledger) {
      guard let link = ChainLink(line: line, checked: false) else {
        throw FileProblem("\(directory.ledger) does not end in a line of the ledger")
      }
      head = link.head
    }
    guard try file.endsLine(at: file.measure()) else {
      throw FileProblem(
        "\(directory.ledger) ends in half a line; `liandong ledger verify` says more")
    }
    var line = JSONLine()
    line.object(fill)
    try file.append(head.append(line.bytes) + [UInt8(ascii: "\n")])
    try file.sync()
    // A key that cannot be had costs the signature, as with the records.
    try? HeadFiles("ledger", in: directory).sign(head)
    return head.seq
  }
}
