internal import Switchboard

/// What a journal on the disk says: the calls that are open and those that are not yet safe in
/// `cdr.jsonl`.
struct JournalContents {
  private(set) var header: JournalHeader?
  /// The newest snapshot of each open call, in the order of the calls' first lines.
  var open: [CallRecord] { order.compactMap { snapshots[$0] } }
  private(set) var closed: [(id: String, line: [UInt8])] = []
  /// Lines whose checksum or form is wrong.
  private(set) var damagedLines = 0
  /// Bytes after the last newline: a write that the crash cut short.
  private(set) var tornBytes = 0

  private var snapshots: [String: CallRecord] = [:]
  private var order: [String] = []
  private var closedIDs: Set<String> = []

  /// Reads the journal at `path`; empty when there is none.
  init(_ path: String) throws(FileProblem) {
    guard var reader = try LineReader(path) else { return }
    while let line = reader.next() {
      guard let frame = JournalFrame(line: line) else {
        damagedLines += 1
        continue
      }
      take(frame)
    }
    damagedLines += reader.tooLong
    tornBytes = reader.tornBytes
  }

  private mutating func take(_ frame: JournalFrame) {
    switch frame {
    case .header(let header): self.header = header
    case .open(let record):
      guard !closedIDs.contains(record.id) else { return }
      if snapshots.updateValue(record, forKey: record.id) == nil { order.append(record.id) }
    case .closed(let id, let line):
      guard closedIDs.insert(id).inserted else { return }
      closed.append((id, line))
      snapshots[id] = nil
    }
  }
}
