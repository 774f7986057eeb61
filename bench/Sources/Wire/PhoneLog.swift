/// What happened to a phone within one call; moments are wall-clock nanoseconds.
struct PhoneLog {
  var inviteAt: Int64?
  var finalSent: Int64?
  var ackAt: Int64?
  var cancelledAt: Int64?
  var byeAt: Int64?
  var ringingAt: Int64?
  var answeredAt: Int64?
  var byeAnsweredAt: Int64?
  var optionsAt: Int64?
  var finalStatus = 0
  var reinvites = 0
  /// Requests that came again though they had been answered.
  var repeated = 0
  var notifies: [String] = []
  var requests: [String: Int] = [:]
  var statuses: [String: [Int]] = [:]
}
