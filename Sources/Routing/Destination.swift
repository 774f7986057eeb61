/// What a call, a key or a REFER asks for.
package enum Destination: Hashable, Sendable {
  case group(GroupName)
  case seat(SeatName)
  /// A number, as dialled; the number plan says what it leads to.
  case number(String)
  /// `number` dialled at a trunk.
  case trunk(TrunkName, number: String)
}

extension Destination: CustomStringConvertible {
  package var description: String {
    switch self {
    case .group(let name): "group \(name)"
    case .seat(let name): "seat \(name)"
    case .number(let number): "number \(number)"
    case .trunk(let name, let number): "trunk \(name) \(number)"
    }
  }
}

/// Where the calls of a rule go.
package enum Route: Hashable, Sendable {
  case group(GroupName)
  case seat(SeatName)
  /// The dialled number is handed to this trunk as it is.
  case trunk(TrunkName)
}
