extension ValueKind where Value == Duration {
  /// A whole number with `ms`, `s`, `min` or `h`, within a range.
  static func duration(_ range: ClosedRange<Duration>) -> ValueKind {
    ValueKind(
      "a duration from \(range.lowerBound.siteText) to \(range.upperBound.siteText), "
        + "such as 500ms, 20s, 3min or 2h"
    ) { text in
      Duration(siteText: text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// The voice in one packet.
  static var packetTime: ValueKind {
    ValueKind("10, 20, 30, 40, 50 or 60", unit: "milliseconds") { text in
      ["10", "20", "30", "40", "50", "60"].contains(text)
        ? Int(text).map { .milliseconds($0) } : nil
    }
  }
}

extension ValueKind where Value == Duration? {
  /// A duration, or `off`.
  static func durationOrOff(_ range: ClosedRange<Duration>) -> ValueKind {
    let duration = ValueKind<Duration>.duration(range)
    return ValueKind(expected: "off, or \(duration.expected)") { text, findings in
      if text.text == "off" { return .some(nil) }
      if let value = Duration(siteText: text.text), range.contains(value) { return .some(value) }
      findings.error(text.place, text.isNot("off, or \(duration.expected)"))
      return nil
    }
  }
}

extension Duration {
  /// Reads what a site file says: `500ms`, `20s`, `3min`, `2h`; at most nine digits.
  init?(siteText text: String) {
    let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
    guard (1...9).contains(digits.count), let count = Int64(String(Substring(digits))) else {
      return nil
    }
    switch text.utf8.dropFirst(digits.count) {
    case let unit where unit.elementsEqual("ms".utf8): self = .milliseconds(count)
    case let unit where unit.elementsEqual("s".utf8): self = .seconds(count)
    case let unit where unit.elementsEqual("min".utf8): self = .seconds(count * 60)
    case let unit where unit.elementsEqual("h".utf8): self = .seconds(count * 3600)
    default: return nil
    }
  }

  /// The shortest way to say it in a site file; what is below a millisecond is cut off.
  var siteText: String {
    let (seconds, rest) = components
    let milliseconds = seconds * 1000 + rest / 1_000_000_000_000_000
    if milliseconds == 0 { return "0s" }
    for (unit, length) in [("h", Int64(3_600_000)), ("min", 60_000), ("s", 1000)]
    where milliseconds % length == 0 {
      return "\(milliseconds / length)\(unit)"
    }
    return "\(milliseconds)ms"
  }
}
