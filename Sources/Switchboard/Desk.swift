internal import Routing

/// What all calls share: the site, its seats, queues and channels, the moment, and the effects so far.
struct Desk: Sendable {
  var directory: Directory { didSet { seats.arrange(directory) } }
  var keys: KeyTable
  var policy: Policy
  private(set) var now = Instant(microseconds: 0)
  private(set) var effects: [Effect] = []
  private(set) var seats: SeatBoard
  private(set) var channels = Channels()
  var queues = Queues()
  /// Queues whose first callers are to be offered a seat before this turn ends.
  private(set) var dueQueues: [Route] = []
  /// Groups whose queue grew in this turn: that may open their overflow.
  private(set) var grownQueues: [GroupName] = []
  /// Wrap-up times that ended in this turn.
  private(set) var wrapUps: [(wrapUp: Standing.WrapUp, length: Duration)] = []

  /// The site as it was before it changed, latest first, for calls that are on their way to what
  /// is no more.
  private(set) var former: [Directory] = []
  private var lastLeg: UInt32 = 0
  private var engaged: [LegID: Party] = [:]

  init(directory: Directory, keys: KeyTable, policy: Policy) {
    self.directory = directory
    self.keys = keys
    self.policy = policy
    seats = SeatBoard(directory)
  }

  /// Goes by another site from now on; who is in a call stays in it.
  mutating func reload(
    directory: Directory, keys: KeyTable, policy: Policy, isReachable: (SeatName) -> Bool,
    callsAreUp: Bool
  ) {
    former = callsAreUp ? Array(([self.directory] + former).prefix(8)) : []
    let gone = self.directory.seats.keys.filter { directory.seats[$0] == nil }
    (self.directory, self.keys, self.policy) = (directory, keys, policy)
    for seat in gone { seats.change(seat) { $0.isReachable = false } }
    for seat in directory.seats.keys where seats[seat].isReachable != isReachable(seat) {
      setReachable(seat, isReachable(seat))
    }
  }

  /// Begins a turn of `handle`; the reporters' clocks may overlap a little, a call's time never runs back.
  mutating func begin(at instant: Instant) { now = max(now, instant) }

  /// Ends a turn: what is to be done, in order.
  ///
  /// Who hears whom comes before everything that takes time and that nobody hears, such as a BYE; but
  /// not before an INVITE, for which a citizen waits.
  mutating func takeEffects() -> [Effect] {
    defer { effects = [] }
    var ordered: [Effect] = []
    var spot = 0
    for effect in effects {
      if effect.isHearing {
        ordered.insert(effect, at: spot)
        spot += 1
      } else {
        ordered.append(effect)
        if case .dial = effect { spot = ordered.count }
      }
    }
    return ordered
  }

  mutating func emit(_ effect: Effect) { effects.append(effect) }

  mutating func newLeg() -> LegID {
    lastLeg += 1
    return LegID(lastLeg)
  }

  // MARK: Legs

  /// A leg exists: its seat is engaged, or a channel of its trunk.
  mutating func engage(_ party: Party, with leg: LegID) {
    engaged[leg] = party
    if let trunk = party.trunk { channels.take(trunk) }
    guard let seat = party.seat else { return }
    endWrapUp(of: seat)
    seats.change(seat) { $0.legs.append(leg) }
  }

  /// A leg is gone.
  ///
  /// - Parameters:
  ///   - isWilling: whether its seat would take another call at once.
  ///   - wrapUp: how long the seat is left alone first, and for which call.
  mutating func disengage(
    _ leg: LegID, isWilling: Bool = true, wrapUp: (call: CallID, length: Duration)? = nil
  ) {
    guard let party = engaged.removeValue(forKey: leg) else { return }
    if let trunk = party.trunk { channels.giveBack(trunk) }
    guard let seat = party.seat else { return }
    let now = now
    seats.change(seat, isWilling: isWilling) { standing in
      standing.legs.removeAll { $0 == leg }
      guard standing.legs.isEmpty else { return }
      standing.idleSince = now
      if let wrapUp { standing.wrapUp = Standing.WrapUp(call: wrapUp.call, leg: leg, since: now) }
    }
    if let wrapUp, seats[seat].wrapUp?.leg == leg {
      emit(.startTimer(TimerID(call: nil, kind: .wrapUp(seat)), wrapUp.length))
    }
  }

  // MARK: Seats

  mutating func setReachable(_ seat: SeatName, _ isReachable: Bool) {
    // A seat that the site no longer has is never rung again.
    guard directory.seats[seat] != nil else { return }
    seats.change(seat) { $0.isReachable = isReachable }
  }

  /// The agent goes away for a while, or is there again; `ready` also ends a wrap-up.
  mutating func setPaused(_ seat: SeatName, _ isPaused: Bool) {
    seats.change(seat) { $0.isPaused = isPaused }
    if !isPaused { endWrapUp(of: seat) }
  }

  /// - Parameter isOver: whether its timer ran out, and need not be stopped.
  mutating func endWrapUp(of seat: SeatName, isOver: Bool = false) {
    guard let wrapUp = seats[seat].wrapUp else { return }
    if !isOver { emit(.stopTimer(TimerID(call: nil, kind: .wrapUp(seat)))) }
    wrapUps.append((wrapUp, now - wrapUp.since))
    seats.change(seat) { $0.wrapUp = nil }
  }

  mutating func takeFreedSeats() -> [SeatName] { seats.takeFreed() }

  mutating func takeWrapUps() -> [(wrapUp: Standing.WrapUp, length: Duration)] {
    defer { wrapUps = [] }
    return wrapUps
  }

  mutating func takeDueQueues() -> [Route] {
    defer { dueQueues = [] }
    return dueQueues
  }

  mutating func offerSeats(to queue: Route) { dueQueues.append(queue) }

  /// The desk that a leg belongs to: its seat's, else the one that its group is called after.
  func platform(of leg: Leg) -> PlatformName? {
    leg.party.seat.flatMap { directory.seats[$0]?.platform }
      ?? leg.group.map { PlatformName($0.text) }
  }

  mutating func takeGrownQueues() -> [GroupName] {
    defer { grownQueues = [] }
    return grownQueues
  }

  /// A caller begins to wait there.
  mutating func noteJoined(_ queue: Route?) {
    guard case .group(let name)? = queue, directory.groups[name]?.overflow?.queueLength != nil
    else { return }
    grownQueues.append(name)
  }

  // MARK: The audit

  /// Frees whatever is engaged by a leg that no call names: it would never be free again.
  mutating func audit(isNamed: (LegID) -> Bool) {
    for (leg, party) in engaged.sorted(by: { $0.key < $1.key }) where !isNamed(leg) {
      emit(.freedByAudit(party, leg))
      disengage(leg)
    }
    for (seat, legs) in seats.engaged {
      for leg in legs where engaged[leg] == nil {
        emit(.freedByAudit(.seat(seat), leg))
        seats.change(seat) { $0.legs.removeAll { $0 == leg } }
      }
    }
  }
}
