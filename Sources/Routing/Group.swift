/// A place where an agent answers, as routing sees it.
package struct Seat: Hashable, Sendable {
  package let name: SeatName
  package let platform: PlatformName

  package init(name: SeatName, platform: PlatformName) {
    self.name = name
    self.platform = platform
  }
}

/// A SIP peer that carries many calls, as routing sees it.
package struct Trunk: Hashable, Sendable {
  package let name: TrunkName

  package init(name: TrunkName) { self.name = name }
}

/// One thing that can be rung.
package enum Target: Hashable, Sendable {
  case seat(SeatName)
  /// `number` is what is dialled at the trunk.
  case trunk(TrunkName, number: String)
}

extension Target: CustomStringConvertible {
  package var description: String {
    switch self {
    case .seat(let name): name.text
    case .trunk(let name, let number): "\(number)@\(name)"
    }
  }
}

/// How the members of a group are rung.
package enum RingStrategy: String, Hashable, Sendable, CaseIterable {
  /// One after the other, always from the first.
  case inTurn = "in-turn"
  /// Everybody at once; who answers first has the call.
  case all
  /// One after the other, the one that has been idle longest first.
  case longestIdle = "longest-idle"
}

/// An ordered set of seats or trunk addresses that are rung together or in turn.
package struct Group: Hashable, Sendable {
  package let name: GroupName
  package let members: [Target]
  package let strategy: RingStrategy
  /// How long each step rings before the next is tried.
  package let ringTimeout: Duration

  package init(
    name: GroupName, members: [Target], strategy: RingStrategy = .inTurn,
    ringTimeout: Duration = .seconds(20)
  ) {
    self.name = name
    self.members = members
    self.strategy = strategy
    self.ringTimeout = ringTimeout
  }
}
