internal import Routing
internal import Switchboard

extension SiteChecker {
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
