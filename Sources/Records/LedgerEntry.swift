/// One look-up in the ledger (台账): who, when, what, why, and what came of it.
package struct LedgerEntry: Hashable, Sendable {
  /// The number of its first line.
  package internal(set) var seq: Int64 = 0
  /// ISO 8601 in the site's zone.
  package internal(set) var at = ""
  /// The same, microseconds since 1970.
  package internal(set) var moment: Int64 = 0
  package internal(set) var uid: Int64 = 0
  package internal(set) var user = ""
  package internal(set) var role = ""
  /// The command line.
  package internal(set) var what = ""
  package internal(set) var why: String?
  /// Whether citizens' numbers were hidden.
  package internal(set) var isMasked = true
  /// Records that were shown; `nil` when the look-up never said that it ended.
  package internal(set) var records: Int64?
  package internal(set) var outcome: String?
}

extension LedgerEntry {
  /// The entry that a `begin` line opens.
  init?(beginning line: JSONValue) {
    guard line[key: "event"] == .text("begin"), let at = line[key: "at"].plain,
      let moment = SiteTime.moment(of: at), let seq = line[key: "seq"].integer
    else { return nil }
    self.init()
    (self.seq, self.at, self.moment) = (seq, at, moment)
    uid = line[key: "uid"].integer ?? -1
    user = line[key: "user"].plain ?? ""
    role = line[key: "role"].plain ?? ""
    what = line[key: "what"].plain ?? ""
    why = line[key: "why"].plain
    isMasked = line[key: "masked"] != .truth(false)
  }
}
