package import Foundation
internal import Glibc

/// Removes what has been kept long enough, each kind by its own rule, and says so in the ledger.
///
/// Records go as `Pruning` takes them; the file that is written is first put aside when a month is
/// over, so that its records can go one day. Recordings go by age, then the oldest while they are too
/// many bytes.
package struct Retention: Sendable {
  /// How long each kind is kept; `nil` for ever.
  package struct Limits: Hashable, Sendable {
    package var recordDays: Int?
    package var ledgerDays: Int?
    package var recordingDays: Int?
    package var recordingBytes: Int64?

    package init() {}

    package var keepsEverything: Bool { self == Limits() }
  }

  /// What was removed.
  package struct Result: Hashable, Sendable {
    /// The file that was put aside because its month is over.
    package internal(set) var rotated: String?
    package internal(set) var records = 0
    package internal(set) var ledgerLines = 0
    package internal(set) var recordings = 0
    package internal(set) var recordingBytes: Int64 = 0

    package var isNothing: Bool { records + ledgerLines + recordings == 0 }
  }

  private let directory: RecordDirectory
  private let limits: Limits
  private let time: SiteTime

  package init(directory: RecordDirectory, limits: Limits, zone: TimeZone) {
    self.directory = directory
    self.limits = limits
    time = SiteTime(zone: zone)
  }

  /// Removes what is due at `now`, microseconds since 1970.
  ///
  /// - Parameters:
  ///   - who: whose the ledger's lines are.
  ///   - progress: told the bytes of records verified and the bytes there are.
  /// - Throws: `FileProblem` at the first kind that cannot be pruned; the others are left for next time.
  package func run(
    at now: Int64, by who: Onlooker, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(FileProblem) -> Result {
    var result = Result()
    if limits.recordDays != nil { result.rotated = try rotate(at: now) }
    if let moment = Self.moment(limits.recordDays, before: now) {
      let pruning = Pruning(directory: directory)
      if try pruning.isDue(before: moment) {
        result.records = try ledgered("records", moment, now, who) { () throws(FileProblem) in
          try pruning.run(before: moment, progress: progress).records
        }
      }
    }
    if let moment = Self.moment(limits.ledgerDays, before: now) {
      let pruning = LedgerPruning(directory: directory)
      if try pruning.isDue(before: moment) {
        result.ledgerLines = try ledgered("ledger lines", moment, now, who) {
          () throws(FileProblem) in try pruning.run(before: moment)
        }
      }
    }
    let moment = Self.moment(limits.recordingDays, before: now)
    let due = RecordingFiles(directory).due(
      before: moment, bytes: limits.recordingBytes, at: now)
    if !due.isEmpty {
      result.recordings = try ledgered("recordings", moment, now, who) { () throws(FileProblem) in
        try RecordingFiles(directory).remove(due)
      }
      result.recordingBytes = due.reduce(0) { $0 + $1.bytes }
    }
    return result
  }

  /// Enters the removal before it is done, and how much it was.
  private func ledgered(
    _ kind: String, _ moment: Int64?, _ now: Int64, _ who: Onlooker,
    _ remove: () throws(FileProblem) -> Int
  ) throws(FileProblem) -> Int {
    let ledger = Ledger(directory: directory, zone: time.zone)
    let limit = moment.map { " before " + time.text($0).prefix(19) } ?? " beyond the bytes allowed"
    let ticket = try ledger.begin(
      who, what: "retention: remove \(kind)\(limit)", why: "kept long enough", masked: true,
      at: now)
    do throws(FileProblem) {
      let count = try remove()
      try ledger.end(ticket, records: count, outcome: "complete", at: now)
      return count
    } catch {
      try ledger.end(ticket, records: 0, outcome: "failed", at: now)
      throw error
    }
  }

  /// Puts `cdr.jsonl` aside under its month's name when that month is over.
  private func rotate(at now: Int64) throws(FileProblem) -> String? {
    guard var reader = try LineReader(directory.cdr), let line = reader.next(),
      let start = CDREntry(line: line)?.startedAt ?? Correction(line: line)?.moment
    else { return nil }
    let month = time.text(start).prefix(7)
    guard month < time.text(now).prefix(7) else { return nil }
    var name = "\(directory.cdr)-\(month)"
    var number = 2
    while FileIdentity(of: name) != nil {
      name = "\(directory.cdr)-\(month)-\(number)"
      number += 1
    }
    guard rename(directory.cdr, name) == 0 else { throw .last("rename", directory.cdr) }
    try directory.sync()
    return name
  }

  private static func moment(_ days: Int?, before now: Int64) -> Int64? {
    days.map { now - Int64($0) * 86_400_000_000 }
  }
}
