package import Routing

/// Everything that the Switchboard can ask of the world; carried out in order.
package enum Effect: Hashable, Sendable {
  /// Send an INVITE; `LegID` names the leg from now on.
  case dial(LegID, Target, CallerIdentity)
  /// Tell the caller that it rings: 180 with our own early media.
  case ring(LegID)
  /// Answer the caller's INVITE: 200.
  case answer(LegID)
  /// Refuse the caller's INVITE with a final status.
  case reject(LegID, status: Int)
  /// Let go of a leg, whatever its stage: CANCEL, BYE or a final answer.
  case release(LegID, Letting)
  /// The leg belongs to this call from now on (attended transfer).
  case move(LegID, to: CallID)
  /// From one packet and one tick on, this is who hears whom; `serial` comes back when in force, and
  /// is nil when nobody waits for that.
  case hear(CallID, HearingMatrix, serial: Int?)
  /// Report the first voice frame that `from` gets through to `to` (T6).
  case watchFirstVoice(from: LegID, to: LegID)
  case startTimer(TimerID, Duration)
  case stopTimer(TimerID)
  /// A tone and, where the device can, words to the agent.
  case tell(LegID, Notice)
  /// Play a sentence once over whatever a leg hears; `softly` to those who only need to know of it.
  case say(LegID, Prompt, softly: Bool)
  /// Bring a message to a desk that is not in the call; `Event.informed` says whether it was taken.
  case inform(Target, Bulletin)
  /// Progress of a REFER (RFC 3515 section 2.4.5).
  case notify(LegID, ReferProgress)
  /// Ask the peer whether the dialog is alive; a dead one comes back as `hungUp(_, .lost)`.
  case probe(LegID)
  /// Record the call, or go on recording it; `citizen` is the voice on the citizen's side.
  case startRecording(CallID, citizen: LegID)
  /// Leave out what follows, until it is started again or the call ends.
  case stopRecording(CallID)
  case reply(CommandID, KeyOutcome)
  /// The audit freed what a leg held that no call names: a mistake of ours, to be logged as such.
  case freedByAudit(Party, LegID)
  /// A seat has written down what a call was about that ended before; for the call's record.
  case wrappedUp(CallID, LegID, Duration)
  /// The call's record as it stands now, to be kept.
  case record(CallRecord)
}

extension Effect {
  /// Whether it changes who hears whom, prepares the change or watches for it.
  var isHearing: Bool {
    switch self {
    case .hear, .watchFirstVoice, .move: true
    case .dial, .ring, .answer, .reject, .release, .startTimer, .stopTimer, .tell, .say,
      .inform, .notify, .probe, .startRecording, .stopRecording, .reply, .freedByAudit, .wrappedUp,
      .record:
      false
    }
  }
}

/// What a rung phone is told of the call.
package struct CallerIdentity: Hashable, Sendable {
  package let call: CallID
  /// The citizen's number; empty when withheld.
  package let number: String
  /// What the citizen dialled.
  package let dialled: String
  /// Why the citizen counts as a nuisance; `nil` for everybody else, and towards the emergency desk.
  package let nuisance: Nuisance?

  package init(call: CallID, number: String, dialled: String, nuisance: Nuisance? = nil) {
    self.call = call
    self.number = number
    self.dialled = dialled
    self.nuisance = nuisance
  }
}

/// Why the box lets go of a leg.
package enum Letting: String, Hashable, Sendable {
  /// Somebody else of the group answered.
  case answeredElsewhere = "answered-elsewhere"
  case cancelled
  case noAnswer = "no-answer"
  /// The seat's part is done: it handed the call over, or released it.
  case handedOver = "handed-over"
  case callEnded = "call-ended"
  /// Nothing was heard of it.
  case lost
  case operatorCommand = "operator"
}

/// What an agent is told, by tone or in words.
package enum Notice: Hashable, Sendable {
  case keyAccepted
  case keyRefused(Refusal)
  case targetFailed(Failure)
  /// Who is responsible for the matter now.
  case responsible(Party)
  case joined
  case emergency
  /// Nobody of the desk that should know took the message: it has to be told by telephone.
  case nobodyTold
}

/// What the phone that sent a REFER is told.
package enum ReferProgress: Hashable, Sendable {
  /// 202, subscription active, 100 Trying.
  case accepted
  /// The REFER itself is refused with a final status.
  case refused(status: Int)
  /// 180 Ringing.
  case ringing
  /// The real final status; ends the subscription.
  case final(status: Int)
}
