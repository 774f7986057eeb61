/// Who is rung for a destination, stage by stage, and where a caller waits when nobody can be had.
package struct RingOrder: Hashable, Sendable {
  package var stages: [RingStage] = []
  /// Whose queue a caller waits in; `nil` when the site knows no such destination.
  package internal(set) var queue: Route?
  /// Whether seats of an overflow group are among the stages.
  package internal(set) var hasOverflow = false

  package init() {}

  /// Several, one after the other; a caller waits where the last says.
  package init(_ orders: [RingOrder]) {
    stages = orders.flatMap(\.stages)
    queue = orders.last?.queue
    hasOverflow = orders.contains(where: \.hasOverflow)
  }
}

extension Directory {
  /// How long a target outside any group rings.
  private var plainTimeout: Duration { .seconds(30) }

  /// Who is rung for `destination` now.
  ///
  /// - Parameters:
  ///   - time: what the site's clocks show; without it every group is open.
  ///   - isTransfer: whether another desk hands the call over: dedicated seats come first then.
  ///   - overflows: whether the callers of a group may go to its overflow.
  package func order(
    to destination: Destination, at time: CivilTime? = nil, isTransfer: Bool = false,
    overflows: (Group) -> Bool = { _ in true }
  ) -> RingOrder {
    var order = RingOrder()
    var closed: Set<GroupName> = []
    var destination = destination
    while true {
      switch resolve(destination) {
      case .group(let name):
        if let next = whenClosed(name, at: time), closed.insert(name).inserted {
          destination = next
          continue
        }
        order.queue = .group(name)
        var visited: Set<GroupName> = []
        add(name, to: &order, at: time, isTransfer, overflows, &visited)
      case .seat(let name):
        order.queue = .seat(name)
        order.stages = [RingStage(targets: [.seat(name)], timeout: seatTimeout(name))]
      case .trunk(let name):
        order.queue = .trunk(name)
        let target = Target.trunk(name, number: dialled(destination))
        order.stages = [RingStage(targets: [target], timeout: plainTimeout)]
      case nil: break
      }
      return order
    }
  }

  /// A group, those behind it and its overflow; none of them twice.
  private func add(
    _ name: GroupName, to order: inout RingOrder, at time: CivilTime?, _ isTransfer: Bool,
    _ overflows: (Group) -> Bool, _ visited: inout Set<GroupName>
  ) {
    guard let group = groups[name], visited.insert(name).inserted else { return }
    if whenClosed(name, at: time) == nil || order.stages.isEmpty && order.queue == .group(name) {
      if isTransfer, !group.dedicated.isEmpty {
        order.stages.append(
          RingStage(
            targets: group.dedicated.map { .seat($0) }, timeout: group.ringTimeout, group: name,
            roster: RosterName(name, isDedicated: true)))
      }
      if !group.members.isEmpty {
        order.stages.append(
          RingStage(
            targets: group.members, strategy: group.strategy, timeout: group.ringTimeout,
            group: name, roster: RosterName(name)))
      }
    }
    if let then = group.then { add(then, to: &order, at: time, isTransfer, overflows, &visited) }
    if let overflow = group.overflow, overflows(group) {
      order.hasOverflow = true
      add(overflow.group, to: &order, at: time, isTransfer, overflows, &visited)
    }
  }

  /// Where the calls of a group go now instead of to itself, or `nil` while it is open.
  private func whenClosed(_ name: GroupName, at time: CivilTime?) -> Destination? {
    guard let time, let group = groups[name], let hours = group.hours else { return nil }
    return hours.contains(time) ? nil : group.closed
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
