package import Routing

/// A timer of a call, which exists only while the call's state wants it, or of a seat.
package struct TimerID: Hashable, Sendable {
  /// `nil` for a seat's.
  package let call: CallID?
  package let kind: TimerKind

  package init(call: CallID?, kind: TimerKind) {
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
  /// A waiting caller is told where they stand.
  case announce
  /// A phone that dialled a key hears that it was understood, and is let go.
  case confirmation
  /// A seat has had its time after a call.
  case wrapUp(SeatName)
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
    case .announce: "announce"
    case .confirmation: "confirmation"
    case .wrapUp(let seat): "wrap-up of \(seat)"
    case .media: "media"
    }
  }
}
