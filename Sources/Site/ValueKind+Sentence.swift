extension ValueKind where Value == String {
  /// Text for people that fits on a line.
  static var sentence: ValueKind {
    ValueKind("text of 1 to 256 characters") { (1...256).contains($0.count) ? $0 : nil }
  }
}
