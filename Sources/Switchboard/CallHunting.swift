internal import Routing

extension Call {
  /// Begins to look for somebody who answers the caller.
  mutating func hunt(on desk: inout Desk) {
    var hunt = search(along: plan, for: home, on: desk)
    noteRoute(hunt, by: plan, on: desk)
    announcesRecording = announcesRecording(hunt, on: desk)
    if let queue = hunt.queue, isProtected, plan.destinations.count == 1,
      mustQueue(in: queue, on: desk)
    {
      wait(hunt, on: &desk)
      return desk.offerSeats(to: queue)
    }
    let isRinging = ringNext(&hunt, on: &desk)
    state = .arriving(hunt)
    if isRinging {
      if let index = leg(caller)?.recordIndex { record.legs[index].ringingAt = since(desk.now) }
      desk.emit(.ring(caller))
    } else {
      move(.exhausted(hunt.failure), on: &desk)
    }
  }

  /// A search for somebody at `destination`; nobody is rung yet.
  func search(
    for destination: Destination, isTransfer: Bool = false, isEmergency: Bool = false,
    waited: Duration = .zero, on desk: Desk
  ) -> Hunt {
    search(
      [destination], for: destination, isTransfer: isTransfer, isEmergency: isEmergency,
      waited: waited, on: desk)
  }

  /// A search for whom a plan names, one after the other.
  func search(
    along plan: RoutePlan, for destination: Destination, isTransfer: Bool = false,
    isEmergency: Bool = false, on desk: Desk
  ) -> Hunt {
    search(
      plan.destinations, for: destination, isTransfer: isTransfer, isEmergency: isEmergency,
      waited: .zero, on: desk)
  }

  private func search(
    _ destinations: [Destination], for destination: Destination, isTransfer: Bool,
    isEmergency: Bool, waited: Duration, on desk: Desk
  ) -> Hunt {
    let time = localTime(on: desk)
    let orders = destinations.map {
      desk.order(to: $0, at: time, isTransfer: isTransfer, waited: waited)
    }
    var hunt = Hunt(destination, RingOrder(orders))
    hunt.isUrgent = isEmergency || desk.directory.isEmergency(destination)
    if isEmergency {
      for index in hunt.stages.indices { hunt.stages[index].reach = .engaged }
    }
    return hunt
  }

  /// Rings the next targets that there are.
  ///
  /// - Returns: `false` when no stage is left; `hunt.failure` then says why the last could not be had.
  mutating func ringNext(_ hunt: inout Hunt, on desk: inout Desk) -> Bool {
    while let stage = hunt.stages.first {
      let (targets, obstacle) = desk.next(of: stage, isUrgent: hunt.isUrgent) { target in
        !hunt.asked.contains(target) && !isInCall(target)
      }
      for target in targets {
        hunt.asked.insert(target)
        hunt.legs.append(ring(target, group: stage.group, on: &desk))
      }
      // Who was rung has said why; only of a stage that rang nobody the obstacle is the reason.
      if let obstacle, !hunt.hasBegunStage { hunt.failure = obstacle }
      hunt.hasBegunStage = !targets.isEmpty && stage.strategy != .all
      if !hunt.hasBegunStage { hunt.stages.removeFirst() }
      if !hunt.legs.isEmpty {
        startTimer(.ring, stage.timeout, on: &desk)
        return true
      }
    }
    return false
  }

  private mutating func ring(
    _ target: Target, group: GroupName?, on desk: inout Desk
  ) -> LegID {
    let id = desk.newLeg()
    admit(id, Party(target), group: group, on: &desk)
    let identity = CallerIdentity(
      call: self.id, number: arrival.callerNumber, dialled: arrival.dialled,
      nuisance: desk.isEmergency(target, group) ? nil : nuisance)
    desk.emit(.dial(id, target, identity))
    return id
  }

  private func isInCall(_ target: Target) -> Bool {
    guard case .seat(let seat) = target else { return false }
    return legs.contains { $0.party.seat == seat }
  }

  /// A leg that was rung will not answer: the next is tried when it was the last of its step.
  mutating func rungLegGone(_ id: LegID, _ failure: Failure, on desk: inout Desk) {
    guard var hunt = state.hunt, hunt.legs.contains(id) else { return }
    forget(id, failure.description, freesSeat: false, on: &desk)
    hunt.legs.removeAll { $0 == id }
    hunt.failure = failure
    proceed(with: hunt, on: &desk)
  }

  /// The targets have rung long enough.
  mutating func ringTimeOver(on desk: inout Desk) {
    guard var hunt = state.hunt else { return }
    for leg in hunt.legs { letGo(leg, .noAnswer, freesSeat: false, on: &desk) }
    hunt.legs = []
    hunt.failure = .noAnswer
    proceed(with: hunt, on: &desk)
  }

  private mutating func proceed(with hunt: Hunt, on desk: inout Desk) {
    var hunt = hunt
    let isRinging = !hunt.legs.isEmpty || ringNext(&hunt, on: &desk)
    state.hunt = hunt
    if !isRinging { move(.exhausted(hunt.failure), on: &desk) }
  }

  /// Somebody answered: the others of the step need not ring any more.
  mutating func endHunt(_ hunt: Hunt, wonBy winner: LegID, on desk: inout Desk) {
    for leg in hunt.legs where leg != winner { letGo(leg, .answeredElsewhere, on: &desk) }
  }

  /// Nobody answers a new call: a citizen waits with music, a seat is told why.
  mutating func nobody(_ hunt: Hunt, _ failure: Failure, on desk: inout Desk) {
    // A call that goes round between boxes must end where it came from: there the citizen waits.
    if isProtected, arrival.boxes == 0 || !failure.isLoop {
      wait(hunt, on: &desk)
    } else {
      refuse(status: failure.status, because: failure.description, on: &desk)
    }
  }

  // MARK: The way back

  /// The call goes back to a seat that had it, then to its group, with a prompt in between.
  mutating func recall(_ party: Party, _ group: GroupName?, on desk: inout Desk) {
    let home = group ?? party.seat.flatMap { desk.directory.homeGroup(of: $0) }
    var hunt = search(for: home.map { .group($0) } ?? self.home, on: desk)
    if let seat = party.seat {
      // The call is its own: it is rung though its agent still writes, or has just paused.
      var own = search(for: .seat(seat), on: desk).stages
      for index in own.indices { own[index].reach = .away }
      hunt.stages = own + hunt.stages
    }
    bringBack(hunt, on: &desk)
  }

  /// As `recall`, for a seat that was just lost: its phone may be well again.
  mutating func recall(_ leg: Leg, on desk: inout Desk) {
    noteHandover(leg.party, leg.group, on: desk)
    recall(leg.party, leg.group, on: &desk)
  }

  /// A seat hung up as it answered: back to who handed the call over, else on to the group.
  mutating func offerAgain(insteadOf leg: Leg, on desk: inout Desk) {
    if let handover, handover.from != leg.party {
      return recall(handover.from, handover.group, on: &desk)
    }
    let fallback = leg.group.map { Destination.group($0) } ?? home
    bringBack(search(for: fallback, on: desk), on: &desk)
  }

  private mutating func bringBack(_ hunt: Hunt, on desk: inout Desk) {
    var hunt = hunt
    noteRoute(hunt, on: desk)
    let isRinging = ringNext(&hunt, on: &desk)
    state = .recalling(hunt)
    if !isRinging { wait(hunt, on: &desk) }
  }
}
