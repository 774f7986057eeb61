internal import Switchboard

/// The journal and `cdr.jsonl` on the disk; one thread owns them.
///
/// A record is safe once its frame is in the journal and synced: one `fdatasync` a batch. Then it is
/// copied to `cdr.jsonl`, which is synced before a new journal takes the old one's place. The new
/// journal's header says how long `cdr.jsonl` was then, so that after a crash exactly the lines
/// after that place are compared with the journal: none is lost and none doubled.
///
/// After any error the value is given up and a new one is made, which repairs what was left.
final class RecordFiles {
  /// Journal bytes from which on it is begun anew, unless open calls alone need more.
  static let compactAbove = 1 << 20

  /// What was found and repaired.
  private(set) var recovery = Recovery()
  /// Calls that are closed on the disk, and corrections there, of those that the repair met.
  private(set) var settled: Set<String> = []

  private let directory: RecordDirectory
  private let render: RecordLine
  private let gate: DiskGate?
  private var journal: AppendFile
  private var cdr: AppendFile
  private var compactedLength = 0
  /// Where the chain through all closed records stands.
  private(set) var chain = ChainHead.genesis
  /// `nil` when the key cannot be had: records are worth more than signatures.
  private let heads: HeadFiles?

  /// Opens and repairs the files.
  ///
  /// - Parameter live: calls of this very process, which go on; all others are closed.
  init(
    _ directory: RecordDirectory, render: RecordLine, live: [String: CallRecord],
    gate: DiskGate? = nil
  ) throws(FileProblem) {
    self.directory = directory
    self.render = render
    self.gate = gate
    try directory.create()
    let found = try JournalContents(directory.journal)
    cdr = try AppendFile(directory.cdr, gate: gate)
    journal = try AppendFile(directory.journal, gate: gate)
    (heads, recovery.unsigned) = Self.signer(in: directory)
    try repair(found, live: live)
    try compact(live.values.filter { !settled.contains($0.id) })
  }

  private func repair(_ found: JournalContents, live: [String: CallRecord]) throws(FileProblem) {
    recovery.damagedLines = found.damagedLines
    recovery.tornBytes = found.tornBytes
    settled = try settledCalls(found.header)
    chain = try lastHead(found.header)
    var missing: [UInt8] = []
    for (id, line) in found.closed where settled.insert(id).inserted {
      recovery.completed.append(id)
      missing += chain.append(line) + [UInt8(ascii: "\n")]
    }
    for record in found.open where live[record.id] == nil && !settled.contains(record.id) {
      settled.insert(record.id)
      recovery.closedAsBoxStopped.append(record.id)
      var closed = record.closedAsBoxStopped()
      closed.recordings = record.recordings?.map {
        $0.sha256 == nil ? directory.summed($0) : $0
      }
      missing += chain.append(render.bytes(closed)) + [UInt8(ascii: "\n")]
    }
    if !missing.isEmpty {
      try cdr.append(missing)
      sign()
    }
    if found.damagedLines > 0 { directory.keepDamagedJournal() }
  }

  /// The end of the chain on the disk: in a file of records, or where records were pruned.
  private func lastHead(_ header: JournalHeader?) throws(FileProblem) -> ChainHead {
    let last = try RecordSegment.lastLine(of: directory.cdr)
    if let head = last.flatMap({ ChainLink(line: $0, checked: false) })?.head { return head }
    // Signed heads may speak of lines that the stop took away; the journal writes those again.
    if let header, let file = header.cdr == cdr.identity ? cdr.path : directory.rotated(header.cdr)
    {
      let line = try RecordSegment.lastLine(of: file)
      if let link = line.flatMap({ ChainLink(line: $0, checked: false) }) { return link.head }
      if header.length == 0, let head = header.head { return head }
    }
    // Nothing of this may keep the box from writing: what cannot be read, verify will tell.
    var known = [(try? directory.lastHead()) ?? .genesis]
    for path in [directory.pruned("cdr"), directory.head("cdr")] {
      known += (try? HeadFiles.read(path))?.heads.map(\.head) ?? []
    }
    return known.max { $0.seq < $1.seq } ?? .genesis
  }

  private static func signer(in directory: RecordDirectory) -> (HeadFiles?, problem: String?) {
    do throws(FileProblem) {
      let heads = try HeadFiles("cdr", in: directory)
      try Ledger.prepare(in: directory)
      return (heads, nil)
    } catch {
      return (nil, error.description)
    }
  }

  private func sign() {
    do throws(FileProblem) { try heads?.sign(chain) } catch {
      recovery.unsigned = error.description
    }
  }

  /// Calls already in `cdr.jsonl` of those that the journal may speak of; cuts what is torn there.
  private func settledCalls(_ header: JournalHeader?) throws(FileProblem) -> Set<String> {
    guard cdr.isRegular else { return [] }
    let ids = try Self.cut(cdr, after: header)
    guard let header, header.cdr != cdr.identity, let old = directory.rotated(header.cdr) else {
      return ids
    }
    return ids.union(try Self.cut(AppendFile(old, gate: gate), after: header))
  }

  /// Takes a torn end off a file of records, and what the journal knows better; the calls before.
  private static func cut(
    _ file: AppendFile, after header: JournalHeader?
  ) throws(FileProblem) -> Set<String> {
    var begin: Int?
    if let header, header.cdr == file.identity, try file.endsLine(at: header.length) {
      begin = header.length
    }
    let tail = try CDRTail(file.path, from: begin ?? 0, stopAtDamage: begin != nil)
    if tail.isDamaged && tail.goodEnd < file.length { try file.truncate(to: tail.goodEnd) }
    return tail.ids
  }

  /// Makes `records` and `corrections` safe, then copies them, of records the closed ones, to
  /// `cdr.jsonl`.
  ///
  /// - Parameter live: newest open snapshot of every call, also of those that `records` close.
  func write(
    _ records: [CallRecord], _ corrections: [Correction] = [], live: [String: CallRecord]
  ) throws(FileProblem) {
    guard journal.isStillThere else { throw FileProblem("\(journal.path) was removed") }
    var frames: [UInt8] = []
    var lines: [UInt8] = []
    var chain = chain
    for record in records {
      if record.ending == nil {
        frames += try JournalFrame.open(record).bytes()
      } else {
        let line = render.bytes(record)
        frames += try JournalFrame.closed(id: record.id, line: line).bytes()
        lines += chain.append(line) + [UInt8(ascii: "\n")]
      }
    }
    for correction in corrections {
      frames += try JournalFrame.closed(id: correction.id, line: correction.line).bytes()
      lines += chain.append(correction.line) + [UInt8(ascii: "\n")]
    }
    try journal.append(frames)
    try journal.sync()
    let rotated = !cdr.isStillThere
    if rotated {
      try cdr.sync()
      cdr = try AppendFile(directory.cdr, gate: gate)
    }
    if !lines.isEmpty {
      try cdr.append(lines)
      self.chain = chain
      sign()
    }
    if rotated || journal.length > max(Self.compactAbove, 4 * compactedLength) {
      let ended = Set(records.lazy.filter { $0.ending != nil }.map(\.id))
      try compact(live.values.filter { !ended.contains($0.id) })
    }
  }

  /// Begins a new journal with the open calls only; `cdr.jsonl` is on the disk first.
  func compact(_ open: [CallRecord]) throws(FileProblem) {
    try cdr.sync()
    let header = JournalHeader(cdr: cdr.identity, length: cdr.measure(), head: chain)
    var frames = try JournalFrame.header(header).bytes()
    for record in open.sorted(by: { $0.id < $1.id }) {
      frames += try JournalFrame.open(record).bytes()
    }
    let next = try AppendFile(directory.newJournal, gate: gate)
    try next.truncate(to: 0)
    try next.append(frames)
    try next.sync()
    try next.rename(to: directory.journal)
    try directory.sync()
    journal = next
    compactedLength = frames.count
  }
}
