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

/// One rule of the number plan: a whole number, or a prefix that ends in `*`.
package struct NumberRule: Hashable, Sendable {
  package let pattern: String
  package let route: Route

  package init(pattern: String, route: Route) {
    self.pattern = pattern
    self.route = route
  }
}

/// The numbers that the box knows; a whole number beats a prefix, a longer prefix a shorter one.
package struct NumberPlan: Hashable, Sendable {
  package let rules: [NumberRule]
  private let whole: [String: Route]
  private let prefixes: [String: Route]
  /// The lengths that prefixes have, longest first: a lookup is one probe for each.
  private let lengths: [Int]

  /// Of two rules with one pattern the first holds.
  package init(_ rules: [NumberRule]) {
    self.rules = rules
    let isPrefix: (NumberRule) -> Bool = { $0.pattern.last == "*" }
    whole = Dictionary(
      rules.filter { !isPrefix($0) }.map { ($0.pattern, $0.route) },
      uniquingKeysWith: { first, _ in first })
    prefixes = Dictionary(
      rules.filter(isPrefix).map { (String($0.pattern.dropLast()), $0.route) },
      uniquingKeysWith: { first, _ in first })
    lengths = Set(prefixes.keys.map(\.count)).sorted(by: >)
  }

  /// Where a call to `number` goes, or `nil` when no rule speaks of it.
  package func route(for number: String) -> Route? {
    if let route = whole[number] { return route }
    for length in lengths where length <= number.count {
      if let route = prefixes[String(number.prefix(length))] { return route }
    }
    return nil
  }
}
