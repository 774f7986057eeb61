internal import Routing

extension ValueKind where Value == CivilDate {
  /// A day, as ISO 8601 writes it.
  static var day: ValueKind {
    ValueKind("a day from 2000-01-01 to 2099-12-31, such as 2021-07-31") { text in
      CivilDate(text).flatMap { (2000...2099).contains($0.year) ? $0 : nil }
    }
  }
}

extension ValueKind where Value == Destination {
  /// Where seats are reached; a number would only lead on to them.
  static var seats: ValueKind {
    ValueKind("group NAME, seat NAME or trunk NAME NUMBER") { text in
      Destination(siteText: text).flatMap { if case .number = $0 { nil } else { $0 } }
    }
  }
}

extension ValueKind where Value == UnknownNumber {
  static var unknownNumber: ValueKind {
    ValueKind("reject, or group NAME") { text in
      if text == "reject" { return .reject }
      guard case .group(let name)? = Destination(siteText: text) else { return nil }
      return .group(name)
    }
  }
}

extension ValueKind where Value == Int {
  /// How many digits a number within an area has.
  static var localDigits: ValueKind {
    ValueKind("5 to 12") { text in
      text.utf8.count <= 2 ? Int(text).flatMap { (5...12).contains($0) ? $0 : nil } : nil
    }
  }
}

extension ValueKind where Value == String {
  /// The pattern of a number plan.
  static var pattern: ValueKind {
    ValueKind("up to 32 digits, perhaps after +, perhaps ending in *") {
      isPattern($0) ? $0 : nil
    }
  }

  /// Digits, perhaps after +, perhaps ending in *; `*` alone is every number.
  static func isPattern(_ text: String) -> Bool {
    text == "*" || isNumber(text.hasSuffix("*") ? String(text.dropLast()) : text)
  }

  /// A country code, with or without its +.
  static var countryCode: ValueKind {
    ValueKind("1 to 3 digits, such as 86") { text in
      let digits = text.hasPrefix("+") ? String(text.dropFirst()) : text
      return isCode(digits, 1...3) ? digits : nil
    }
  }

  /// An area code, with or without its 0.
  static var areaCode: ValueKind {
    ValueKind("2 to 4 digits, perhaps after 0, such as 0393") { text in
      let digits = text.hasPrefix("0") ? String(text.dropFirst()) : text
      return isCode(digits, 2...4) ? digits : nil
    }
  }

  private static func isCode(_ text: String, _ length: ClosedRange<Int>) -> Bool {
    length.contains(text.utf8.count) && !text.hasPrefix("0")
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
