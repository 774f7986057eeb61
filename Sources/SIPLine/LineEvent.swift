package import Routing
package import Switchboard

/// What the SIP line tells; `at` and `pressed` are of the monotonic clock.
package enum LineEvent: Hashable, Sendable {
  /// An INVITE reached us and got its 100.
  case incoming(LegID, LineArrival)
  /// An INVITE of ours was handed to the socket (T2).
  case inviteSent(LegID, sipCallID: String, at: Instant)
  /// First 18x, and once more when early media comes only with a later one.
  case ringing(LegID, earlyMedia: Bool)
  /// 200 to our INVITE (T4), its media agreed and told before.
  case answered(LegID, at: Instant)
  /// A leg that we dialled came to nothing; it exists no more.
  case failed(LegID, Failure)
  /// An incoming or answered leg ended from without; it exists no more.
  case hungUp(LegID, Departure)
  /// Each time that an exchange of offer and answer ends; before `ringing` or `answered`.
  case media(LegID, NegotiatedMedia)
  /// The phone put the call on hold: it wants to hear nothing (RFC 3264 section 8.4).
  case phoneHeld(LegID)
  case phoneRetrieved(LegID)
  /// SIP INFO with `application/dtmf-relay` or `application/dtmf`.
  case digit(LegID, Character, pressed: Instant)
  /// A transfer button, to be answered with `notify`.
  case refer(LegID, Referral, pressed: Instant)
  /// Status of a REFER that we sent: its own refusal, or what the NOTIFYs say.
  case referStatus(LegID, status: Int, final: Bool)
  /// A seat's phone registered, or its registration ended.
  case seatReachable(SeatName, Bool)
  /// The answer to our OPTIONS changed.
  case trunkReachable(TrunkName, Bool)
  /// Our registration with a trunk, or a phone's own, without a trunk.
  case registration(TrunkName?, status: Int, registered: Bool)
  /// A request was not served; at most twenty a second are told, all are counted.
  case refused(RefusedRequest, from: String)
}

/// An INVITE that reached us.
package struct LineArrival: Hashable, Sendable {
  /// Where it came from.
  package var network: NetworkName
  /// `.citizen` or `.seat`.
  package var party: Party
  /// Empty when withheld.
  package var callerNumber: String
  /// What the caller asked for, read where the trunk has it; at most 64 characters.
  package var dialled: String
  /// Call-ID of the dialog, for the record.
  package var sipCallID: String
  /// How many boxes of our kind the call has gone through.
  package var boxes = 0
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
