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

  /// How many leading characters decide, or `nil` when the rule does not apply to `number`.
  func specificity(for number: String) -> Int? {
    guard pattern.last == "*" else { return number == pattern ? Int.max : nil }
    let prefix = pattern.dropLast()
    return number.hasPrefix(prefix) ? prefix.utf8.count : nil
  }
}

/// The numbers that the box knows; a whole number beats a prefix, a longer prefix a shorter one.
package struct NumberPlan: Hashable, Sendable {
  package let rules: [NumberRule]

  package init(_ rules: [NumberRule]) { self.rules = rules }

  /// Where a call to `number` goes, or `nil` when no rule speaks of it.
  package func route(for number: String) -> Route? {
    var best: (specificity: Int, route: Route)?
    for rule in rules {
      guard let specificity = rule.specificity(for: number) else { continue }
      if specificity > (best?.specificity ?? -1) { best = (specificity, rule.route) }
    }
    return best?.route
  }
}
