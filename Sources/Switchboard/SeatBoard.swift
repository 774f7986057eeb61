internal import Routing

/// How every seat of the site stands, and who of each group is free.
struct SeatBoard: Sendable {
  private var standings: [SeatName: Standing] = [:]
  private var rosters: [RosterName: Roster] = [:]
  private var places: [SeatName: [(roster: RosterName, place: Int)]] = [:]
  /// Seats that would take a call since this turn, and did not before.
  private(set) var freed: [SeatName] = []

  init(_ directory: Directory) { arrange(directory) }

  /// Takes the groups of another site file; how the seats stand is as before.
  mutating func arrange(_ directory: Directory) {
    rosters = [:]
    places = [:]
    for group in directory.groups.values {
      add(RosterName(group.name), group.members, isByIdleTime: group.strategy == .longestIdle)
      if !group.dedicated.isEmpty {
        let dedicated = group.dedicated.map { Target.seat($0) }
        add(RosterName(group.name, isDedicated: true), dedicated, isByIdleTime: false)
      }
    }
  }

  private mutating func add(_ name: RosterName, _ members: [Target], isByIdleTime: Bool) {
    var roster = Roster(members, isByIdleTime: isByIdleTime)
    let seats = roster.seats
    let order = seats.indices.sorted { left, right in
      (self[seats[left]].idleSince, left) < (self[seats[right]].idleSince, right)
    }
    for place in order {
      let standing = self[seats[place]]
      roster.set(place, isFree: standing.isFree)
      if standing.isReachable { roster.reachableCount += 1 }
      places[seats[place], default: []].append((name, place))
    }
    rosters[name] = roster
  }

  // MARK: One seat

  subscript(seat: SeatName) -> Standing { standings[seat] ?? Standing() }

  /// Changes how a seat stands.
  ///
  /// - Parameter isWilling: `false` for a seat that did not take the call it was just offered: nobody
  ///   who waits is offered to it before the next retry.
  mutating func change(
    _ seat: SeatName, isWilling: Bool = true, _ body: (inout Standing) -> Void
  ) {
    let before = self[seat]
    var after = before
    body(&after)
    standings[seat] = after
    for (name, place) in places[seat] ?? [] {
      rosters[name]?.set(place, isFree: after.isFree)
      if after.isReachable != before.isReachable {
        rosters[name]?.reachableCount += after.isReachable ? 1 : -1
      }
    }
    if after.isFree, !before.isFree, isWilling { freed.append(seat) }
  }

  mutating func takeFreed() -> [SeatName] {
    defer { freed = [] }
    return freed
  }

  /// The groups that a seat takes calls of.
  func groups(of seat: SeatName) -> [GroupName] {
    (places[seat] ?? []).filter { !$0.roster.isDedicated }.map(\.roster.group)
  }

  /// Every seat that is engaged, and by which legs.
  var engaged: [(seat: SeatName, legs: [LegID])] {
    standings.lazy.filter { !$0.value.legs.isEmpty }.map { ($0.key, $0.value.legs) }
  }

  // MARK: Groups

  func roster(_ name: RosterName) -> Roster? { rosters[name] }

  func freeCount(of group: GroupName) -> Int { rosters[RosterName(group)]?.freeCount ?? 0 }

  func reachableCount(of group: GroupName) -> Int {
    rosters[RosterName(group)]?.reachableCount ?? 0
  }
}
