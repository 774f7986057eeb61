internal import Routing

/// What all calls share: the site, its seats, the moment, and the effects gathered so far.
struct Desk: Sendable {
  var directory: Directory
  var keys: KeyTable
  var policy: Policy
  private(set) var now = Instant(microseconds: 0)
  private(set) var effects: [Effect] = []
  /// Set when a seat became free or reachable, so that waiting calls are offered again.
  var hasNewSeat = false

  /// The site as it was before it changed, latest first, for calls that are on their way to what
  /// is no more.
  private var former: [Directory] = []
  private var lastLeg: UInt32 = 0
  private var engaged: [SeatName: Set<LegID>] = [:]
  private var idleSince: [SeatName: Int64] = [:]
  private var unreachable: Set<SeatName> = []

  init(directory: Directory, keys: KeyTable, policy: Policy) {
    self.directory = directory
    self.keys = keys
    self.policy = policy
  }

  /// Goes by another site from now on; who is in a call stays in it.
  mutating func reload(
    directory: Directory, keys: KeyTable, policy: Policy, isReachable: (SeatName) -> Bool,
    callsAreUp: Bool
  ) {
    former = callsAreUp ? Array(([self.directory] + former).prefix(8)) : []
    (self.directory, self.keys, self.policy) = (directory, keys, policy)
    unreachable = Set(directory.seats.keys.filter { !isReachable($0) })
    idleSince = idleSince.filter { directory.seats[$0.key] != nil }
    hasNewSeat = true
  }

  /// Begins a turn of `handle`; the reporters' clocks may overlap a little, a call's time never runs back.
  mutating func begin(at instant: Instant) {
    now = max(now, instant)
    hasNewSeat = false
  }

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

  // MARK: Seats

  mutating func engage(_ party: Party, with leg: LegID) {
    guard let seat = party.seat else { return }
    engaged[seat, default: []].insert(leg)
  }

  /// - Parameter isFree: whether its seat would take another call now.
  mutating func disengage(_ party: Party, from leg: LegID, isFree: Bool) {
    guard let seat = party.seat, engaged[seat]?.remove(leg) != nil else { return }
    guard engaged[seat]?.isEmpty == true else { return }
    engaged[seat] = nil
    idleSince[seat] = now.microseconds
    if isFree { hasNewSeat = true }
  }

  mutating func setReachable(_ seat: SeatName, _ isReachable: Bool) {
    guard directory.seats[seat] != nil else { return }
    if isReachable {
      if unreachable.remove(seat) != nil { hasNewSeat = true }
    } else {
      unreachable.insert(seat)
    }
  }

  func isReachable(_ seat: SeatName) -> Bool { !unreachable.contains(seat) }

  /// The legs that a seat has in calls now.
  func legs(of seat: SeatName) -> [LegID] { engaged[seat]?.sorted() ?? [] }

  /// Why a target cannot be rung now, or `nil` when it can.
  func obstacle(to target: Target, ringsEngagedSeats: Bool) -> Failure? {
    guard case .seat(let seat) = target else { return nil }
    if unreachable.contains(seat) || directory.seats[seat] == nil { return .unreachable }
    return engaged[seat] == nil || ringsEngagedSeats ? nil : .busy
  }

  // MARK: The emergency desk

  /// Whether a destination leads to the emergency desk.
  func isEmergency(_ destination: Destination) -> Bool {
    guard let route = directory.resolve(destination) else { return false }
    if route == directory.resolve(directory.emergency) { return true }
    let platform = directory.platform(of: destination)
    return platform != nil && platform == directory.platform(of: directory.emergency)
  }

  /// Whether a target, rung as one of a group, belongs to the emergency desk.
  func isEmergency(_ target: Target, _ group: GroupName?) -> Bool {
    if let group, isEmergency(.group(group)) { return true }
    if case .seat(let seat) = target { return isEmergency(.seat(seat)) }
    return false
  }

  // MARK: Plans

  /// Who is rung for `destination`, in which order, until when.
  ///
  /// A call that was on its way to what the site no longer has keeps its plan; when nobody of it is
  /// left, a person is better than music for ever: the emergency desk comes last.
  func steps(to destination: Destination) -> [RingStep] {
    let steps = steps(to: destination, in: directory)
    guard steps.isEmpty, !former.isEmpty else { return steps }
    let plan = former.lazy.map { self.steps(to: destination, in: $0) }.first { !$0.isEmpty } ?? []
    return plan + self.steps(to: directory.emergency, in: directory)
  }

  private func steps(to destination: Destination, in directory: Directory) -> [RingStep] {
    directory.steps(to: destination, idleSince: { idleSince[$0] ?? 0 })
  }
}
