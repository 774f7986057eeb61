internal import Routing

/// Keys while two desks have the call, in private or together with the citizen.
extension Call {
  mutating func whileConsulting(
    _ conference: Conference, _ action: KeyAction, _ press: KeyPress, on desk: inout Desk
  ) -> KeyOutcome {
    switch action {
    case .threeWay:
      state = .conferring(conference)
      return .accepted
    case .emergency:
      state = .conferring(conference)
      return emergency(press, in: conference, on: &desk)
    case .transfer, .release: return leaveOnPurpose(conference, press, on: &desk)
    case .accept: return accept(conference, press, on: &desk)
    case .decline: return decline(conference, press, on: &desk)
    case .return, .cancel: return dropTarget(conference, on: &desk)
    case .consult, .hold: return .refused(.alreadyConsulting)
    case .level, .markHarassment, .reason, .guide, .record, .stopRecording, .pause, .ready:
      return .accepted
    }
  }

  mutating func whileConferring(
    _ conference: Conference, _ action: KeyAction, _ press: KeyPress, on desk: inout Desk
  ) -> KeyOutcome {
    switch action {
    case .transfer, .release: return leaveOnPurpose(conference, press, on: &desk)
    case .consult:
      state = .consulting(conference)
      return .accepted
    case .accept: return accept(conference, press, on: &desk)
    case .decline: return decline(conference, press, on: &desk)
    case .return: return dropTarget(conference, on: &desk)
    case .hold:
      toggleHold(press.by, on: &desk)
      return .accepted
    case .emergency: return emergency(press, in: conference, on: &desk)
    case .threeWay: return .refused(.alreadyThreeWay)
    case .cancel: return .refused(.nothingToUndo)
    case .level, .markHarassment, .reason, .guide, .record, .stopRecording, .pause, .ready:
      return .accepted
    }
  }

  /// The presser leaves, the citizen stays with the other desk.
  private mutating func leaveOnPurpose(
    _ conference: Conference, _ press: KeyPress, on desk: inout Desk
  ) -> KeyOutcome {
    guard let leg = leg(press.by) else { return .refused(.notInCall) }
    if press.source == .refer { desk.emit(.notify(press.by, .final(status: 200))) }
    letGo(press.by, .handedOver, on: &desk)
    goOn(conference, without: leg, on: &desk)
    return .accepted
  }

  /// The target is undone: citizen and holder are as they were.
  private mutating func dropTarget(_ conference: Conference, on desk: inout Desk) -> KeyOutcome {
    endNegotiation("returned", on: desk)
    guard let undone = leg(conference.target) else { return .refused(.nothingToUndo) }
    letGo(conference.target, .handedOver, on: &desk)
    if conference.guest != nil {
      goOn(conference, without: undone, on: &desk)
      return .accepted
    }
    takeOver(by: conference.holder, on: &desk)
    return .accepted
  }

  private mutating func accept(
    _ conference: Conference, _ press: KeyPress, on desk: inout Desk
  ) -> KeyOutcome {
    guard conference.negotiation.isOpen else { return .refused(.nothingToAccept) }
    decide(conference, for: press.by, "accepted", on: &desk)
    return .accepted
  }

  /// Declined by both, the matter stays with the first receiver (首接负责制).
  private mutating func decline(
    _ conference: Conference, _ press: KeyPress, on desk: inout Desk
  ) -> KeyOutcome {
    guard case .open(var declined) = conference.negotiation else {
      return .refused(.nothingToAccept)
    }
    declined.insert(press.by)
    var next = conference
    next.negotiation = .open(declined: declined)
    if case .consulting = state { state = .consulting(next) } else { state = .conferring(next) }
    if declined.count == 2 {
      decide(next, for: firstReceiverLeg(of: next), "declined", on: &desk)
    }
    return .accepted
  }
}
