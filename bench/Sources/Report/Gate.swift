internal import Foundation

/// Decides whether a run may pass: counts and ratios of the run itself, never times alone.
struct Gate: Decodable {
  /// One line of thresholds.json.
  struct Rule: Decodable {
    let measure: String
    /// `value`, `p50`, `p95`, `p99`, `max` or `min`.
    let field: String
    let atMost: Double?
    let atLeast: Double?
    /// What a breach means.
    let why: String
    /// A machine without the reference program may leave the measure out.
    let optional: Bool?
    /// False for what a neighbour's work can break on healthy code: it is gated in the full run only, which
    /// somebody starts on a machine that is otherwise idle.
    let ci: Bool?

    func holds(isShort: Bool) -> Bool { !isShort || ci != false }
  }

  let rules: [Rule]

  /// - Throws: when the file cannot be read or a rule has no bound.
  init(path: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    self = try JSONDecoder().decode(Gate.self, from: data)
    for rule in rules where rule.atMost == nil && rule.atLeast == nil {
      throw BenchError("\(path): \(rule.measure) has neither atMost nor atLeast")
    }
  }

  init(rules: [Rule]) { self.rules = rules }

  /// How many rules decide.
  func count(isShort: Bool) -> Int { rules.count { $0.holds(isShort: isShort) } }

  /// A rule that a run did not keep.
  struct Breach {
    let measure: String
    let sentence: String
  }

  /// What is wrong with a run; nothing when it may pass.
  ///
  /// - Parameters:
  ///   - isWhole: whether all parts ran; else figures may be missing.
  ///   - isShort: whether it is the short run of the build server.
  func breaches(_ results: Results, isWhole: Bool, isShort: Bool = false) -> [Breach] {
    rules.filter { $0.holds(isShort: isShort) }.compactMap { rule in
      sentence(on: rule, results, isWhole).map { Breach(measure: rule.measure, sentence: $0) }
    }
  }

  private func sentence(on rule: Rule, _ results: Results, _ isWhole: Bool) -> String? {
    guard let seen = results.figure(rule.measure, rule.field) else {
      // A figure that is missing is as bad as a bad one, or a broken bench would pass for ever.
      let mayMiss = rule.optional == true || !isWhole
      return mayMiss ? nil : "\(rule.measure): not measured; \(rule.why)"
    }
    let name = "\(rule.measure) \(rule.field) is \(Table.text(seen))"
    if !seen.isFinite { return "\(name); \(rule.why)" }
    if let bound = rule.atMost, seen > bound {
      return "\(name), at most \(Table.text(bound)) allowed: \(rule.why)"
    }
    if let bound = rule.atLeast, seen < bound {
      return "\(name), at least \(Table.text(bound)) needed: \(rule.why)"
    }
    return nil
  }
}
