internal import Routing

/// Danger: 110 first, and nobody leaves, from wherever the call stands.
extension Call {
  /// One seat has the call, alone or with a target that rings: 110 rings.
  mutating func emergency(
    _ press: KeyPress, from holder: LegID, insteadOf addition: Addition?, on desk: inout Desk
  ) -> KeyOutcome {
    record.emergency = true
    let destination = desk.directory.emergency
    // The 110 desk has the call already: there is nobody to ring first.
    if isDesk(of: destination, leg(holder), on: desk) { return .accepted }
    if var addition, addition.hunt.destination == destination {
      addition.leave = .never
      addition.isEmergency = true
      state = .adding(holder, addition)
      return .accepted
    }
    if let addition {
      cancel(addition, "superseded", on: &desk)
      state = .talking(holder)
    }
    return ring(press, destination, .never, isEmergency: true, on: &desk) { .adding(holder, $0) }
  }

  /// Two desks have the call: 110, when it is one of them, has the matter; else it rings, and both
  /// stay with the citizen meanwhile and afterwards.
  mutating func emergency(
    _ press: KeyPress, in conference: Conference, on desk: inout Desk
  ) -> KeyOutcome {
    record.emergency = true
    let destination = desk.directory.emergency
    let police = conference.desks.first { isDesk(of: destination, leg($0), on: desk) }
    if let police {
      decide(conference, for: police, "emergency", on: &desk)
    } else if conference.guest == nil {
      let outcome = ringThird(press, destination, conference, on: &desk)
      guard outcome == .accepted else { return outcome }
    }
    for leg in conference.desks { desk.emit(.tell(leg, .emergency)) }
    return .accepted
  }

  private mutating func ringThird(
    _ press: KeyPress, _ destination: Destination, _ conference: Conference, on desk: inout Desk
  ) -> KeyOutcome {
    var together = conference
    together.negotiation = .decided(responsible: firstReceiverLeg(of: conference))
    let outcome = ring(press, destination, .never, isEmergency: true, on: &desk) { addition in
      var addition = addition
      addition.together = together
      return .adding(together.holder, addition)
    }
    // Who negotiates goes on with it when nobody could be rung.
    if outcome == .accepted { endNegotiation("emergency", on: desk) }
    return outcome
  }

  // MARK: Three desks

  /// A key of either desk while 110 is rung for both.
  mutating func whileAddingThird(
    _ holder: LegID, _ addition: Addition, _ together: Conference, _ press: KeyPress,
    on desk: inout Desk
  ) -> KeyOutcome {
    switch press.key.action {
    case .emergency, .level, .threeWay: return .accepted
    case .return, .cancel:
      cancel(addition, "cancelled", on: &desk)
      state = .conferring(together)
      return .accepted
    case .release:
      letGo(press.by, .handedOver, on: &desk)
      leaveThird(press.by, holder, addition, together)
      return .accepted
    case .accept, .decline: return .refused(.nothingToAccept)
    case .transfer, .consult, .hold: return .refused(.busyAdding)
    case .markHarassment, .reason, .guide, .record, .stopRecording, .pause, .ready:
      return .accepted
    }
  }

  /// One of the two desks is gone while 110 is rung: the other has the call.
  mutating func leaveThird(
    _ leg: LegID, _ holder: LegID, _ addition: Addition, _ together: Conference
  ) {
    var alone = addition
    alone.together = nil
    state = .adding(together.other(than: leg), alone)
  }

  /// One of three desks is gone: the other two have the call.
  mutating func goOn(
    _ conference: Conference, with guest: LegID, without leg: Leg, on desk: inout Desk
  ) {
    let rest = conference.desks.filter { $0 != leg.id }
    if leg.id == conference.holder { noteHandover(leg.party, leg.group, on: desk) }
    var two = Conference(holder: rest[0], target: rest[1], negotiation: conference.negotiation)
    if case .decided(leg.id) = conference.negotiation {
      let responsible = firstReceiverLeg(of: two)
      two.negotiation = .decided(responsible: responsible)
      record.finalReceiver = self.leg(responsible)?.party.description ?? record.finalReceiver
    }
    if case .consulting = state { state = .consulting(two) } else { state = .conferring(two) }
  }
}
