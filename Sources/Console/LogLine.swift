/// One line of the log: an event with fields, in a form that people read and `grep` finds.
///
/// `2026-11-21T21:36:42.123+08:00 info call=1a3f event=key key=transfer-110 from=talking`
package struct LogLine: Sendable {
  /// Bytes of a value before it is cut and ends in `…`.
  static let longestValue = 256
  /// Bytes of a line before further fields are left out.
  static let longestLine = 3072

  package let level: LogLevel
  package let event: String
  /// The call's id, the same as in record, metric and SIP header.
  package let call: String?
  package let fields: KeyValuePairs<String, String>

  package init(
    _ level: LogLevel, _ event: String, call: String? = nil,
    _ fields: KeyValuePairs<String, String> = [:]
  ) {
    self.level = level
    self.event = event
    self.call = call
    self.fields = fields
  }

  /// The line without its newline; `time` is put in front as it is.
  package func text(at time: String) -> String {
    String(decoding: bytes(at: time), as: UTF8.self)
  }

  /// The same as UTF-8: bytes are put together for a fifth of what texts take.
  func bytes(at time: String) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(256)
    if !time.isEmpty {
      line.append(text: time)
      line.append(UInt8(ascii: " "))
    }
    line.append(text: level.rawValue)
    if let call { Self.add("call", Self.value(call), to: &line) }
    Self.add("event", Self.value(event), to: &line)
    for (key, value) in fields {
      let value = Self.value(value)
      guard line.count + key.utf8.count + value.utf8.count + 2 <= Self.longestLine else {
        line.append(text: " cut=yes")
        return line
      }
      Self.add(key, value, to: &line)
    }
    return line
  }

  private static func add(_ key: String, _ value: String, to line: inout [UInt8]) {
    line.append(UInt8(ascii: " "))
    line.append(text: key)
    line.append(UInt8(ascii: "="))
    line.append(text: value)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "="): false
    default: (0x21...0x7E).contains(byte)
    }
  }

  /// A value as it stands in a line: bounded, on one line, in quotes where it needs them.
  private static func value(_ text: String) -> String {
    // Nearly every value: nothing in it needs an escape or a quote.
    if !text.isEmpty, text.utf8.count <= longestValue, text.utf8.allSatisfy(isPlain) { return text }
    var plain = true
    var out = ""
    for scalar in text.unicodeScalars {
      guard out.utf8.count < longestValue else {
        out += "…"
        break
      }
      switch scalar {
      case "\"", "\\":
        out += "\\" + String(scalar)
        plain = false
      case "\n":
        out += "\\n"
        plain = false
      case " ", "=":
        out.unicodeScalars.append(scalar)
        plain = false
      default:
        // Control characters of any kind, so that nobody's name can move a terminal's cursor.
        if scalar.properties.generalCategory == .control {
          out += "\\u{" + String(scalar.value, radix: 16) + "}"
          plain = false
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    return plain && !out.isEmpty ? out : "\"" + out + "\""
  }
}

extension [UInt8] {
  /// Appends a text's UTF-8 as a block.
  mutating func append(text: String) {
    var text = text
    text.withUTF8 { append(contentsOf: $0) }
  }
}
