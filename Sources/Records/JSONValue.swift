/// A JSON value as a tree, its members in their order: what exports walk through.
enum JSONValue: Hashable, Sendable {
  case null
  case truth(Bool)
  /// As it is written.
  case number(String)
  case text(String)
  case array([JSONValue])
  case object([Member])

  struct Member: Hashable, Sendable {
    let key: String
    let value: JSONValue
  }

  /// Reads one line; `nil` when it is no JSON value.
  init?(line: ArraySlice<UInt8>) {
    let value: JSONValue? = line.withUnsafeBufferPointer { bytes in
      var cursor = JSONCursor(bytes)
      guard let value = try? JSONValue(&cursor), cursor.isAtEnd() else { return nil }
      return value
    }
    guard let value else { return nil }
    self = value
  }

  private init(_ cursor: inout JSONCursor) throws(JSONProblem) {
    switch cursor.peek() {
    case UInt8(ascii: "{"):
      var members: [Member] = []
      try cursor.object { cursor, key throws(JSONProblem) in
        members.append(Member(key: key.text, value: try JSONValue(&cursor)))
      }
      self = .object(members)
    case UInt8(ascii: "["):
      var values: [JSONValue] = []
      try cursor.array { cursor throws(JSONProblem) in values.append(try JSONValue(&cursor)) }
      self = .array(values)
    case UInt8(ascii: "\""): self = .text(try cursor.text())
    case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .truth(try cursor.truth())
    case UInt8(ascii: "n"):
      _ = try cursor.takeNull()
      self = .null
    default: self = .number(try cursor.numberText())
    }
  }

  /// The member of that name; `null` when there is none.
  subscript(key key: String) -> JSONValue {
    guard case .object(let members) = self else { return .null }
    return members.first { $0.key == key }?.value ?? .null
  }

  /// An array's values; none for anything else.
  var elements: [JSONValue] {
    if case .array(let values) = self { values } else { [] }
  }

  /// A text, number or truth value as plain words; `nil` for `null`, arrays and objects.
  var plain: String? {
    switch self {
    case .text(let text), .number(let text): text
    case .truth(let truth): truth ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  /// An integer.
  var integer: Int64? {
    if case .number(let text) = self { Int64(text) } else { nil }
  }
}
