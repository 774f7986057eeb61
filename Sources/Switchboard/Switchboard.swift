package import Routing

/// All calls of the box and the seats that they ring: what a call is and what must happen next.
///
/// A pure value: no clock, no socket, no randomness. The same events give the same effects.
package struct Switchboard: Sendable {
  var desk: Desk
  var calls: [CallID: Call] = [:]
  private var callOfLeg: [LegID: CallID] = [:]
  /// How many citizens have asked for a number that no rule speaks of.
  package private(set) var unknownNumbers = 0

  package init(directory: Directory, keys: [Key], policy: Policy = Policy()) {
    desk = Desk(directory: directory, keys: KeyTable(keys), policy: policy)
  }

  /// A name for the leg of an INVITE that has just come in.
  package mutating func newLeg() -> LegID { desk.newLeg() }

  /// Takes one event and says what is to be done, in order.
  ///
  /// An event of a leg, call or timer that is gone does nothing: late news is normal.
  package mutating func handle(_ event: Event, at now: Instant) -> [Effect] {
    desk.begin(at: now)
    dispatch(event)
    offerSeats()
    noteWrapUps()
    return desk.takeEffects()
  }

  /// Goes by another site from now on.
  ///
  /// Who is in a call or rings stays, also a seat that is no more; a search that is under way keeps
  /// its plan, the next one goes by the new site. Who waits is offered to the new site at once.
  package mutating func reload(
    directory: Directory, keys: [Key], policy: Policy, isReachable: (SeatName) -> Bool,
    at now: Instant
  ) -> [Effect] {
    desk.begin(at: now)
    desk.reload(
      directory: directory, keys: KeyTable(keys), policy: policy, isReachable: isReachable,
      callsAreUp: !calls.isEmpty)
    for (route, queue) in desk.queues.waiting {
      offerSeats(to: route)
      // Whose queue is no more is offered by its own plan.
      guard isGone(route) else { continue }
      for ticket in queue.tickets where desk.queues.place(of: ticket.call) != nil {
        change(ticket.call) { call, desk in call.move(.retry, on: &desk) }
      }
    }
    offerSeats()
    noteWrapUps()
    return desk.takeEffects()
  }

  private func isGone(_ route: Route) -> Bool {
    switch route {
    case .group(let name): desk.directory.groups[name] == nil
    case .seat(let name): desk.directory.seats[name] == nil
    case .trunk(let name): desk.directory.trunks[name] == nil
    }
  }

  // MARK: What is up now

  var liveCalls: [Call] { Array(calls.values) }
  var seats: [SeatName: Seat] { desk.directory.seats }

  func call(of leg: LegID) -> Call? { callOfLeg[leg].flatMap { calls[$0] } }
  func standing(of seat: SeatName) -> Standing { desk.seats[seat] }
  package func isReachable(_ seat: SeatName) -> Bool { desk.seats[seat].isReachable }

  /// Whether a seat takes part in a call or rings, also one that the site no longer has.
  package func isInCall(_ seat: SeatName) -> Bool { !desk.seats[seat].legs.isEmpty }

  /// How many calls are up.
  package var callCount: Int { calls.count }

  /// How many callers wait and are not being offered to a seat now.
  package var waitingCount: Int { desk.queues.count }

  /// The legs of an ended call whose seats still write about it.
  package func legsBeingWrappedUp(of record: CallRecord) -> [LegID] {
    record.legs.compactMap { leg in
      desk.seats[SeatName(leg.party)].wrapUp.flatMap { $0.leg.rawValue == leg.leg ? $0.leg : nil }
    }
  }

  // MARK: Events

  private mutating func dispatch(_ event: Event) {
    switch event {
    case .incoming(let leg, let arrival): arrive(arrival, leg)
    case .inviteSent(let leg, let id): pass(.inviteSent(sipCallID: id), of: leg)
    case .ringing(let leg, let early): pass(.ringing(earlyMedia: early), of: leg)
    case .answered(let leg): answered(leg)
    case .failed(let leg, let failure): pass(.failed(failure), of: leg)
    case .hungUp(let leg, let departure): pass(.hungUp(departure), of: leg)
    case .mediaLost(let leg): pass(.mediaLost, of: leg)
    case .mediaBack(let leg): pass(.mediaBack, of: leg)
    case .phoneHeld(let leg): pass(.phoneHeld, of: leg)
    case .phoneRetrieved(let leg): pass(.phoneRetrieved, of: leg)
    case .digit(let leg, let digit, let source, let pressed):
      change(callOfLeg[leg]) { call, desk in
        call.digit(digit, of: leg, source, pressed: pressed, on: &desk)
      }
    case .refer(let leg, let referral, let pressed): refer(leg, referral, pressed)
    case .command(let id, let seat, let key, let source, let pressed):
      command(id, seat, key, source, pressed)
    case .hearingInForce(let call, let serial):
      change(call) { call, desk in call.hearingInForce(serial, on: desk) }
    case .firstVoice(let leg):
      change(callOfLeg[leg]) { call, desk in call.firstVoice(at: leg, on: desk) }
    case .promptPlayed(let leg, let prompt): pass(.promptPlayed(prompt), of: leg)
    case .timer(let timer): timeOver(timer)
    case .informed(let target, let call, let isTaken):
      change(call) { call, desk in call.told(target.description, isTaken: isTaken, on: &desk) }
    case .seatReachable(let seat, let isReachable): desk.setReachable(seat, isReachable)
    case .audit:
      desk.audit { leg in callOfLeg[leg].flatMap { calls[$0]?.leg(leg) } != nil }
    case .operatorRelease(let id):
      change(id) { call, desk in call.end(.operatorCommand, on: &desk) }
    }
  }

  // MARK: Calls

  private mutating func arrive(_ arrival: Arrival, _ leg: LegID) {
    guard calls.count < desk.policy.maximumCalls, calls[arrival.call] == nil else {
      return desk.emit(.reject(leg, status: 503))
    }
    let isFull = isTrunkFull(for: arrival)
    let origin: RouteRequest.Origin =
      arrival.party.seat.map { .agent(desk.directory.seats[$0]?.platform) } ?? .citizen
    let plan = desk.directory.plan(
      for: RouteRequest(.number(arrival.dialled), from: origin, at: arrival.localTime))
    if plan.rule == nil, origin == .citizen { unknownNumbers += 1 }
    calls[arrival.call] = Call(arrival, caller: leg, by: plan, on: &desk)
    let seatKey = arrival.party.seat.flatMap { _ in desk.keys.key(digits: arrival.dialled) }
    change(arrival.call) { call, desk in
      if isFull {
        call.refuse(status: 503, on: &desk)
      } else if let seatKey, seatKey.action.isOfSeat {
        call.serve(seatKey, on: &desk)
      } else {
        call.begin(on: &desk)
      }
    }
  }

  /// Whether a call comes in over a trunk that has no channel left for it and refuses it then.
  private func isTrunkFull(for arrival: Arrival) -> Bool {
    guard let trunk = arrival.party.trunk, desk.directory.trunks[trunk]?.refusesWhenFull == true
    else { return false }
    let isUrgent = desk.directory.isEmergency(.number(arrival.dialled))
    return !desk.hasRoom(trunk, isUrgent: isUrgent)
  }

  private mutating func answered(_ leg: LegID) {
    guard callOfLeg[leg] != nil else {
      // 200 that crossed our CANCEL: nobody wants this leg any more.
      return desk.emit(.release(leg, .cancelled))
    }
    pass(.answered, of: leg)
  }

  private mutating func pass(_ event: LegEvent, of leg: LegID) {
    change(callOfLeg[leg]) { call, desk in call.handle(event, of: leg, on: &desk) }
  }

  /// Lets one call do something, settles it, and forgets it when it has ended.
  mutating func change(_ id: CallID?, _ body: (inout Call, inout Desk) -> Void) {
    guard let id, calls[id] != nil else { return }
    let before = calls[id]!.legs.map(\.id)
    body(&calls[id]!, &desk)
    calls[id]!.settle(on: &desk)
    index(id, before)
  }

  private mutating func index(_ id: CallID, _ before: [LegID]) {
    for leg in before { callOfLeg[leg] = nil }
    for leg in calls[id]!.legs { callOfLeg[leg.id] = id }
    desk.queues.set(id, calls[id]!.place)
    if calls[id]!.isEnded { calls[id] = nil }
  }

  // MARK: Keys

  private mutating func command(
    _ id: CommandID, _ seat: SeatName, _ name: String, _ source: KeySource, _ pressed: Instant
  ) {
    guard let key = desk.keys.key(named: name) else {
      return desk.emit(.reply(id, .refused(.unknownKey)))
    }
    if key.action.isOfSeat, activeLeg(of: seat) == nil {
      desk.setPaused(seat, key.action == .pause)
      return desk.emit(.reply(id, .accepted))
    }
    guard let leg = activeLeg(of: seat) else {
      return desk.emit(.reply(id, .refused(.notInCall)))
    }
    let press = KeyPress(key: key, source: source, by: leg, pressed: pressed)
    change(callOfLeg[leg]) { call, desk in
      let outcome = call.press(press, on: &desk)
      desk.emit(.reply(id, outcome))
    }
  }

  /// The leg with which a seat takes part in a call, not one that still rings or that called.
  private func activeLeg(of seat: SeatName) -> LegID? {
    desk.seats[seat].legs.sorted().first { leg in
      guard let call = callOfLeg[leg].flatMap({ calls[$0] }) else { return false }
      let role = call.state.role(of: leg)
      return role == .holder || role == .target
    }
  }

  private mutating func refer(_ leg: LegID, _ referral: Referral, _ pressed: Instant) {
    switch referral {
    case .number(let number): transfer(leg, to: number, pressed)
    case .replaces(let other, let number):
      if let adopted = surrender(other, to: leg, pressed) {
        adopt(adopted, from: leg, number: number, pressed)
      } else {
        transfer(leg, to: number, pressed)
      }
    }
  }

  private mutating func transfer(_ leg: LegID, to number: String, _ pressed: Instant) {
    let key = Key(name: "refer", action: .transfer, destination: .number(number))
    let press = KeyPress(key: key, source: .refer, by: leg, pressed: pressed)
    change(callOfLeg[leg]) { call, desk in
      desk.emit(.notify(leg, .accepted))
      switch call.press(press, on: &desk) {
      case .accepted: break
      case .ignored: desk.emit(.notify(leg, .final(status: 200)))
      case .refused(let reason): desk.emit(.notify(leg, .final(status: reason.status)))
      }
    }
  }

  /// Attended transfer: a seat's own call gives up the party that it reached.
  private mutating func surrender(_ other: LegID, to leg: LegID, _ pressed: Instant) -> Leg? {
    guard let mine = callOfLeg[leg], let theirs = callOfLeg[other], mine != theirs,
      let seat = calls[mine]!.seatThatMayAdopt(from: leg)
    else { return nil }
    var adopted: Leg?
    change(theirs) { call, desk in
      adopted = call.surrender(to: mine, from: other, of: seat, on: &desk)
    }
    return adopted
  }

  private mutating func adopt(
    _ adopted: Leg, from leg: LegID, number: String, _ pressed: Instant
  ) {
    change(callOfLeg[leg]) { call, desk in
      call.adopt(adopted, from: leg, number: number, pressed: pressed, on: &desk)
    }
  }
}

extension Refusal {
  /// The status that a REFER's final NOTIFY carries for this refusal.
  var status: Int {
    switch self {
    case .noSuchDestination: 404
    case .nobodyFree: 486
    case .unknownKey, .notInCall, .notYours, .nothingToUndo, .nothingToAccept, .alreadyThreeWay,
      .alreadyConsulting, .busyAdding:
      603
    }
  }
}
