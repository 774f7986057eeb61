internal import Routing

extension Call {
  /// Begins to look for somebody who answers the caller.
  mutating func hunt(on desk: inout Desk) {
    let destination = Destination.number(arrival.dialled)
    var hunt = Hunt(destination: destination, steps: desk.steps(to: destination))
    noteRoute(hunt)
    announcesRecording = announcesRecording(hunt, on: desk)
    let isRinging = ringNext(&hunt, on: &desk)
    state = .arriving(hunt)
    if isRinging {
      desk.emit(.ring(caller))
    } else {
      move(.exhausted(hunt.failure), on: &desk)
    }
  }

  /// Rings the next step that has anybody to ring.
  ///
  /// - Returns: `false` when no step is left; `hunt.failure` then says why the last could not be had.
  mutating func ringNext(_ hunt: inout Hunt, on desk: inout Desk) -> Bool {
    while !hunt.steps.isEmpty {
      let step = hunt.steps.removeFirst()
      for target in step.targets where !isInCall(target) {
        let engagedToo = hunt.ringsEngagedSeats
        if let obstacle = desk.obstacle(to: target, ringsEngagedSeats: engagedToo) {
          hunt.failure = obstacle
        } else {
          hunt.legs.append(ring(target, group: step.group, on: &desk))
        }
      }
      if !hunt.legs.isEmpty {
        startTimer(.ring, step.timeout, on: &desk)
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
      call: self.id, number: arrival.callerNumber, dialled: arrival.dialled)
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

  // MARK: When nobody can be had

  /// Nobody answers a new call: a citizen waits with music, a seat is told why.
  mutating func nobody(_ hunt: Hunt, _ failure: Failure, on desk: inout Desk) {
    if isProtected {
      wait(for: hunt.destination, on: &desk)
    } else {
      desk.emit(.reject(caller, status: failure.status))
      forget(caller, failure.description, on: &desk)
      end(.rejected(status: failure.status), on: &desk)
    }
  }

  /// The caller is answered, hears music and is offered again and again.
  mutating func wait(for destination: Destination, on desk: inout Desk) {
    answerCaller(on: &desk)
    state = .waiting(Hunt(destination: destination, steps: []))
    startTimer(.retry, desk.policy.retry, on: &desk)
  }

  /// Offers a waiting caller to its group once more.
  mutating func retry(_ waiting: Hunt, on desk: inout Desk) {
    var hunt = Hunt(destination: waiting.destination, steps: desk.steps(to: waiting.destination))
    let isRinging = ringNext(&hunt, on: &desk)
    state = .waiting(hunt)
    if !isRinging { startTimer(.retry, desk.policy.retry, on: &desk) }
  }

  // MARK: The way back

  /// The call goes back to a seat that had it, then to its group, with a prompt in between.
  mutating func recall(_ party: Party, _ group: GroupName?, on desk: inout Desk) {
    let home = group ?? party.seat.flatMap { desk.directory.homeGroup(of: $0) }
    let fallback = home.map { Destination.group($0) } ?? .number(arrival.dialled)
    let own = party.seat.map { desk.steps(to: .seat($0)) } ?? []
    // The group's other seats come next; who has just been asked is not asked twice.
    let others = desk.steps(to: fallback).filter { step in
      !own.contains { $0.targets == step.targets }
    }
    search(own + others, for: fallback, on: &desk)
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
    let fallback = leg.group.map { Destination.group($0) } ?? .number(arrival.dialled)
    search(desk.steps(to: fallback), for: fallback, on: &desk)
  }

  private mutating func search(
    _ steps: [RingStep], for fallback: Destination, on desk: inout Desk
  ) {
    var hunt = Hunt(destination: fallback, steps: steps)
    noteRoute(hunt)
    let isRinging = ringNext(&hunt, on: &desk)
    state = .recalling(hunt)
    if !isRinging { wait(for: fallback, on: &desk) }
  }
}
