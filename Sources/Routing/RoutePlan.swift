/// Where a call goes, and everything that decided it.
package struct RoutePlan: Hashable, Sendable {
  package let request: RouteRequest
  /// The local form of the number that was asked for; `nil` when it was no number.
  package let number: String?
  package let rule: NumberRule?
  /// Where the day stands to the number's transition period, if it has one.
  package let phase: TransitionPeriod.Phase?
  package internal(set) var outcome: Outcome
  /// What a citizen hears while it rings, or before the call is refused.
  package let announcement: Prompt?
  /// The trunk that a county's 110 must take to 12345, when the plan was changed for it.
  package internal(set) var detour: TrunkName?

  package enum Outcome: Hashable, Sendable {
    /// Each is rung in full before the next, none of them a number; a citizen whom none of them takes
    /// waits for the last.
    case ring([Destination])
    /// A final SIP status.
    case refuse(status: Int)
  }

  /// Whom it rings, one after the other; empty when it refuses.
  package var destinations: [Destination] {
    switch outcome {
    case .ring(let destinations): destinations
    case .refuse: []
    }
  }
}

/// A county's 110 reaches 12345 through the city's 110 only.
package struct CountyRule: Hashable, Sendable {
  /// The trunk to the city's 110.
  package let trunk: TrunkName
  /// What is dialled there.
  package let number: String
  /// The desk that must go through it, and the one that it reaches so.
  package let police: PlatformName
  package let hotline: PlatformName

  package init(
    through trunk: TrunkName, number: String = "12345", police: PlatformName = "110",
    hotline: PlatformName = "12345"
  ) {
    self.trunk = trunk
    self.number = number
    self.police = police
    self.hotline = hotline
  }

  /// Where it leads.
  package var destination: Destination { .trunk(trunk, number: number) }
}
