internal import Foundation
internal import Routing
internal import Switchboard

extension ValueKind where Value == String {
  /// Anything that fits on a display.
  static var text: ValueKind {
    ValueKind("text of 1 to 64 characters") { (1...64).contains($0.count) ? $0 : nil }
  }

  /// A name that a title may have (`Routing.Name`).
  static var name: ValueKind {
    ValueKind("a name of 1 to 64 letters, digits, \".\", \"_\" and \"-\"") { isName($0) ? $0 : nil }
  }

  /// The name of a section that stands somewhere in the file.
  static func name(of kind: SectionKind) -> ValueKind {
    ValueKind("the name of a \(kind.rawValue)") { isName($0) ? $0 : nil }
  }

  /// A path, relative to the file.
  static var path: ValueKind {
    ValueKind("a path that begins with a name, \".\", \"..\" or \"/\"") {
      (1...1024).contains($0.utf8.count) && !$0.hasPrefix("~") ? $0 : nil
    }
  }

  /// A user name or realm for digest authentication.
  static var word: ValueKind {
    ValueKind("1 to 128 printable characters") { (1...128).contains($0.utf8.count) ? $0 : nil }
  }

  /// A telephone number.
  static var number: ValueKind {
    ValueKind("a number of 1 to 32 digits, perhaps after +") { isNumber($0) ? $0 : nil }
  }

  /// Digits that a phone can send as DTMF.
  static var keyDigits: ValueKind {
    ValueKind("1 to 8 of 0-9, *, # and A-D") { text in
      (1...8).contains(text.utf8.count)
        && text.utf8.allSatisfy { "0123456789*#ABCD".utf8.contains($0) }
        ? text : nil
    }
  }

  static func isName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
            || "._-".unicodeScalars.contains($0))
      }
  }

  static func isNumber(_ text: String) -> Bool {
    let digits = text.hasPrefix("+") ? text.dropFirst() : text[...]
    return (1...32).contains(digits.utf8.count)
      && digits.unicodeScalars.allSatisfy { ("0"..."9").contains($0) }
  }
}

extension ValueKind where Value == Secret {
  /// A password; messages never repeat it.
  static var password: ValueKind {
    ValueKind("1 to 128 characters", isSecret: true) {
      (1...128).contains($0.utf8.count) ? Secret($0) : nil
    }
  }
}

extension ValueKind where Value == Bool {
  static var yesNo: ValueKind {
    ValueKind("yes or no") { ["yes": true, "no": false][$0] }
  }
}

extension ValueKind where Value == Int {
  /// A whole number within a range, in plain digits.
  static func count(_ range: ClosedRange<Int>) -> ValueKind {
    ValueKind("a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
      guard (1...9).contains(text.utf8.count),
        text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(text)
      else { return nil }
      return range.contains(count) ? count : nil
    }
  }
}

extension ValueKind where Value == Double {
  /// A level in dB, in steps of a tenth.
  static func decibels(_ range: ClosedRange<Int>) -> ValueKind {
    ValueKind("decibels from \(range.lowerBound) to \(range.upperBound), such as -6 or 2.5") {
      text in
      let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
      let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
      guard (1...2).contains(parts.count), (1...2).contains(parts[0].count),
        parts.count == 1 || parts[1].count == 1,
        parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
        let value = Double(text)
      else { return nil }
      return (Double(range.lowerBound)...Double(range.upperBound)).contains(value) ? value : nil
    }
  }
}

extension ValueKind where Value == OpeningHours {
  /// Days of the week and times of day.
  static var hours: ValueKind {
    ValueKind("days and times such as Mon-Fri 08:30-18:00, Sat 09:00-12:00 or daily 00:00-24:00") {
      OpeningHours($0)
    }
  }
}

extension ValueKind where Value == TimeZone {
  /// A time zone of the IANA database.
  static var timeZone: ValueKind {
    ValueKind(expected: "a time zone such as Asia/Shanghai") { text, findings in
      if !text.text.isEmpty, let zone = TimeZone(identifier: text.text) { return zone }
      let near = Nearest.candidate(to: text.text, among: TimeZone.knownTimeZoneIdentifiers)
      findings.error(
        text.place,
        text.isNot("a time zone such as Asia/Shanghai")
          + (near.map { "; did you mean \"\($0)\"?" } ?? ""))
      return nil
    }
  }
}

extension ValueKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the words of an enumeration.
  static var choice: ValueKind {
    let words = Value.allCases.map(\.rawValue)
    let expected =
      words.count < 2
      ? words.joined() : words.dropLast().joined(separator: ", ") + " or " + words[words.count - 1]
    return ValueKind(expected: expected) { text, findings in
      if let value = Value(rawValue: text.text) { return value }
      let near = Nearest.candidate(to: text.text, among: words)
      findings.error(
        text.place, text.isNot(expected) + (near.map { "; did you mean \"\($0)\"?" } ?? ""))
      return nil
    }
  }
}

extension ValueKind where Value == CallerIDPolicy {
  static var callerID: ValueKind {
    ValueKind("citizen, or a number of 1 to 32 digits, perhaps after +") { text in
      if text == "citizen" { return .citizen }
      return ValueKind<String>.isNumber(text) ? .number(text) : nil
    }
  }
}

extension ValueKind where Value == Level {
  static var level: ValueKind {
    ValueKind("1, 2, 3 or 4") { text in
      text.utf8.count == 1 ? Int(text).flatMap(Level.init(rawValue:)) : nil
    }
  }
}
