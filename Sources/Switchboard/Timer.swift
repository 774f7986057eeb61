/// A timer of a call; it exists only while the call's state wants it.
package struct TimerID: Hashable, Sendable {
  package let call: CallID
  package let kind: TimerKind

  package init(call: CallID, kind: TimerKind) {
    self.call = call
    self.kind = kind
  }
}

/// What a timer is for.
package enum TimerKind: Hashable, Sendable {
  /// The targets rung now have rung long enough.
  case ring
  /// A waiting citizen is offered to the group again.
  case retry
  /// Nobody took the matter in time (协商).
  case negotiation
  /// The announcement before a refusal has had time enough, whether its end was told or not.
  case announcement
  /// A leg without RTP is given up, or, for the citizen, probed.
  case media(LegID)
}

extension TimerKind: CustomStringConvertible {
  package var description: String {
    switch self {
    case .ring: "ring"
    case .retry: "retry"
    case .negotiation: "negotiation"
    case .announcement: "announcement"
    case .media: "media"
    }
  }
}
