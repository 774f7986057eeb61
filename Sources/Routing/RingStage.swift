/// Targets that are rung by one rule before those of the next stage are.
///
/// It shares its targets with the group: a stage of a thousand seats costs no more than one of two.
package struct RingStage: Hashable, Sendable {
  package let targets: [Target]
  package let strategy: RingStrategy
  /// How long each step rings.
  package let timeout: Duration
  /// The group that sent the call here, where its calls fall back to.
  package let group: GroupName?
  /// Where it is kept who of the targets is free; `nil` for a stage outside any group.
  package let roster: RosterName?
  package var reach: Reach

  package init(
    targets: [Target], strategy: RingStrategy = .inTurn, timeout: Duration,
    group: GroupName? = nil, roster: RosterName? = nil, reach: Reach = .free
  ) {
    self.targets = targets
    self.strategy = strategy
    self.timeout = timeout
    self.group = group
    self.roster = roster
    self.reach = reach
  }

  /// Which seats are rung.
  package enum Reach: Hashable, Sendable {
    /// Those that would take a call now.
    case free
    /// Also those that pause or wrap up: the call is theirs.
    case away
    /// Also those that talk: an emergency.
    case engaged
  }
}

/// The seats of a group, or those posted for it at the other side.
package struct RosterName: Hashable, Sendable {
  package let group: GroupName
  package let isDedicated: Bool

  package init(_ group: GroupName, isDedicated: Bool = false) {
    self.group = group
    self.isDedicated = isDedicated
  }
}

extension RingStage {
  /// The stage as steps, for people to read, as if everybody were free.
  ///
  /// - Parameter idleSince: a seat's last hang-up in microseconds; smaller is longer idle.
  package func steps(idleSince: (SeatName) -> Int64 = { _ in 0 }) -> [RingStep] {
    func step(_ targets: [Target]) -> RingStep {
      RingStep(targets: targets, timeout: timeout, group: group)
    }
    func idle(_ target: Target) -> Int64 {
      // A trunk is the way out when no seat of ours is left: it comes last.
      if case .seat(let name) = target { idleSince(name) } else { Int64.max }
    }
    switch strategy {
    case .all: return targets.isEmpty ? [] : [step(targets)]
    case .inTurn: return targets.map { step([$0]) }
    case .longestIdle:
      // Equal idle times keep the site's order: sort by time, then by place.
      let order = targets.enumerated().sorted { left, right in
        (idle(left.element), left.offset) < (idle(right.element), right.offset)
      }
      return order.map { step([$0.element]) }
    }
  }
}
