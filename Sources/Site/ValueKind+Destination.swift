internal import Routing

extension ValueKind where Value == Destination {
  /// What a key rings; whether it exists is not asked here.
  static var destination: ValueKind {
    ValueKind("group NAME, seat NAME, number NUMBER or trunk NAME NUMBER") {
      Destination(siteText: $0)
    }
  }
}

extension Destination {
  /// Reads what `description` writes.
  init?(siteText text: String) {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
    switch (words.first, words.count) {
    case ("group", 2) where ValueKind<String>.isName(words[1]):
      self = .group(GroupName(words[1]))
    case ("seat", 2) where ValueKind<String>.isName(words[1]):
      self = .seat(SeatName(words[1]))
    case ("number", 2) where ValueKind<String>.isNumber(words[1]):
      self = .number(words[1])
    case ("trunk", 3)
    where ValueKind<String>.isName(words[1]) && ValueKind<String>.isNumber(words[2]):
      self = .trunk(TrunkName(words[1]), number: words[2])
    default: return nil
    }
  }
}

extension ValueKind where Value == GroupName {
  /// A group, written as keys write it; whether it exists is not asked here.
  static var group: ValueKind {
    ValueKind("group NAME") { text in
      let words = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
      guard words.count == 2, words[0] == "group", ValueKind<String>.isName(words[1]) else {
        return nil
      }
      return GroupName(words[1])
    }
  }
}
