internal import Routing

/// The search for somebody who answers: who rings now and who would be next.
struct Hunt: Hashable, Sendable {
  let destination: Destination
  /// Rung one after the other once nobody rings any more.
  var stages: [RingStage]
  /// Whose queue the caller waits in when nobody can be had.
  let queue: Route?
  /// Whether an overflow was open.
  let hasOverflow: Bool
  /// Whoever was rung is not rung again in this search.
  var asked: Set<Target> = []
  /// Whether somebody of the first stage was rung.
  var hasBegunStage = false
  /// The legs that ring now.
  var legs: [LegID] = []
  /// The last reason why somebody could not be had.
  var failure: Failure = .unreachable
  /// May use the channels that a trunk keeps for emergencies.
  var isUrgent = false

  init(_ destination: Destination, _ order: RingOrder = RingOrder()) {
    self.destination = destination
    stages = order.stages
    queue = order.queue
    hasOverflow = order.hasOverflow
  }
}

/// A caller who waits: music, and now and then a sentence.
struct Waiting: Hashable, Sendable {
  /// The last offer to a seat; its legs ring while the music goes on.
  var hunt: Hunt
  let since: Instant
  /// When the caller was last offered to somebody.
  var lastTry: Instant
  /// Whether the caller knows that the overflow has nobody either.
  var isToldOfOverload = false
  /// What was said last.
  var sentence: Prompt = .allBusy
  /// How often the caller was told where they stand.
  var announcements = 0
}

/// A transfer, three-way or consultation under way: its target still rings.
struct Addition: Hashable, Sendable {
  var hunt: Hunt
  /// What the answer does to the seat that pressed.
  var leave: LeavePolicy
  var isEmergency: Bool
  /// Whose key it was, for the way back.
  let presser: LegID
  let presserParty: Party
  let presserGroup: GroupName?
  /// Its line in the record.
  let transferIndex: Int
  /// The leg whose phone sent a REFER and wants to hear how it goes.
  let referrer: LegID?
  /// The two desks that stay together while 110 rings; `nil` while one seat has the call.
  var together: Conference?
}

/// Two desks and a citizen who talk, or negotiate with the citizen on music.
struct Conference: Hashable, Sendable {
  /// The seat that had the call when the other came.
  let holder: LegID
  let target: LegID
  var negotiation: Negotiation
  /// A third desk: 110 was called to two that were together.
  var guest: LegID?

  /// Every desk of it.
  var desks: [LegID] { [holder, target] + (guest.map { [$0] } ?? []) }

  /// The other of the two.
  func other(than leg: LegID) -> LegID { leg == holder ? target : holder }

  func others(than leg: LegID) -> [LegID] { desks.filter { $0 != leg } }
}

/// Whose matter it is (协商).
enum Negotiation: Hashable, Sendable {
  /// Open, with those who said that it is not theirs.
  case open(declined: Set<LegID>)
  case decided(responsible: LegID)

  static let open = Negotiation.open(declined: [])

  var isOpen: Bool {
    switch self {
    case .open: true
    case .decided: false
    }
  }
}
