internal import Routing

/// Whom to ring, and for whom.
extension Desk {
  /// Who is rung for `destination` now, stage by stage.
  ///
  /// - Parameter waited: how long the caller has waited, which may open an overflow.
  func order(
    to destination: Destination, at time: CivilTime, isTransfer: Bool = false,
    waited: Duration = .zero
  ) -> RingOrder {
    func order(_ directory: Directory, _ destination: Destination) -> RingOrder {
      directory.order(to: destination, at: time, isTransfer: isTransfer) {
        isOverflowing($0, waited: waited)
      }
    }
    let present = order(directory, destination)
    guard present.stages.isEmpty, !former.isEmpty else { return present }
    // Who was on its way to what the site no longer has keeps its plan; when nobody of it is left,
    // a person is better than music for ever.
    var plan = former.lazy.map { order($0, destination) }.first { !$0.stages.isEmpty } ?? present
    plan.stages += order(directory, directory.emergency).stages
    return plan
  }

  /// Whether so many wait for a group that its overflow is open to the first of them.
  func isCrowded(_ name: GroupName) -> Bool {
    directory.groups[name].map { isOverflowing($0, waited: .zero) } ?? false
  }

  private func isOverflowing(_ group: Group, waited: Duration) -> Bool {
    group.overflow?.isOpen(
      waiting: queues[.group(group.name)].tickets.count, waited: waited,
      free: seats.freeCount(of: group.name)) ?? false
  }

  /// Whom of a stage to ring next: one, or everybody for `all`, or nobody and why.
  ///
  /// - Parameter isWanted: `false` for a target that was rung already, or is in the call.
  func next(
    of stage: RingStage, isUrgent: Bool, where isWanted: (Target) -> Bool
  ) -> (targets: [Target], obstacle: Failure?) {
    let roster = stage.roster.flatMap { seats.roster($0) }
    func isWantedSeat(_ seat: SeatName) -> Bool { isWanted(.seat(seat)) }
    var targets: [Target] = []
    if let roster {
      if stage.strategy == .all {
        targets = roster.free(atMost: .max).filter(isWantedSeat).map { .seat($0) }
      } else if let seat = roster.first(where: isWantedSeat) {
        return ([.seat(seat)], nil)
      }
    }
    // The seats that are left are not free: an emergency rings them too.
    let others = roster != nil && stage.reach == .free ? roster!.others : stage.targets
    var obstacle = roster.flatMap { $0.seats.isEmpty ? nil : busyOrGone($0) }
    for target in others where isWanted(target) && !targets.contains(target) {
      if let failure = self.obstacle(to: target, stage.reach, isUrgent: isUrgent) {
        obstacle = failure
      } else if stage.strategy == .all {
        targets.append(target)
      } else {
        return ([target], nil)
      }
    }
    return (targets, targets.isEmpty ? obstacle : nil)
  }

  private func busyOrGone(_ roster: Roster) -> Failure {
    roster.reachableCount > 0 ? .busy : .unreachable
  }

  /// Why a target cannot be rung now, or `nil` when it can.
  private func obstacle(
    to target: Target, _ reach: RingStage.Reach, isUrgent: Bool
  ) -> Failure? {
    switch target {
    case .seat(let seat): seats[seat].obstacle(reach)
    case .trunk(let name, _): hasRoom(name, isUrgent: isUrgent) ? nil : .busy
    }
  }

  /// Whether one more call may go over a trunk.
  func hasRoom(_ trunk: TrunkName, isUrgent: Bool) -> Bool {
    directory.trunks[trunk]?.hasRoom(busy: channels[trunk], isUrgent: isUrgent) ?? true
  }

  /// Whether a target, rung as one of a group, belongs to the emergency desk.
  func isEmergency(_ target: Target, _ group: GroupName?) -> Bool {
    if let group, isEmergencyDesk(.group(group)) { return true }
    if case .seat(let seat) = target { return isEmergencyDesk(.seat(seat)) }
    return false
  }

  /// Whether a destination leads to the emergency desk, or to a seat of its platform.
  func isEmergencyDesk(_ destination: Destination) -> Bool {
    if directory.isEmergency(destination) { return true }
    let platform = directory.platform(of: destination)
    return platform != nil && platform == directory.platform(of: directory.emergency)
  }

  // MARK: Who waits

  /// How many seats could take a caller of a queue who has waited so long.
  func freeSeats(for queue: Route, waited: Duration) -> Int {
    switch queue {
    case .group(let name):
      directory.groups(serving: name).reduce(0) { count, reach in
        isOpen(reach, waited: waited) ? count + seats.freeCount(of: reach.group) : count
      }
    case .seat(let seat): seats[seat].isFree ? 1 : 0
    case .trunk: 0
    }
  }

  private func isOpen(_ reach: QueueReach, waited: Duration) -> Bool {
    reach.gates.allSatisfy { gate in
      directory.groups[gate].map { isOverflowing($0, waited: waited) } ?? false
    }
  }

  /// Whether callers of a queue may also be offered to trunks, which are never "free".
  func reachesTrunks(from queue: Route) -> Bool {
    switch queue {
    case .group(let name):
      directory.groups(serving: name).contains { reach in
        seats.roster(RosterName(reach.group))?.others.isEmpty == false
      }
    case .seat: false
    case .trunk: true
    }
  }

  /// Who has the first right to a seat, of all who wait for it.
  ///
  /// - Parameters:
  ///   - waited: how long a call has waited.
  ///   - isWanted: `false` for a call that was offered a seat in this turn already.
  func firstInLine(
    for seat: SeatName, waited: (CallID) -> Duration, where isWanted: (CallID) -> Bool
  ) -> CallID? {
    let groups = seats.groups(of: seat)
    let heads = queues.waiting.compactMap { route, queue -> Ticket? in
      guard let head = queue.tickets.first(where: { isWanted($0.call) }) else { return nil }
      switch route {
      case .seat(let name): return name == seat ? head : nil
      case .trunk: return nil
      case .group(let name):
        let serves = directory.groups(serving: name).contains { reach in
          groups.contains(reach.group) && isOpen(reach, waited: waited(head.call))
        }
        return serves ? head : nil
      }
    }
    return heads.min()?.call
  }

  /// How often a caller of a queue is told where they stand.
  func announcement(in queue: Route?) -> Duration? {
    guard case .group(let name)? = queue, let group = directory.groups[name] else {
      return policy.announcement
    }
    return group.announcement
  }

  /// How long a seat of a group is left alone after a call.
  func wrapUp(of seat: SeatName, in group: GroupName?) -> Duration {
    let name = group ?? directory.homeGroup(of: seat)
    return name.flatMap { directory.groups[$0]?.wrapUp } ?? .zero
  }
}
