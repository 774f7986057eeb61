/// How long each kind of record is kept; rows of `[site]`.
enum RetentionKeys {
  static let records = SchemaKey(
    .site, "keep-records", .days, .value("forever"),
    "How long call records are kept.")
  static let ledger = SchemaKey(
    .site, "keep-ledger", .days, .value("forever"),
    "How long the ledger of look-ups is kept.")
  static let recordings = SchemaKey(
    .site, "keep-recordings", .days, .value("forever"),
    "How long recordings are kept.")
  static let recordingBytes = SchemaKey(
    .site, "recordings-size", .bytes, .value("unlimited"),
    "How much all recordings may be; the oldest go first.")

  static let rows = [records.row, ledger.row, recordings.row, recordingBytes.row]
}

extension ValueKind where Value == Int? {
  /// `forever`, or a count of days.
  static var days: ValueKind {
    ValueKind("forever, or days from 1d to 36500d, such as 1095d") { text in
      if text == "forever" { return .some(nil) }
      guard text.hasSuffix("d"), let days = Int(plain: text.dropLast()), (1...36_500).contains(days)
      else { return nil }
      return .some(days)
    }
  }
}

extension ValueKind where Value == Int64? {
  /// `unlimited`, or a size in MB, GB or TB (10^6, 10^9, 10^12 bytes).
  static var bytes: ValueKind {
    ValueKind("unlimited, or a size such as 500MB, 20GB or 2TB") { text in
      if text == "unlimited" { return .some(nil) }
      return Int(size: text).map { Int64($0) }
    }
  }
}

extension ValueKind where Value == Int {
  /// A size in MB, GB or TB.
  static var size: ValueKind {
    ValueKind("a size such as 500MB, 20GB or 2TB") { Int(size: $0) }
  }
}

extension Int {
  /// A whole number of MB, GB or TB, in bytes.
  fileprivate init?(size text: String) {
    for (unit, size) in [("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000)]
    where text.hasSuffix(unit) {
      guard let count = Int(plain: text.dropLast(2)), (1...999_999).contains(count) else {
        return nil
      }
      self = count * size
      return
    }
    return nil
  }

  /// Digits alone, at most nine of them.
  fileprivate init?(plain text: Substring) {
    guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    self.init(text)
  }
}
