internal import Routing

/// Something that may change a call's state, key presses aside.
enum Move: Sendable {
  case answered(LegID)
  /// Nobody of the search can be had.
  case exhausted(Failure)
  /// The seat that had the call is gone from it.
  case holderLeft(Leg, Departure)
  case targetLeft(Leg)
  case retry
  case announce
  /// The time for negotiation is over.
  case undecided
}

extension Call {
  /// The next state, for each state and each move.
  mutating func move(_ move: Move, on desk: inout Desk) {
    switch (state, move) {
    case (.arriving(let hunt), .answered(let leg)),
      (.recalling(let hunt), .answered(let leg)):
      connect(leg, endOf: hunt, on: &desk)
    case (.waiting(let waiting), .answered(let leg)):
      if let queue = waiting.hunt.queue { desk.queues.noteAnswer(in: queue, at: desk.now) }
      connect(leg, endOf: waiting.hunt, on: &desk)
    case (.adding(let holder, let addition), .answered(let leg)):
      add(leg, to: holder, addition, on: &desk)
    case (.asking(let holder, let addition), .answered(let leg)):
      endHunt(addition.hunt, wonBy: leg, on: &desk)
      succeed(addition, with: leg, on: &desk)
      state = .consulting(conference(holder, leg, addition))
      beginNegotiation(addition, with: leg, on: &desk)

    case (.arriving(let hunt), .exhausted(let failure)):
      nobody(hunt, failure, on: &desk)
    case (.waiting(let waiting), .exhausted):
      waitOn(waiting, on: &desk)
    case (.recalling(let hunt), .exhausted):
      wait(hunt, on: &desk)
    case (.adding(let holder?, let addition), .exhausted(let failure)),
      (.asking(let holder, let addition), .exhausted(let failure)):
      fail(addition, failure, on: &desk)
      let desks = addition.together?.desks ?? [holder]
      for leg in desks { desk.emit(.tell(leg, .targetFailed(failure))) }
      state = addition.together.map { .conferring($0) } ?? .talking(holder)
    case (.adding(nil, let addition), .exhausted(let failure)):
      fail(addition, failure, on: &desk)
      recall(addition.presserParty, addition.presserGroup, on: &desk)

    case (.talking, .holderLeft(let leg, .onHook)):
      isPurposeful(on: desk) ? end(.released, on: &desk) : offerAgain(insteadOf: leg, on: &desk)
    case (.talking, .holderLeft(let leg, .lost)):
      isProtected ? lose(leg, on: &desk) : end(.released, on: &desk)
    case (.adding(let holder?, let addition), .holderLeft(let leg, _))
    where addition.together != nil,
      (.adding(let holder?, let addition), .targetLeft(let leg)) where addition.together != nil:
      leaveThird(leg.id, holder, addition, addition.together!)
    case (.adding(_, let addition), .holderLeft):
      state = .adding(nil, addition)
    case (.asking(_, let addition), .holderLeft(let leg, _)):
      cancel(addition, "holder-left", on: &desk)
      recall(leg, on: &desk)
    case (.consulting(let conference), .holderLeft(let leg, _)),
      (.conferring(let conference), .holderLeft(let leg, _)),
      (.consulting(let conference), .targetLeft(let leg)),
      (.conferring(let conference), .targetLeft(let leg)):
      goOn(conference, without: leg, on: &desk)

    case (.waiting(let waiting), .retry):
      if waiting.hunt.legs.isEmpty { retry(waiting, on: &desk) }
    case (.waiting(let waiting), .announce): announce(waiting, on: &desk)
    case (.conferring(let conference), .undecided),
      (.consulting(let conference), .undecided):
      decide(conference, for: firstReceiverLeg(of: conference), "timed-out", on: &desk)

    // What cannot happen where the call stands: the leg or the timer it speaks of is not there.
    case (.talking, .answered), (.consulting, .answered), (.conferring, .answered),
      (.talking, .exhausted), (.consulting, .exhausted), (.conferring, .exhausted),
      (.arriving, .holderLeft), (.waiting, .holderLeft), (.recalling, .holderLeft),
      (.arriving, .targetLeft), (.waiting, .targetLeft), (.recalling, .targetLeft),
      (.talking, .targetLeft), (.adding, .targetLeft), (.asking, .targetLeft),
      (.arriving, .retry), (.talking, .retry), (.adding, .retry), (.asking, .retry),
      (.consulting, .retry), (.conferring, .retry), (.recalling, .retry),
      (.arriving, .undecided), (.waiting, .undecided), (.talking, .undecided),
      (.adding, .undecided), (.asking, .undecided), (.recalling, .undecided),
      (.arriving, .announce), (.talking, .announce), (.adding, .announce), (.asking, .announce),
      (.consulting, .announce), (.conferring, .announce), (.recalling, .announce),
      (.refusing, _), (.confirming, _), (.ended, _):
      break
    }
  }

  // MARK: Answers

  /// A seat has the call: the caller is answered if that was still open, and both talk.
  private mutating func connect(_ leg: LegID, endOf hunt: Hunt, on desk: inout Desk) {
    endHunt(hunt, wonBy: leg, on: &desk)
    answerCaller(on: &desk)
    guard !isProtected, case .trunk? = self.leg(leg)?.party else {
      return takeOver(by: leg, on: &desk)
    }
    // A seat called out over a trunk: whoever answers there is the citizen from now on.
    let seat = caller
    caller = leg
    takeOver(by: seat, on: &desk)
  }

  /// The call has a new holder.
  mutating func takeOver(by leg: LegID, on desk: inout Desk) {
    state = .talking(leg)
    holderSince = desk.now
    noteReceiver(leg, on: desk)
  }

  private mutating func add(
    _ leg: LegID, to holder: LegID?, _ addition: Addition, on desk: inout Desk
  ) {
    endHunt(addition.hunt, wonBy: leg, on: &desk)
    succeed(addition, with: leg, on: &desk)
    guard let holder else {
      noteHandover(addition.presserParty, addition.presserGroup, on: desk)
      return takeOver(by: leg, on: &desk)
    }
    switch addition.leave {
    case .onAnswer, .atOnce: handOver(from: holder, to: leg, on: &desk)
    case .never:
      state = .conferring(conference(holder, leg, addition))
      beginNegotiation(addition, with: leg, on: &desk)
      desk.emit(.tell(holder, .joined))
    }
  }

  /// The holder's part is done: it is let go, the other has the call.
  mutating func handOver(from holder: LegID, to leg: LegID, on desk: inout Desk) {
    if let leaving = self.leg(holder) {
      noteHandover(leaving.party, leaving.group, on: desk)
    }
    letGo(holder, .handedOver, on: &desk)
    takeOver(by: leg, on: &desk)
  }

  // MARK: Departures

  /// Hanging up is letting go on purpose, unless it comes with the answer.
  private func isPurposeful(on desk: Desk) -> Bool {
    !isProtected || desk.now - holderSince >= desk.policy.dropGuard
  }

  /// The holder's phone is dead; a target that was never heard gives the call back.
  private mutating func lose(_ leg: Leg, on desk: inout Desk) {
    let isOnTrial = handover != nil && desk.now - holderSince < desk.policy.trial
    isOnTrial ? offerAgain(insteadOf: leg, on: &desk) : recall(leg, on: &desk)
  }

  /// One of the two desks is gone; the other has the call.
  mutating func goOn(_ conference: Conference, without leg: Leg, on desk: inout Desk) {
    if let guest = conference.guest {
      return goOn(conference, with: guest, without: leg, on: &desk)
    }
    endNegotiation("left", on: desk)
    if leg.id == conference.holder { noteHandover(leg.party, leg.group, on: desk) }
    takeOver(by: conference.other(than: leg.id), on: &desk)
  }

  // MARK: Negotiation

  private func conference(_ holder: LegID, _ target: LegID, _ addition: Addition) -> Conference {
    Conference(
      holder: holder, target: target,
      negotiation: addition.isEmergency ? .decided(responsible: target) : .open,
      guest: addition.together?.other(than: holder))
  }

  /// Settles whose matter it is; everybody goes on talking.
  mutating func decide(
    _ conference: Conference, for responsible: LegID, _ outcome: String, on desk: inout Desk
  ) {
    var decided = conference
    decided.negotiation = .decided(responsible: responsible)
    if case .consulting = state {
      state = .consulting(decided)
    } else {
      state = .conferring(decided)
    }
    noteDecision(outcome, responsible, on: desk)
    guard let party = leg(responsible)?.party else { return }
    for leg in conference.desks { desk.emit(.tell(leg, .responsible(party))) }
  }

  /// The leg that stands for the first receiver: its own seat, else its desk, else who had it last.
  func firstReceiverLeg(of conference: Conference) -> LegID {
    for id in conference.desks where leg(id)?.party == firstReceiver {
      return id
    }
    return conference.holder
  }
}
