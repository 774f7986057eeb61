/// What may stand after a key, and how it is read.
struct ValueKind<Value: Sendable>: Sendable {
  /// What is expected, to follow that word in a message: `yes or no`.
  let expected: String
  /// The unit of a bare number.
  var unit: String?
  /// Whether messages must not repeat the value.
  var isSecret = false
  /// Reads a value; reports what is wrong with it and returns `nil`.
  let read: @Sendable (ValueText, Findings) -> Value?

  /// A kind whose values are either right or not as expected.
  init(
    _ expected: String, unit: String? = nil, isSecret: Bool = false,
    _ convert: @escaping @Sendable (String) -> Value?
  ) {
    self.init(expected: expected, unit: unit, isSecret: isSecret) { text, findings in
      if let value = convert(text.text) { return value }
      findings.error(text.place, text.isNot(expected, isSecret: isSecret))
      return nil
    }
  }

  init(
    expected: String, unit: String? = nil, isSecret: Bool = false,
    read: @escaping @Sendable (ValueText, Findings) -> Value?
  ) {
    self.expected = expected
    self.unit = unit
    self.isSecret = isSecret
    self.read = read
  }

  /// The same with the place of the value.
  var located: ValueKind<Located<Value>> {
    ValueKind<Located<Value>>(expected: expected, unit: unit, isSecret: isSecret) {
      text, findings in
      read(text, findings).map { Located(value: $0, place: text.place) }
    }
  }

  /// Several of these between commas, none of them twice.
  var list: ValueKind<[Located<Value>]> {
    ValueKind<[Located<Value>]>(expected: "\(expected), or several with commas between", unit: unit)
    { text, findings in
      var values: [Located<Value>] = []
      var places: Set<String> = []
      var isRight = true
      for item in text.items() {
        guard places.insert(item.text).inserted else {
          findings.error(
            item.place, "\(item.key) has \(item.text.shown) twice; expected it once")
          isRight = false
          continue
        }
        guard let value = read(item, findings) else {
          isRight = false
          continue
        }
        values.append(Located(value: value, place: item.place))
      }
      return isRight ? values : nil
    }
  }
}

extension ValueText {
  /// What stands there; what is expected.
  func isNot(_ expected: String, isSecret: Bool = false) -> String {
    if isComment {
      return "\(key) has no value, only a comment; expected \(expected), in quotes if it begins "
        + "with # or ;"
    }
    if text.isEmpty {
      return isItem
        ? "\(key) has an empty item; expected \(expected)"
        : "\(key) has no value; expected \(expected)"
    }
    if isSecret { return "\(key) cannot be that; expected \(expected)" }
    return "\(key) \(isItem ? "has" : "is") \(text.shown); expected \(expected)"
  }
}
