/// A place where an agent answers, as routing sees it.
package struct Seat: Hashable, Sendable {
  package let name: SeatName
  package let platform: PlatformName

  package init(name: SeatName, platform: PlatformName) {
    self.name = name
    self.platform = platform
  }
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
  /// How long a seat that took a call of the group is left alone after it (话后处理); zero for not at all.
  package var wrapUp: Duration = .zero
  /// Seats posted at the other side (互设话务专席): rung first for calls that another desk hands over.
  package var dedicated: [SeatName] = []
  /// Rung after the members: an expert group names the desk that stands behind it.
  package var then: GroupName?
  /// When it takes calls; `nil` for day and night.
  package var hours: OpeningHours?
  /// Where its calls go outside its hours.
  package var closed: Destination?
  package var overflow: Overflow?
  /// How often a caller who waits is told where they stand; `nil` for never.
  package var announcement: Duration? = .seconds(30)

  package init(
    name: GroupName, members: [Target], strategy: RingStrategy = .inTurn,
    ringTimeout: Duration = .seconds(20)
  ) {
    self.name = name
    self.members = members
    self.strategy = strategy
    self.ringTimeout = ringTimeout
  }

  /// Its seats, in the site's order, the dedicated ones left out.
  package var seats: [SeatName] {
    members.compactMap { if case .seat(let seat) = $0 { seat } else { nil } }
  }
}

/// Who takes a group's calls when its own seats run short: seats of other regions (远程话务座席).
///
/// Any threshold that is reached opens it; without any it is open always.
package struct Overflow: Hashable, Sendable {
  package let group: GroupName
  /// So many callers wait.
  package var queueLength: Int?
  /// A caller has waited so long.
  package var queueWait: Duration?
  /// Fewer seats than this are free.
  package var freeSeats: Int?

  package init(
    to group: GroupName, queueLength: Int? = nil, queueWait: Duration? = nil, freeSeats: Int? = nil
  ) {
    self.group = group
    self.queueLength = queueLength
    self.queueWait = queueWait
    self.freeSeats = freeSeats
  }

  /// Whether a caller may be offered to it.
  ///
  /// - Parameters:
  ///   - waiting: how many callers wait for the group.
  ///   - waited: how long this one has.
  ///   - free: how many seats of the group could take a call.
  package func isOpen(waiting: Int, waited: Duration, free: Int) -> Bool {
    if queueLength == nil, queueWait == nil, freeSeats == nil { return true }
    return queueLength.map { waiting >= $0 } ?? false || queueWait.map { waited >= $0 } ?? false
      || freeSeats.map { free < $0 } ?? false
  }
}
