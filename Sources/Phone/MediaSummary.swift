/// Counters of one incoming stream.
struct MediaSummary: Equatable, Sendable {
  var packets = 0
  /// Sequence numbers that never came.
  var lost = 0
  /// Packets that came behind a newer one, or twice.
  var reordered = 0
  /// Packets more than 40 ms after the one before: a 20 ms frame was not there in its time.
  var late = 0
  /// Pauses of more than 60 ms.
  var gaps = 0
  /// The longest pause, microseconds.
  var longestGap: Int64 = 0
  var sourceChanges = 0
  var sequenceJumps = 0
  var timestampJumps = 0
  var digits = 0
  /// Packets that we sent.
  var sent = 0
  /// Milliseconds of each thing heard.
  var heard: [String: Int] = [:]

  /// As fields of an event.
  var fields: [(String, String)] {
    let heard = heard.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key):\($0.value)ms" }.joined(separator: ",")
    return [
      ("packets", "\(packets)"), ("sent", "\(sent)"), ("lost", "\(lost)"),
      ("reordered", "\(reordered)"), ("late", "\(late)"), ("gaps", "\(gaps)"),
      ("ssrc-changes", "\(sourceChanges)"), ("seq-jumps", "\(sequenceJumps)"),
      ("ts-jumps", "\(timestampJumps)"), ("digits", "\(digits)"),
      ("max-gap-ms", "\(longestGap / 1000)"), ("heard", heard),
    ]
  }
}
