internal import Glibc

/// Text that is not the JSON that was expected.
struct JSONProblem: Error, Hashable {}

/// The name of an object's member, as it stands between its quotes.
struct JSONKey {
  fileprivate let bytes: UnsafeBufferPointer<UInt8>

  var text: String { String(decoding: bytes, as: UTF8.self) }

  static func ~= (pattern: StaticString, key: JSONKey) -> Bool {
    pattern.utf8CodeUnitCount == key.bytes.count
      && memcmp(pattern.utf8Start, key.bytes.baseAddress!, key.bytes.count) == 0
  }
}

/// Reads JSON from front to back without building a tree: a million records fit into seconds.
///
/// The memory must outlive the cursor. Nesting is limited, so that no line exhausts the stack.
struct JSONCursor {
  static let deepest = 32

  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var place = 0
  private var depth = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The next byte that is no blank, without taking it; 0 at the end.
  mutating func peek() -> UInt8 {
    while place < bytes.count {
      let byte = bytes[place]
      guard byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D else { return byte }
      place += 1
    }
    return 0
  }

  /// Whether nothing but blanks is left.
  mutating func isAtEnd() -> Bool { peek() == 0 && place == bytes.count }

  /// Reads an object; `member` must take each value.
  mutating func object(
    _ member: (inout JSONCursor, JSONKey) throws(JSONProblem) -> Void
  ) throws(JSONProblem) {
    try enter("{")
    if take("}") { return leave() }
    repeat {
      let key = JSONKey(bytes: try rawText().bytes)
      guard take(":") else { throw JSONProblem() }
      try member(&self, key)
    } while take(",")
    guard take("}") else { throw JSONProblem() }
    leave()
  }

  /// Reads an array; `element` must take each value.
  mutating func array(
    _ element: (inout JSONCursor) throws(JSONProblem) -> Void
  ) throws(JSONProblem) {
    try enter("[")
    if take("]") { return leave() }
    repeat { try element(&self) } while take(",")
    guard take("]") else { throw JSONProblem() }
    leave()
  }

  mutating func text() throws(JSONProblem) -> String {
    let (raw, hasEscapes) = try rawText()
    return hasEscapes ? try Self.unescaped(raw) : String(decoding: raw, as: UTF8.self)
  }

  mutating func textOrNull() throws(JSONProblem) -> String? {
    try takeNull() ? nil : try text()
  }

  mutating func integer() throws(JSONProblem) -> Int64 {
    let isNegative = take("-")
    let first = place
    var value: Int64 = 0
    while place < bytes.count, case 0x30...0x39 = bytes[place] {
      let (tens, over) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = tens.addingReportingOverflow(Int64(bytes[place] - 0x30))
      guard !over, !overflow else { throw JSONProblem() }
      value = sum
      place += 1
    }
    guard place > first else { throw JSONProblem() }
    return isNegative ? -value : value
  }

  mutating func integerOrNull() throws(JSONProblem) -> Int64? {
    try takeNull() ? nil : try integer()
  }

  mutating func truth() throws(JSONProblem) -> Bool {
    if peek() == UInt8(ascii: "t") {
      try word("true")
      return true
    }
    try word("false")
    return false
  }

  /// Takes a `null` if one stands here.
  mutating func takeNull() throws(JSONProblem) -> Bool {
    guard peek() == UInt8(ascii: "n") else { return false }
    try word("null")
    return true
  }

  /// A number as it is written.
  mutating func numberText() throws(JSONProblem) -> String {
    _ = peek()
    let first = place
    try skipNumber()
    return String(decoding: UnsafeBufferPointer(rebasing: bytes[first..<place]), as: UTF8.self)
  }

  /// Passes over a number: `-12`, `0.5`, `3e-7`.
  private mutating func skipNumber() throws(JSONProblem) {
    if place < bytes.count, bytes[place] == UInt8(ascii: "-") { place += 1 }
    try skipDigits()
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      place += 1
      try skipDigits()
    }
    guard place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") else { return }
    place += 1
    if place < bytes.count, bytes[place] == 0x2B || bytes[place] == 0x2D { place += 1 }
    try skipDigits()
  }

  private mutating func skipDigits() throws(JSONProblem) {
    let first = place
    while place < bytes.count, case 0x30...0x39 = bytes[place] { place += 1 }
    guard place > first else { throw JSONProblem() }
  }

  /// Passes over one value of any kind.
  mutating func skip() throws(JSONProblem) {
    switch peek() {
    case UInt8(ascii: "{"):
      try object { cursor, _ throws(JSONProblem) in try cursor.skip() }
    case UInt8(ascii: "["): try array { cursor throws(JSONProblem) in try cursor.skip() }
    case UInt8(ascii: "\""): _ = try rawText()
    case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try truth()
    case UInt8(ascii: "n"): _ = try takeNull()
    default: try skipNumber()
    }
  }

  /// The bytes between the quotes of the text that stands here, and whether any is escaped.
  mutating func rawText() throws(JSONProblem) -> (
    bytes: UnsafeBufferPointer<UInt8>, hasEscapes: Bool
  ) {
    guard take("\"") else { throw JSONProblem() }
    let first = place
    var hasEscapes = false
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        place += 1
        return (UnsafeBufferPointer(rebasing: bytes[first..<(place - 1)]), hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        place += 2
      default: place += 1
      }
    }
    throw JSONProblem()
  }

  private mutating func enter(_ bracket: Unicode.Scalar) throws(JSONProblem) {
    depth += 1
    guard depth <= Self.deepest, take(bracket) else { throw JSONProblem() }
  }

  private mutating func leave() { depth -= 1 }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard UInt32(peek()) == character.value else { return false }
    place += 1
    return true
  }

  private mutating func word(_ word: StaticString) throws(JSONProblem) {
    let count = word.utf8CodeUnitCount
    guard place + count <= bytes.count,
      memcmp(word.utf8Start, bytes.baseAddress! + place, count) == 0
    else { throw JSONProblem() }
    place += count
  }

  private static func unescaped(
    _ raw: UnsafeBufferPointer<UInt8>
  ) throws(JSONProblem) -> String {
    var units: [UInt16] = []
    var rest = Substring(String(decoding: raw, as: UTF8.self))
    while let character = rest.unicodeScalars.popFirst() {
      guard character == "\\" else {
        units.append(contentsOf: String(character).utf16)
        continue
      }
      guard let kind = rest.unicodeScalars.popFirst() else { throw JSONProblem() }
      switch kind {
      case "\"", "\\", "/": units.append(UInt16(kind.value))
      case "b": units.append(8)
      case "f": units.append(12)
      case "n": units.append(10)
      case "r": units.append(13)
      case "t": units.append(9)
      case "u":
        let digits = rest.unicodeScalars.prefix(4)
        guard digits.count == 4, let unit = UInt16(String(digits), radix: 16) else {
          throw JSONProblem()
        }
        rest.unicodeScalars.removeFirst(4)
        units.append(unit)
      default: throw JSONProblem()
      }
    }
    return String(decoding: units, as: UTF16.self)
  }
}
