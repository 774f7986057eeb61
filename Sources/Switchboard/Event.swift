package import Routing

/// Everything that can happen to calls; the Switchboard knows of nothing else.
package enum Event: Hashable, Sendable {
  /// An INVITE asks for a number: a citizen over a trunk, or a seat that dials.
  case incoming(LegID, Arrival)
  /// The INVITE of a leg that the box rings was handed to the socket (T2).
  case inviteSent(LegID, sipCallID: String)
  /// First 18x of a leg that is rung (T3); `earlyMedia` when it came with an SDP answer.
  case ringing(LegID, earlyMedia: Bool)
  /// 200 of a leg that is rung, its media agreed (T4).
  case answered(LegID)
  /// A leg that was rung will not answer.
  case failed(LegID, Failure)
  /// A party left: CANCEL or BYE, or found gone.
  case hungUp(LegID, Departure)
  /// No RTP from this leg for the set time, though there should be.
  case mediaLost(LegID)
  case mediaBack(LegID)
  /// The phone itself put the call on hold (re-INVITE with `sendonly` or `inactive`).
  case phoneHeld(LegID)
  case phoneRetrieved(LegID)
  /// A DTMF digit began; `pressed` is T0, the kernel's receive time of its first packet.
  case digit(LegID, Character, KeySource, pressed: Instant)
  /// The transfer button of a phone (RFC 3515, RFC 5589).
  case refer(LegID, Referral, pressed: Instant)
  /// A key or a bare action by name, for the call that `seat` is in: from the console, or from a key
  /// of the box itself.
  case command(
    CommandID, seat: SeatName, key: String, from: KeySource = .console, pressed: Instant)
  /// A matrix sent out by `Effect.hear` is in force (T5).
  case hearingInForce(CallID, serial: Int)
  /// The first frame of the citizen's voice went out to this leg (T6).
  case firstVoice(LegID)
  /// A sentence that this leg heard by the matrix is over.
  case promptPlayed(LegID, Prompt)
  case timer(TimerID)
  /// A message of `Effect.inform` was taken, or not.
  case informed(Target, call: CallID, isTaken: Bool)
  /// A seat's phone registered or its registration ended; fixed addresses never say so.
  case seatReachable(SeatName, Bool)
  /// Once a second: whatever a leg engages that no call names is freed.
  case audit
  /// An operator ends a call; logged.
  case operatorRelease(CallID)
}

/// Whom a REFER points at.
package enum Referral: Hashable, Sendable {
  /// A number: blind transfer.
  case number(String)
  /// A dialog of the same phone with the box (Replaces, RFC 3891): attended transfer.
  case replaces(LegID, number: String)
}

/// One command of the console, to be answered by `Effect.reply`.
package struct CommandID: Hashable, Sendable {
  package let rawValue: Int

  package init(_ rawValue: Int) { self.rawValue = rawValue }
}
