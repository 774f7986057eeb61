/// Where a call stands; who is named here is in the call, and nobody else.
enum State: Hashable, Sendable {
  /// Seats ring, the citizen hears ringback.
  case arriving(Hunt)
  /// The citizen hears that the number is withdrawn; then the call is refused with this status.
  case refusing(status: Int)
  /// No seat could be had: music, and offered again and again.
  case waiting(Waiting)
  case talking(LegID)
  /// Another party rings while citizen and holder talk; `nil` once the holder left.
  case adding(LegID?, Addition)
  /// Another party rings, the citizen is on music meanwhile.
  case asking(LegID, Addition)
  /// The two desks talk in private, the citizen is on music.
  case consulting(Conference)
  case conferring(Conference)
  /// The way back: the target failed and the holder had left.
  case recalling(Hunt)
  /// A seat dialled a key that means the seat itself; `told` once it heard the tone.
  case confirming(told: Bool)
  case ended(Ending)
}

extension State {
  /// The search under way, if any.
  var hunt: Hunt? {
    get {
      switch self {
      case .arriving(let hunt), .recalling(let hunt): hunt
      case .waiting(let waiting): waiting.hunt
      case .adding(_, let addition), .asking(_, let addition): addition.hunt
      case .refusing, .talking, .consulting, .conferring, .confirming, .ended: nil
      }
    }
    set {
      guard let hunt = newValue else { return }
      switch self {
      case .arriving: self = .arriving(hunt)
      case .waiting(var waiting):
        waiting.hunt = hunt
        self = .waiting(waiting)
      case .recalling: self = .recalling(hunt)
      case .adding(let holder, var addition):
        addition.hunt = hunt
        self = .adding(holder, addition)
      case .asking(let holder, var addition):
        addition.hunt = hunt
        self = .asking(holder, addition)
      case .refusing, .talking, .consulting, .conferring, .confirming, .ended: break
      }
    }
  }

  /// Everybody who is in the call besides the caller.
  var legs: [LegID] {
    switch self {
    case .arriving(let hunt), .recalling(let hunt): hunt.legs
    case .waiting(let waiting): waiting.hunt.legs
    case .talking(let holder): [holder]
    case .adding(let holder, let addition):
      (addition.together?.desks ?? holder.map { [$0] } ?? []) + addition.hunt.legs
    case .asking(let holder, let addition): [holder] + addition.hunt.legs
    case .consulting(let conference), .conferring(let conference):
      conference.desks
    case .refusing, .confirming, .ended: []
    }
  }

  /// The part that a leg plays, other than the caller's.
  func role(of leg: LegID) -> Role? {
    switch self {
    case .talking(leg), .adding(leg, _), .asking(leg, _): return .holder
    case .consulting(let conference), .conferring(let conference):
      if leg == conference.holder { return .holder }
      return conference.desks.contains(leg) ? .target : nil
    case .adding(_, let addition) where addition.together?.desks.contains(leg) == true:
      return .target
    case .arriving, .refusing, .waiting, .recalling, .talking, .adding, .asking, .confirming,
      .ended:
      return hunt?.legs.contains(leg) == true ? .rung : nil
    }
  }
}

/// The part that a leg plays in its call.
enum Role: Hashable, Sendable {
  /// The seat that has the call; the first receiver, until it hands over.
  case holder
  /// The party that was added.
  case target
  /// Somebody who rings and has not answered.
  case rung
}
