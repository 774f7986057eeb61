/// How long each kind of record is kept; `nil` for ever, or without limit.
package struct SiteRetention: Hashable, Sendable {
  package let recordDays: Int?
  package let ledgerDays: Int?
  package let recordingDays: Int?
  package let recordingBytes: Int64?
}
