internal import Routing
internal import Switchboard

extension SiteChecker {
  func rule(_ reader: SectionReader) -> NumberRule? {
    let group = resolve(reader.read(NumberKeys.group), .group)
    let seat = resolve(reader.read(NumberKeys.seat), .seat)
    let trunk = resolve(reader.read(NumberKeys.trunk), .trunk)
    let ways = [NumberKeys.group, NumberKeys.seat, NumberKeys.trunk].filter(reader.has)
    guard ways.count == 1 else {
      let place = ways.map { reader.place(of: $0) }.sorted().dropFirst().first ?? reader.place
      let found = ways.isEmpty ? "leads nowhere" : "leads to \(ways.count) places"
      findings.error(
        place, "\(reader.section.title) \(found); expected exactly one of group, seat and trunk")
      return nil
    }
    let route: Route? =
      group.map { .group(GroupName($0)) } ?? seat.map { .seat(SeatName($0)) }
      ?? trunk.map { .trunk(TrunkName($0)) }
    return route.map { NumberRule(pattern: reader.name, route: $0) }
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
    let patterns = names(of: .number)
    // Where a rule leads does not matter here, only that there is one.
    let plan = NumberPlan(patterns.map { NumberRule(pattern: $0, route: .group("")) })
    if plan.route(for: number) != nil { return true }
    findings.error(
      place,
      "number \(number.shown) leads nowhere; " + Nearest.hint(for: number, among: patterns))
    return false
  }
}
