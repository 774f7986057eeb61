/// After how long a silent peer is lost, in microseconds.
struct SilenceLimits: BitwiseCopyable {
  /// Without a packet, for a peer that has not said that it pauses.
  var speaking: Int64
  /// For one that has, and whose reports (RTCP) have never been seen.
  var pausing: Int64
  /// For one that may pause and sends reports: without a packet and a report.
  var reporting: Int64
}
