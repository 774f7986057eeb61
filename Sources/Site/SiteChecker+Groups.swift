internal import Routing
internal import Switchboard

extension SiteChecker {
  func group(_ reader: SectionReader) -> Group? {
    let seats = reader.read(GroupKeys.seats)
    let trunks = reader.read(GroupKeys.trunks)
    let dial = reader.read(GroupKeys.dial)
    let ring = reader.read(GroupKeys.ring)
    let timeout = reader.read(GroupKeys.ringTimeout)
    let wrapUp = reader.read(GroupKeys.wrapUp)
    let announce = reader.read(GroupKeys.announce)
    for seat in seats ?? [] { _ = resolve(seat, .seat) }
    for trunk in trunks ?? [] { _ = resolve(trunk, .trunk) }
    checkMembers(reader, dial)
    let dedicated = dedicatedSeats(reader, besides: seats ?? [])
    let then = following(reader.read(GroupKeys.then))
    let (hours, closed) = openingHours(reader)
    let overflow = overflow(reader)
    guard let ring, let timeout, let wrapUp, let announce else { return nil }
    let number = dial?.value ?? ""
    var group = Group(
      name: GroupName(reader.name),
      members: (seats ?? []).map { .seat(SeatName($0.value)) }
        + (trunks ?? []).map { .trunk(TrunkName($0.value), number: number) },
      strategy: ring, ringTimeout: timeout)
    group.wrapUp = wrapUp
    group.announcement = announce
    group.dedicated = dedicated
    group.then = then
    (group.hours, group.closed) = (hours, closed)
    group.overflow = overflow
    return group
  }

  private func checkMembers(_ reader: SectionReader, _ dial: Located<String>?) {
    let hasTrunks = reader.has(GroupKeys.trunks)
    if !hasTrunks, !reader.has(GroupKeys.seats) {
      findings.error(
        reader.place,
        "\(reader.section.title) has nobody to ring; expected seats = NAME, … or trunks = NAME, …")
    }
    if hasTrunks, !reader.has(GroupKeys.dial) {
      reader.miss(GroupKeys.dial, because: " though it has trunks")
    }
    if let dial, !hasTrunks {
      findings.error(
        dial.place, "dial stands without trunks; expected trunks = NAME, … to dial it at")
    }
  }

  private func dedicatedSeats(
    _ reader: SectionReader, besides seats: [Located<String>]
  ) -> [SeatName] {
    let own = Set(seats.map(\.value))
    return (reader.read(GroupKeys.dedicated) ?? []).compactMap { seat in
      guard let name = resolve(seat, .seat) else { return nil }
      if own.contains(name) {
        findings.error(
          seat.place,
          "dedicated has seat \(name), which is among seats and so takes every call; "
            + "expected it in one of the two")
      }
      return SeatName(name)
    }
  }

  private func openingHours(_ reader: SectionReader) -> (OpeningHours?, Destination?) {
    let hours = reader.read(GroupKeys.hours)?.value
    let closed = destination(reader.read(GroupKeys.closed))
    switch (reader.has(GroupKeys.hours), reader.has(GroupKeys.closed)) {
    case (true, false): reader.miss(GroupKeys.closed, because: " though it has hours")
    case (false, true):
      findings.error(
        reader.place(of: GroupKeys.closed),
        "closed stands without hours; expected hours = \(GroupKeys.hours.kind.expected)")
    default: break
    }
    return (hours, closed)
  }

  private func overflow(_ reader: SectionReader) -> Overflow? {
    let length = reader.read(GroupKeys.queueLength)
    let wait = reader.read(GroupKeys.queueWait)
    let free = reader.read(GroupKeys.freeSeats)
    guard reader.has(GroupKeys.overflow) else {
      let places = [
        length.map { ("queue-length", $0.place) }, wait.map { ("queue-wait", $0.place) },
        free.map { ("free-seats", $0.place) },
      ].compactMap(\.self)
      for (key, place) in places {
        findings.error(
          place,
          "\(key) stands without overflow; expected overflow = \(GroupKeys.overflow.kind.expected)")
      }
      return nil
    }
    return following(reader.read(GroupKeys.overflow)).map {
      Overflow(
        to: $0, queueLength: length?.value, queueWait: wait?.value, freeSeats: free?.value)
    }
  }

  private func following(_ group: Located<GroupName>?) -> GroupName? {
    guard let group else { return nil }
    return resolve(Located(value: group.value.text, place: group.place), .group)
      .map { GroupName($0) }
  }

  /// Reports groups that lead back to themselves by `then` and `overflow`.
  func checkChains(_ groups: [Group]) {
    let known = Dictionary(groups.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var done: Set<GroupName> = []
    func visit(_ group: Group, _ path: [GroupName]) {
      for (key, next) in [("then", group.then), ("overflow", group.overflow?.group)] {
        guard let next, let following = known[next] else { continue }
        let path = path + [group.name]
        if let start = path.firstIndex(of: next) {
          let circle = (path[start...] + [next]).map(\.text).joined(separator: " → ")
          findings.error(
            entryPlace(key, of: group.name),
            "\(key) leads in a circle: \(circle); expected a group that does not lead back")
        } else if !done.contains(next) {
          visit(following, path)
        }
      }
      done.insert(group.name)
    }
    for group in groups where !done.contains(group.name) { visit(group, []) }
  }

  private func entryPlace(_ key: String, of group: GroupName) -> Place? {
    sections(.group).first { $0.name?.value == group.text }?.entry(key)?.value.place
  }
}
