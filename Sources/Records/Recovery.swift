/// What was found when the records were opened, for the log.
package struct Recovery: Hashable, Sendable {
  /// Calls that were up when the box stopped, closed now as `box-stopped`.
  package var closedAsBoxStopped: [String] = []
  /// Calls that had ended but stood only in the journal, written to `cdr.jsonl` now.
  package var completed: [String] = []
  /// Bytes of a record that was never acknowledged: a write that the crash cut short.
  package var tornBytes = 0
  /// Journal lines with a wrong checksum; the file is kept as `calls.journal.damaged`.
  package var damagedLines = 0
  /// Why the chain's heads are not signed; records are written all the same.
  package var unsigned: String?

  package init() {}

  /// Whether the last run ended in good order.
  package var isClean: Bool { self == Recovery() }
}
