/// What the recorder needs to know; which calls are recorded stands in `Policy`.
package struct RecordingSettings: Hashable, Sendable {
  /// Bytes that stay free on the disk; below it nothing is recorded.
  package let reserve: Int

  package init(reserve: Int) { self.reserve = reserve }
}
