internal import Foundation

/// Whether the gate can fail: every rule of thresholds.json is shown a run that keeps it, one that
/// breaks it by a little, and one in which the figure is missing.
enum GateCheck {
  /// - Returns: what the gate decided wrongly.
  static func run(_ gate: Gate) -> [String] {
    var wrong: [String] = []
    func expect(_ rule: Gate.Rule, _ value: Double?, _ isBreach: Bool, _ what: String) {
      let results = Results(isSilent: true)
      if let value { add(value, rule, to: results) }
      let breaches = Gate(rules: [rule]).breaches(results, isWhole: true)
      if breaches.isEmpty == isBreach {
        wrong.append("\(rule.measure): \(what) was \(isBreach ? "let through" : "refused")")
      }
    }
    for rule in gate.rules {
      if let bound = rule.atMost {
        expect(rule, bound, false, "a figure at its limit")
        expect(rule, bound + step(bound), true, "a figure above its limit")
      }
      if let bound = rule.atLeast {
        expect(rule, bound, false, "a figure at its limit")
        expect(rule, bound - step(bound), true, "a figure below its limit")
      }
      expect(rule, .infinity, true, "an infinite figure")
      expect(rule, nil, rule.optional != true, "a missing figure")
    }
    return wrong
  }

  /// One more for a count that must be 0, else one per cent.
  private static func step(_ bound: Double) -> Double { bound == 0 ? 1 : abs(bound) / 100 }

  private static func add(_ value: Double, _ rule: Gate.Rule, to results: Results) {
    if rule.field == "value" {
      results.add(rule.measure, "", value: value)
    } else {
      results.add(rule.measure, "", [value])
    }
  }

  /// The deliberate regressions of `bench/regressions`, as they were measured once: each must still be
  /// refused, for the reason it is kept for.
  static func regressions(_ gate: Gate, in directory: String) throws -> [String] {
    let expected = try JSONDecoder().decode(
      [String: String].self,
      from: Data(contentsOf: URL(fileURLWithPath: "\(directory)/expected.json")))
    return try expected.sorted { $0.key < $1.key }.compactMap { name, measure in
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name).json"))
      let run = try JSONDecoder().decode(RunFile.self, from: data)
      let results = Results(isSilent: true)
      results.take(run.measures)
      let isSeen = gate.breaches(results, isWhole: false).contains { $0.measure == measure }
      return isSeen ? nil : "\(name): \(measure) let the regression through"
    }
  }
}
