package import Routing
package import Switchboard

/// What the SIP line tells; `at` and `pressed` are of the monotonic clock.
package enum LineEvent: Hashable, Sendable {
  case incoming(LegID, LineArrival)
  case inviteSent(LegID, sipCallID: String, at: Instant)
  /// First 18x, and once more when early media comes only with a later one.
  case ringing(LegID, earlyMedia: Bool)
  case answered(LegID, at: Instant)
  case failed(LegID, Failure)
  case hungUp(LegID, Departure)
  /// Each time that an exchange of offer and answer ends; before `ringing` or `answered`.
  case media(LegID, NegotiatedMedia)
  /// The phone put the call on hold: it wants to hear nothing (RFC 3264 section 8.4).
  case phoneHeld(LegID)
  case phoneRetrieved(LegID)
  /// SIP INFO with `application/dtmf-relay` or `application/dtmf`.
  case digit(LegID, Character, pressed: Instant)
  case refer(LegID, Referral, pressed: Instant)
  /// Status of a REFER that we sent: its own refusal, or what the NOTIFYs say.
  case referStatus(LegID, status: Int, final: Bool)
  case seatReachable(SeatName, Bool)
  case trunkReachable(TrunkName, Bool)
  /// Our registration with a trunk, or `nil` trunk for a phone's own registration.
  case registration(TrunkName?, status: Int, registered: Bool)
  case refused(RefusedRequest, from: String)
}

/// An INVITE that reached us.
package struct LineArrival: Hashable, Sendable {
  package var network: NetworkName
  /// `.citizen` or `.seat`.
  package var party: Party
  /// Empty when withheld.
  package var callerNumber: String
  package var dialled: String
  package var sipCallID: String
}

/// Why a request was not served.
package enum RefusedRequest: String, Hashable, Sendable, CaseIterable {
  case notAllowed = "not-allowed"
  case unknownPeer = "unknown-peer"
  case unauthorized
  case loop
  case tooManyHops = "too-many-hops"
  case noCodec = "no-codec"
  case noMedia = "no-media"
  case malformed
  case tooManyLegs = "too-many-legs"
}
