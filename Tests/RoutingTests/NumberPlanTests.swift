import Routing
import Testing

/// Which rule a dialled number falls under.
@Suite struct NumberPlanTests {
  private let plan = NumberPlan([
    NumberRule(pattern: "12345", route: .group("12345")),
    NumberRule(pattern: "110", route: .group("110")),
    NumberRule(pattern: "0*", route: .trunk("carrier")),
    NumberRule(pattern: "010*", route: .trunk("capital")),
    NumberRule(pattern: "01012345", route: .seat("1001")),
  ])

  @Test(arguments: [
    ("12345", Route.group("12345")), ("110", .group("110")), ("013800138000", .trunk("carrier")),
    ("01088886666", .trunk("capital")), ("01012345", .seat("1001")), ("0", .trunk("carrier")),
  ])
  func wholeNumbersBeatPrefixesAndLongPrefixesShortOnes(number: String, route: Route) {
    #expect(plan.route(for: number) == route)
  }

  @Test(arguments: ["", "1", "1234", "123456", "99999", "*"])
  func whatNoRuleSpeaksOfGoesNowhere(number: String) {
    #expect(plan.route(for: number) == nil)
  }

  @Test func aLoneStarTakesTheRest() {
    let plan = NumberPlan([
      NumberRule(pattern: "110", route: .group("110")),
      NumberRule(pattern: "*", route: .group("12345")),
    ])
    #expect(plan.route(for: "4420000") == .group("12345"))
    #expect(plan.route(for: "") == .group("12345"))
    #expect(plan.route(for: "110") == .group("110"))
  }

  /// The tables against the sentence that they stand for.
  @Test func lookUpAgreesWithTryingEveryRule() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let rules = (0..<20).map { index in
        let digits = String(Int.random(in: 0...999, using: &generator))
        let pattern = Bool.random(using: &generator) ? digits + "*" : digits
        return NumberRule(pattern: pattern, route: .seat(SeatName("\(index)")))
      }
      let plan = NumberPlan(rules)
      for number in (0..<50).map({ _ in String(Int.random(in: 0...9999, using: &generator)) }) {
        #expect(plan.route(for: number) == tryingEvery(rules, number), "\(rules) \(number)")
      }
    }
  }

  private func tryingEvery(_ rules: [NumberRule], _ number: String) -> Route? {
    if let whole = rules.first(where: { $0.pattern == number }) { return whole.route }
    let prefixes = rules.filter { rule in
      rule.pattern.hasSuffix("*") && number.hasPrefix(rule.pattern.dropLast())
    }
    let longest = prefixes.map(\.pattern.count).max()
    return prefixes.first { $0.pattern.count == longest }?.route
  }
}
