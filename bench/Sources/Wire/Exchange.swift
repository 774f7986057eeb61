/// What stands between the phones and is measured: the box, or a peer that does the same job.
protocol Exchange: AnyObject {
  /// The ways in which it takes a transfer key from a phone.
  var kinds: [KeyKind] { get }
  /// Presses a key of a post's first seat by the exchange's own control interface.
  ///
  /// - Returns: the moment just before the command was written.
  /// - Throws: `BenchError` when nobody takes the command.
  func command(_ key: SeatKey, at post: Post) throws -> Int64
  /// The closed calls as the exchange's own records tell them; empty when it keeps none with times.
  func records() throws -> [[String: Any]]
  /// User and system time so far, in seconds.
  var cpuSeconds: Double { get }
  func stop()
}

/// The keys that the bench presses by command.
enum SeatKey: String {
  case transfer = "transfer-110"
  case threeWay = "three-way-110"
}
