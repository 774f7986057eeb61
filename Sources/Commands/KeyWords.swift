internal import Routing
internal import Site
internal import Switchboard

/// What keys and their outcomes are called towards people at a terminal.
enum KeyWords {
  /// Why a key was not carried out, for an outcome as it stands on the wire.
  static func reason(
    of outcome: String, seat: String, key: String, site: SiteConfiguration
  ) -> String {
    if outcome == KeyOutcome.ignored.description {
      return "\(seat) pressed \(key) a moment ago, or the box is doing it already"
    }
    let refusal = Refusal.allCases.first { KeyOutcome.refused($0).description == outcome }
    switch refusal {
    case .unknownKey:
      return "the site has no key \"\(key)\"; "
        + Nearest.hint(for: key, among: site.keys.map(\.name))
    case let refusal?: return sentence(refusal, seat: seat)
    case nil: return "the box did not carry it out"
    }
  }

  /// What to add to any failure when the site file has no such seat; empty when it has.
  static func hint(seat: String, site: SiteConfiguration) -> String {
    guard site.seat(SeatName(seat)) == nil else { return "" }
    return "; " + Nearest.hint(for: seat, among: site.seats.map(\.name.text))
  }

  private static func sentence(_ refusal: Refusal, seat: String) -> String {
    switch refusal {
    case .unknownKey: "the site has no such key"
    case .notInCall: "\(seat) is in no call in which a key means anything"
    case .notYours: "the call is not at \(seat)"
    case .nothingToUndo: "nobody was added to the call, so there is nothing to take back"
    case .nothingToAccept: "nothing is being offered to \(seat)"
    case .alreadyThreeWay: "all three are together already"
    case .alreadyConsulting: "\(seat) speaks to the other desk in private already"
    case .busyAdding: "another desk is being rung; cancel it first, or wait for its answer"
    case .noSuchDestination: "the number leads nowhere at this site"
    case .nobodyFree: "no seat of that desk is free"
    }
  }

  /// A destination in the words of the site file: `group 110`.
  static func text(_ destination: Destination) -> String {
    switch destination {
    case .group(let name): "group \(name)"
    case .seat(let name): "seat \(name)"
    case .number(let number): "number \(number)"
    case .trunk(let name, let number): "trunk \(name) \(number)"
    }
  }
}
