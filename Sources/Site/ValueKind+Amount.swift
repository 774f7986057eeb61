extension ValueKind where Value == Int? {
  /// A whole number of days, or `off`.
  static func daysOrOff(_ range: ClosedRange<Int>) -> ValueKind {
    let expected = "off, or \(range.lowerBound) to \(range.upperBound) days such as 90d"
    return ValueKind(expected: expected) { text, findings in
      if text.text == "off" { return .some(nil) }
      let digits = text.text.dropLast()
      if text.text.last == "d", (1...5).contains(digits.utf8.count),
        digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let days = Int(digits),
        range.contains(days)
      {
        return .some(days)
      }
      findings.error(text.place, text.isNot(expected))
      return nil
    }
  }

  /// An amount of bytes, or `off`.
  static var bytesOrOff: ValueKind {
    let bytes = ValueKind<Int>.bytes
    return ValueKind(expected: "off, or \(bytes.expected)") { text, findings in
      if text.text == "off" { return .some(nil) }
      if let value = ValueKind<Int>.count(text.text) { return .some(value) }
      findings.error(text.place, text.isNot("off, or \(bytes.expected)"))
      return nil
    }
  }
}

extension ValueKind where Value == Int {
  /// An amount of bytes: a whole number with `MB`, `GB` or `TB`, powers of ten.
  static var bytes: ValueKind { ValueKind("an amount such as 500MB, 20GB or 1TB") { count($0) } }

  fileprivate static func count(_ text: String) -> Int? {
    let units = ["MB": 1_000_000, "GB": 1_000_000_000, "TB": 1_000_000_000_000]
    let digits = text.dropLast(2)
    guard let unit = units[String(text.suffix(2))], (1...6).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits)
    else { return nil }
    return number * unit
  }
}
