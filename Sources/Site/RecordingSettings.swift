/// What the recorder needs to know; which calls are recorded stands in `Policy`.
package struct RecordingSettings: Hashable, Sendable {
  /// Whether calls will be recorded, by a rule or a key of the site; the console may always ask for it.
  package let isExpected: Bool
  /// Bytes that stay free on the disk; below it nothing is recorded.
  package let reserve: Int

  package init(isExpected: Bool, reserve: Int) {
    self.isExpected = isExpected
    self.reserve = reserve
  }
}
