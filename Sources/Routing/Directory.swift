/// Everything that routing knows of a site: its seats, groups, trunks and numbers.
package struct Directory: Sendable {
  package let seats: [SeatName: Seat]
  package let groups: [GroupName: Group]
  package let trunks: [TrunkName: Trunk]
  package let numbers: NumberPlan
  /// Where the `emergency` key rings.
  package let emergency: Destination
  /// What binds a county's 110; `nil` for a city.
  package var county: CountyRule?

  private let groupsBySeat: [SeatName: GroupName]
  private var reaches: [GroupName: [QueueReach]] = [:]

  package init(
    seats: [Seat], groups: [Group], trunks: [Trunk] = [], numbers: NumberPlan,
    emergency: Destination = .group("110")
  ) {
    self.seats = Dictionary(seats.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.groups = Dictionary(groups.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.trunks = Dictionary(trunks.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.numbers = numbers
    self.emergency = emergency
    var home: [SeatName: GroupName] = [:]
    for group in groups {
      for seat in group.seats + group.dedicated where home[seat] == nil { home[seat] = group.name }
    }
    groupsBySeat = home
    for group in groups {
      reaches[group.name] = reach(of: group.name)
    }
  }

  /// The first group that `seat` is a member of: where its calls are offered when it cannot be had.
  package func homeGroup(of seat: SeatName) -> GroupName? { groupsBySeat[seat] }

  /// The group, seat or trunk behind a destination, or `nil` when the site has none such.
  package func resolve(_ destination: Destination) -> Route? {
    switch destination {
    case .group(let name): groups[name] == nil ? nil : .group(name)
    case .seat(let name): seats[name] == nil ? nil : .seat(name)
    case .number(let number): numbers.route(for: number)
    case .trunk(let name, _): trunks[name] == nil ? nil : .trunk(name)
    }
  }

  /// The groups whose seats may serve the callers who wait for a group, itself first.
  package func groups(serving queue: GroupName) -> [QueueReach] { reaches[queue] ?? [] }

  /// Whether a destination is where the `emergency` key rings.
  package func isEmergency(_ destination: Destination) -> Bool {
    guard let route = resolve(destination) else { return false }
    return route == resolve(emergency)
  }

  /// The desk that a destination belongs to: that of a group's first seat; `nil` for a trunk.
  package func platform(of destination: Destination) -> PlatformName? {
    switch resolve(destination) {
    case .seat(let name): return seats[name]?.platform
    case .group(let name):
      for case .seat(let seat) in groups[name]?.members ?? [] { return seats[seat]?.platform }
      return nil
    case .trunk, nil: return nil
    }
  }
}
