/// Where recordings stay and for how long; which calls are recorded stands in `Policy`.
package struct RecordingSettings: Hashable, Sendable {
  /// Whether calls will be recorded, by a rule or a key of the site; the console may always ask for it.
  package let isExpected: Bool
  /// Bytes that stay free on the disk; below it nothing is recorded.
  package let reserve: Int
  /// Recordings older than this many days are removed; `nil` keeps them.
  package let days: Int?
  /// The oldest are removed when all of them together are larger, in bytes; `nil` lets them grow.
  package let limit: Int?

  package init(isExpected: Bool, reserve: Int, days: Int?, limit: Int?) {
    self.isExpected = isExpected
    self.reserve = reserve
    self.days = days
    self.limit = limit
  }
}
