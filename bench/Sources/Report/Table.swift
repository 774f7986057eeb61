internal import Foundation

/// Figures as text.
enum Table {
  static func line(_ name: String, _ measure: Measure) -> String {
    let name = name.padding(toLength: max(46, name.count), withPad: " ", startingAt: 0)
    if let value = measure.value { return "\(name) \(text(value)) \(measure.unit)" }
    guard let d = measure.distribution else { return name }
    return "\(name) p50 \(text(d.p50))  p95 \(text(d.p95))  p99 \(text(d.p99))  max \(text(d.max))"
      + "  quiet p99 \(text(d.quietP99)) \(measure.unit)  n \(d.n)"
  }

  static func text(_ value: Double) -> String {
    let value = four(value)
    if value == value.rounded(), abs(value) < 1e9 { return String(Int(value)) }
    return String(value)
  }

  static func four(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value.isFinite ? 0 : 1e9 }
    let scale = pow(10, 3 - floor(log10(abs(value))))
    return (value * scale).rounded() / scale
  }

  /// The issue's figures: what Asterisk 22.10 showed, what was asked for, what this run saw.
  static func targets(_ results: Results) -> String {
    var lines = [
      "| figure | Asterisk 22.10 | target | this run |", "|---|---|---|---|",
    ]
    for row in Target.rows {
      let seen = seen(row, in: results.measures)
      if seen.isEmpty { continue }
      lines.append(
        "| \(row.figure) | \(row.asterisk) | \(row.target) | \(seen.joined(separator: "; ")) |")
    }
    return lines.joined(separator: "\n")
  }

  /// What a run saw of one target, each of its measures in words.
  static func seen(_ row: Target, in measures: [String: Measure]) -> [String] {
    row.names.compactMap { name in
      guard let measure = measures[name] else { return nil }
      let label = row.names.count > 1 ? "\(name.split(separator: ".")[1]) " : ""
      if let value = measure.value { return "\(label)\(text(value)) \(measure.unit)" }
      guard let d = measure.distribution else { return nil }
      return "\(label)\(text(d.p50)) / \(text(d.p99)) \(measure.unit) (n \(d.n))"
    }
  }
}
