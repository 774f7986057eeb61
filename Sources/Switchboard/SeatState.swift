internal import Routing

/// What a seat does.
package enum SeatState: String, Hashable, Sendable, CaseIterable {
  /// It would take a call.
  case idle
  case ringing
  case talking
  /// Its agent writes down what the last call was about (话后处理).
  case wrapUp = "wrap-up"
  /// Its agent does not take calls for a while.
  case paused
  /// Its phone is not registered, or does not answer.
  case unreachable
}

/// How a seat stands: everything that decides whether it is offered a call.
struct Standing: Sendable {
  /// The legs that it has in calls now, also one that only rings.
  var legs: [LegID] = []
  var isReachable = true
  var isPaused = false
  var wrapUp: WrapUp?
  /// When it was last let go of.
  var idleSince = Instant(microseconds: 0)

  /// The time for writing down what the last call was about.
  struct WrapUp: Hashable, Sendable {
    let call: CallID
    let leg: LegID
    let since: Instant
  }

  /// Whether it would take a call now.
  var isFree: Bool { legs.isEmpty && isReachable && !isPaused && wrapUp == nil }

  /// Why it would not be rung, or `nil` when it would.
  func obstacle(_ reach: RingStage.Reach) -> Failure? {
    guard isReachable else { return .unreachable }
    switch reach {
    case .free: return isFree ? nil : .busy
    case .away: return legs.isEmpty ? nil : .busy
    case .engaged: return nil
    }
  }
}
