/// Targets that ring at the same time, and how long.
package struct RingStep: Hashable, Sendable {
  package let targets: [Target]
  package let timeout: Duration
  /// The group that sent the call here, where its calls fall back to.
  package let group: GroupName?

  package init(targets: [Target], timeout: Duration, group: GroupName? = nil) {
    self.targets = targets
    self.timeout = timeout
    self.group = group
  }
}

extension Directory {
  /// How long a target outside any group rings.
  private var plainTimeout: Duration { .seconds(30) }

  /// Who is rung for `destination`, in which order, until when.
  ///
  /// - Parameter idleSince: a seat's last hang-up in microseconds; smaller is longer idle.
  /// - Returns: no step at all when the site knows no such destination.
  package func steps(
    to destination: Destination, idleSince: (SeatName) -> Int64 = { _ in 0 }
  ) -> [RingStep] {
    switch resolve(destination) {
    case .group(let name): groups[name].map { steps(of: $0, idleSince: idleSince) } ?? []
    case .seat(let name): [RingStep(targets: [.seat(name)], timeout: seatTimeout(name))]
    case .trunk(let name):
      [RingStep(targets: [.trunk(name, number: dialled(destination))], timeout: plainTimeout)]
    case nil: []
    }
  }

  private func steps(of group: Group, idleSince: (SeatName) -> Int64) -> [RingStep] {
    func step(_ targets: [Target]) -> RingStep {
      RingStep(targets: targets, timeout: group.ringTimeout, group: group.name)
    }
    switch group.strategy {
    case .all: return group.members.isEmpty ? [] : [step(group.members)]
    case .inTurn: return group.members.map { step([$0]) }
    case .longestIdle:
      // Equal idle times keep the site's order: sort by time, then by place.
      let order = group.members.enumerated().sorted { left, right in
        let (a, b) = (idle(left.element, idleSince), idle(right.element, idleSince))
        return a == b ? left.offset < right.offset : a < b
      }
      return order.map { step([$0.element]) }
    }
  }

  private func idle(_ target: Target, _ since: (SeatName) -> Int64) -> Int64 {
    // A trunk is the way out when no seat of ours is left: it comes last.
    if case .seat(let name) = target { since(name) } else { Int64.max }
  }

  private func seatTimeout(_ seat: SeatName) -> Duration {
    homeGroup(of: seat).flatMap { groups[$0]?.ringTimeout } ?? plainTimeout
  }

  private func dialled(_ destination: Destination) -> String {
    switch destination {
    case .number(let number), .trunk(_, let number): number
    case .group, .seat: ""
    }
  }
}
