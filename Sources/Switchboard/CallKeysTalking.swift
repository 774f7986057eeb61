internal import Routing

/// Keys while one seat has the call, alone or with a target that rings.
extension Call {
  mutating func whileTalking(
    _ holder: LegID, _ action: KeyAction, _ press: KeyPress, on desk: inout Desk
  ) -> KeyOutcome {
    switch action {
    case .transfer:
      return ring(press, leave: leavePolicy(of: press, on: desk), on: &desk) { .adding(holder, $0) }
    case .threeWay: return ring(press, leave: .never, on: &desk) { .adding(holder, $0) }
    case .consult: return ring(press, leave: .never, on: &desk) { .asking(holder, $0) }
    case .emergency: return emergency(press, from: holder, insteadOf: nil, on: &desk)
    case .hold:
      toggleHold(holder, on: &desk)
      return .accepted
    case .release:
      letGo(holder, .handedOver, on: &desk)
      end(.released, on: &desk)
      return .accepted
    case .accept, .decline: return .refused(.nothingToAccept)
    case .return, .cancel: return .refused(.nothingToUndo)
    case .level, .markHarassment, .reason, .guide, .record, .stopRecording, .pause, .ready:
      return .accepted
    }
  }

  mutating func whileAdding(
    _ holder: LegID, _ addition: Addition, _ action: KeyAction, _ press: KeyPress,
    on desk: inout Desk
  ) -> KeyOutcome {
    if let together = addition.together {
      return whileAddingThird(holder, addition, together, press, on: &desk)
    }
    switch action {
    case .transfer:
      if press.key.destination == addition.hunt.destination { return .ignored }
      cancel(addition, "superseded", on: &desk)
      state = .talking(holder)
      return ring(press, leave: leavePolicy(of: press, on: desk), on: &desk) { .adding(holder, $0) }
    case .threeWay:
      var staying = addition
      staying.leave = .never
      state = .adding(holder, staying)
      return .accepted
    case .consult:
      state = .asking(holder, addition)
      return .accepted
    case .emergency: return emergency(press, from: holder, insteadOf: addition, on: &desk)
    case .return, .cancel:
      cancel(addition, "cancelled", on: &desk)
      state = .talking(holder)
      return .accepted
    case .release:
      state = .adding(nil, addition)
      letGo(holder, .handedOver, on: &desk)
      return .accepted
    case .hold: return .refused(.busyAdding)
    case .accept, .decline: return .refused(.nothingToAccept)
    case .level, .markHarassment, .reason, .guide, .record, .stopRecording, .pause, .ready:
      return .accepted
    }
  }

  mutating func whileAsking(
    _ holder: LegID, _ addition: Addition, _ action: KeyAction, _ press: KeyPress,
    on desk: inout Desk
  ) -> KeyOutcome {
    var next = addition
    switch action {
    case .transfer:
      next.leave = .onAnswer
      state = .adding(holder, next)
      return .accepted
    case .threeWay:
      next.leave = .never
      state = .adding(holder, next)
      return .accepted
    case .emergency: return emergency(press, from: holder, insteadOf: addition, on: &desk)
    case .return, .cancel:
      cancel(addition, "cancelled", on: &desk)
      state = .talking(holder)
      return .accepted
    case .release:
      guard let leg = leg(holder) else { return .refused(.notInCall) }
      cancel(addition, "holder-left", on: &desk)
      letGo(holder, .handedOver, on: &desk)
      recall(leg, on: &desk)
      return .accepted
    case .consult, .hold: return .refused(.alreadyConsulting)
    case .accept, .decline: return .refused(.nothingToAccept)
    case .level, .markHarassment, .reason, .guide, .record, .stopRecording, .pause, .ready:
      return .accepted
    }
  }

  // MARK: What the keys do

  /// Rings whom the key names; `enter` is the state while it rings.
  private mutating func ring(
    _ press: KeyPress, leave: LeavePolicy, on desk: inout Desk, enter: (Addition) -> State
  ) -> KeyOutcome {
    guard let destination = press.key.destination else { return .refused(.noSuchDestination) }
    return ring(press, destination, leave, isEmergency: false, on: &desk, enter: enter)
  }

  mutating func ring(
    _ press: KeyPress, _ destination: Destination, _ leave: LeavePolicy, isEmergency: Bool,
    on desk: inout Desk, enter: (Addition) -> State
  ) -> KeyOutcome {
    let begun = begin(
      press, to: destination, leave: leave, isEmergency: isEmergency, on: &desk)
    switch begun {
    case .failure(let refused): return .refused(refused.reason)
    case .success(let addition):
      retrieve(press.by, on: &desk)
      state = enter(addition)
      if leave == .atOnce {
        state = .adding(nil, addition)
        letGo(press.by, .handedOver, on: &desk)
      }
      return .accepted
    }
  }

  /// The key's own policy, unless the call would only bounce back to the desk it came from.
  private func leavePolicy(of press: KeyPress, on desk: Desk) -> LeavePolicy {
    guard let handover, let destination = press.key.destination else { return press.key.leave }
    guard desk.now - handover.at < desk.policy.pingPong else { return press.key.leave }
    let origin = handover.from.seat.flatMap { desk.directory.seats[$0]?.platform }
    let isPingPong = origin != nil && origin == desk.directory.platform(of: destination)
    return isPingPong ? .never : press.key.leave
  }

  /// Whether a leg belongs to the desk that a destination leads to.
  func isDesk(of destination: Destination, _ leg: Leg?, on desk: Desk) -> Bool {
    guard let leg else { return false }
    if let group = leg.group, destination == .group(group) { return true }
    guard let seat = leg.party.seat else { return false }
    return desk.directory.seats[seat]?.platform == desk.directory.platform(of: destination)
  }

  /// Hold, or retrieve: the presser only.
  mutating func toggleHold(_ id: LegID, on desk: inout Desk) {
    guard let index = legs.firstIndex(where: { $0.id == id }) else { return }
    switch legs[index].hold {
    case .none: legs[index].hold = .key
    case .key: legs[index].hold = .none
    // Only the phone can take back what it did itself: it listens to nobody.
    case .phone: return
    }
    watchMedia(of: legs[index], on: &desk)
  }

  /// A key that rings somebody takes the presser's own hold back.
  private mutating func retrieve(_ id: LegID, on desk: inout Desk) {
    if leg(id)?.hold == .key { toggleHold(id, on: &desk) }
  }
}
