/// Writes one JSON object in the order of the calls, without a blank: what makes key order stable.
struct JSONLine {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  init() { bytes.reserveCapacity(2_048) }

  mutating func object(_ fill: (inout JSONLine) -> Void) {
    open("{")
    fill(&self)
    close("}")
  }

  mutating func field(_ key: String, _ value: String?) {
    name(key)
    if let value { quote(value) } else { raw("null") }
    needsComma = true
  }

  /// A text that needs no escapes.
  mutating func field(_ key: String, ascii value: [UInt8]?) {
    name(key)
    if let value {
      bytes.append(UInt8(ascii: "\""))
      bytes.append(contentsOf: value)
      bytes.append(UInt8(ascii: "\""))
    } else {
      raw("null")
    }
    needsComma = true
  }

  mutating func field(_ key: String, _ value: (some FixedWidthInteger)?) {
    name(key)
    raw(value.map { String($0) } ?? "null")
    needsComma = true
  }

  mutating func field(_ key: String, _ value: Bool) {
    name(key)
    raw(value ? "true" : "false")
    needsComma = true
  }

  /// A number with two decimals; `null` for what is no number.
  mutating func field(_ key: String, hundredths value: Double) {
    name(key)
    if value.isFinite, abs(value) < 1e9 {
      let hundredths = Int64((value * 100).rounded())
      let digits = String(hundredths.magnitude % 100)
      raw(hundredths < 0 ? "-" : "")
      raw("\(hundredths.magnitude / 100).")
      raw((digits.count < 2 ? "0" : "") + digits)
    } else {
      raw("null")
    }
    needsComma = true
  }

  /// An array of texts, or `null` when it is not known.
  mutating func array(_ key: String, _ texts: [String]?) {
    name(key)
    guard let texts else {
      raw("null")
      needsComma = true
      return
    }
    open("[")
    for text in texts { self.text(text) }
    close("]")
  }

  /// An object, or `null` when there is nothing to fill it from.
  mutating func field<Part>(
    _ key: String, _ part: Part?, _ fill: (inout JSONLine, Part) -> Void
  ) {
    name(key)
    if let part {
      object { fill(&$0, part) }
    } else {
      raw("null")
      needsComma = true
    }
  }

  /// An array of objects.
  mutating func array<Part>(_ key: String, _ parts: [Part], _ fill: (inout JSONLine, Part) -> Void)
  {
    name(key)
    open("[")
    for part in parts { object { fill(&$0, part) } }
    close("]")
  }

  mutating func open(_ bracket: String) {
    if needsComma { raw(",") }
    raw(bracket)
    needsComma = false
  }

  mutating func close(_ bracket: String) {
    raw(bracket)
    needsComma = true
  }

  /// The name of a member, which needs no escapes; its value is next.
  mutating func name(_ key: String) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\""))
    raw(key)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// A value that stands as it is.
  mutating func value(_ text: String) {
    if needsComma { raw(",") }
    raw(text)
    needsComma = true
  }

  mutating func text(_ text: String) {
    if needsComma { raw(",") }
    quote(text)
    needsComma = true
  }

  /// As a block: taken as a sequence of bytes, a text costs ten times as much.
  private mutating func raw(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    let isPlain = text.withUTF8 { utf8 in
      guard utf8.allSatisfy(Self.isPlain) else { return false }
      bytes.append(contentsOf: utf8)
      return true
    }
    if isPlain {
      bytes.append(UInt8(ascii: "\""))
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20, 0x7F:
        let digits = String(byte, radix: 16)
        raw("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
