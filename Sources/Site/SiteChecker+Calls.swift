internal import Routing
internal import Switchboard

extension SiteChecker {
  func group(_ reader: SectionReader) -> Group? {
    let seats = reader.read(GroupKeys.seats)
    let trunks = reader.read(GroupKeys.trunks)
    let dial = reader.read(GroupKeys.dial)
    let ring = reader.read(GroupKeys.ring)
    let timeout = reader.read(GroupKeys.ringTimeout)
    for seat in seats ?? [] { _ = resolve(seat, .seat) }
    for trunk in trunks ?? [] { _ = resolve(trunk, .trunk) }
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
    guard let ring, let timeout else { return nil }
    let number = dial?.value ?? ""
    return Group(
      name: GroupName(reader.name),
      members: (seats ?? []).map { .seat(SeatName($0.value)) }
        + (trunks ?? []).map { .trunk(TrunkName($0.value), number: number) },
      strategy: ring, ringTimeout: timeout)
  }

  /// The destination, when the site has it; reports it when not.
  func destination(_ destination: Located<Destination>?) -> Destination? {
    guard let destination else { return nil }
    let place = destination.place
    let isKnown =
      switch destination.value {
      case .group(let name): resolve(Located(value: name.text, place: place), .group) != nil
      case .seat(let name): resolve(Located(value: name.text, place: place), .seat) != nil
      case .trunk(let name, _): resolve(Located(value: name.text, place: place), .trunk) != nil
      case .number(let number): leads(number, at: place)
      }
    return isKnown ? destination.value : nil
  }

  private func leads(_ number: String, at place: Place) -> Bool {
    if numbers.rule(for: number) != nil { return true }
    findings.error(
      place,
      "number \(number.shown) leads nowhere; "
        + Nearest.hint(for: number, among: numbers.rules.map(\.pattern)))
    return false
  }
}
