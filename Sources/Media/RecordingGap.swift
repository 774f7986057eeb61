/// A stretch of a recording that is silence because its sound was lost or not wanted.
package struct RecordingGap: Hashable, Sendable {
  /// Milliseconds since the recording's beginning, and how long.
  package let start: Int
  package let length: Int
  package let reason: Reason

  package enum Reason: String, Hashable, Sendable {
    /// The disk did not take it, or was too full.
    case disk
    /// The recorder was behind by more than its ring holds.
    case overrun
    /// Nobody wanted it: a key, or a rule for who has the call.
    case paused
  }

  package init(start: Int, length: Int, reason: Reason) {
    self.start = start
    self.length = length
    self.reason = reason
  }

  /// The same in order, those of one reason that touch made one.
  static func merged(_ gaps: [RecordingGap]) -> [RecordingGap] {
    var merged: [RecordingGap] = []
    for gap in gaps.sorted(by: { $0.start < $1.start }) {
      if let last = merged.last, last.reason == gap.reason, gap.start <= last.start + last.length {
        let end = max(last.start + last.length, gap.start + gap.length)
        merged[merged.count - 1] = RecordingGap(
          start: last.start, length: end - last.start, reason: gap.reason)
      } else {
        merged.append(gap)
      }
    }
    return merged
  }
}
