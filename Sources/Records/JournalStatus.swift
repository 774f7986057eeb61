/// How the journal does, for `status` and alarms.
package struct JournalStatus: Hashable, Sendable {
  /// Calls whose newest snapshot is not on the disk yet.
  package var pending = 0
  /// Snapshots and last words on the disk since the start.
  package var written: UInt64 = 0
  /// Batches, each with one sync.
  package var batches: UInt64 = 0
  /// Snapshots of open calls that were passed over because too much waited.
  package var droppedSnapshots: UInt64 = 0
  /// Last words that found no room while the disk was away: records that nobody will ever read.
  package var lost: UInt64 = 0
  /// Snapshots that came after a call's last word.
  package var late: UInt64 = 0
  /// What is wrong with the disk now; `nil` when all is well. An alarm while it stands.
  package var problem: String?

  package init() {}

  /// Whether somebody has to act.
  package var isAlarming: Bool { problem != nil || lost > 0 }
}
