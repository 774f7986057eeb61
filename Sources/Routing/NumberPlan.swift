/// One rule of the number plan: a whole number, or a prefix that ends in `*`.
package struct NumberRule: Hashable, Sendable {
  package let pattern: String
  /// What people call the number; empty when nobody said.
  package let name: String
  /// Where citizens' calls go, in the end.
  package let route: Route
  /// How the number was folded into 12345; `nil` for a number that was not.
  package let merger: Merger?

  package init(pattern: String, name: String = "", route: Route, merger: Merger? = nil) {
    self.pattern = pattern
    self.name = name
    self.route = route
    self.merger = merger
  }

  /// Whether it speaks of all numbers that begin alike.
  package var isPrefix: Bool { pattern.last == "*" }
}

/// What becomes of a citizen's call to a number that no rule speaks of.
package enum UnknownNumber: Hashable, Sendable {
  /// 404, so that the carrier says what carriers say.
  case reject
  case group(GroupName)
}

/// The numbers that the box knows; a whole number beats a prefix, a longer prefix a shorter one.
package struct NumberPlan: Hashable, Sendable {
  package let rules: [NumberRule]
  package let numbering: Numbering
  package let unknown: UnknownNumber
  /// Rules by the local form of their number.
  private let whole: [String: Int]
  private let prefixes: [String: Int]
  /// The lengths that prefixes have, longest first: a lookup is one probe for each.
  private let lengths: [Int]

  /// Of two rules with one pattern, or two spellings of one number, the first holds.
  package init(
    _ rules: [NumberRule], numbering: Numbering = Numbering(), unknown: UnknownNumber = .reject
  ) {
    self.rules = rules
    self.numbering = numbering
    self.unknown = unknown
    var whole: [String: Int] = [:]
    var prefixes: [String: Int] = [:]
    whole.reserveCapacity(rules.count)
    for (index, rule) in rules.enumerated() {
      if rule.isPrefix {
        let prefix = String(rule.pattern.dropLast())
        if prefixes[prefix] == nil { prefixes[prefix] = index }
      } else {
        let number = numbering.local(rule.pattern)
        if whole[number] == nil { whole[number] = index }
      }
    }
    self.whole = whole
    self.prefixes = prefixes
    lengths = Set(prefixes.keys.map(\.utf8.count)).sorted(by: >)
  }

  /// The rule that speaks of `number`, in whatever form it was dialled.
  package func rule(for number: String) -> NumberRule? { match(number).rule }

  /// Where a citizen's call to `number` goes in the end, or `nil` when no rule speaks of it.
  package func route(for number: String) -> Route? { rule(for: number)?.route }

  /// The local form of `number`, and the rule that speaks of it.
  package func match(_ number: String) -> (local: String, rule: NumberRule?) {
    let forms = numbering.forms(of: number)
    for form in forms {
      if let index = whole[form] { return (form, rules[index]) }
    }
    return (forms[0], prefixRule(for: number, or: forms[0]))
  }

  /// Prefixes are compared with what was dialled and with its local form; the longer match holds.
  private func prefixRule(for dialled: String, or local: String) -> NumberRule? {
    for length in lengths {
      if let rule = rule(dialled, length) ?? rule(local, length) { return rule }
    }
    return nil
  }

  private func rule(_ number: String, _ length: Int) -> NumberRule? {
    guard length <= number.utf8.count else { return nil }
    let prefix = String(decoding: number.utf8.prefix(length), as: UTF8.self)
    return prefixes[prefix].map { rules[$0] }
  }
}
