/// The parts of a `sip:` or `tel:` URI that we care for (RFC 3261 section 19.1, RFC 3966).
struct SIPURI: Hashable, Sendable {
  var scheme = "sip"
  /// Percent-decoded.
  var user = ""
  /// Without brackets.
  var host = ""
  var port: UInt16?
  var transport: SIPTransport = .udp
  /// What stands behind `?`, still encoded.
  var headers = ""

  /// Reads `sip:user@host:port;params?headers`, also inside `<…>` after a display name.
  init?(_ text: String) {
    // Bytes: all that separates is ASCII, and characters would be looked for in every step.
    guard var rest = Self.afterQuotedName(Substring(text).trimmed.utf8) else { return nil }
    if let open = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[rest.index(after: open)...]
      if let close = rest.firstIndex(of: UInt8(ascii: ">")) { rest = rest[..<close] }
    }
    rest = Substring(rest).trimmed.utf8
    guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    scheme = Substring(rest[..<colon]).lowercased()
    guard scheme == "sip" || scheme == "sips" || scheme == "tel" else { return nil }
    rest = rest[rest.index(after: colon)...]
    if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
      headers = String(Substring(rest[rest.index(after: mark)...]))
      rest = rest[..<mark]
    }
    if scheme == "tel" {
      user = Self.decode(rest.prefix { $0 != UInt8(ascii: ";") })
      return
    }
    if let at = rest.lastIndex(of: UInt8(ascii: "@")) {
      user = Self.decode(
        rest[..<at].prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ";") })
      rest = rest[rest.index(after: at)...]
    }
    let parameters = rest.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    guard let address = parameters.first, readHost(address) else { return nil }
    for parameter in parameters.dropFirst()
    where Substring(parameter).lowercased() == "transport=tcp" {
      transport = .tcp
    }
  }

  init(user: String = "", host: String, port: UInt16? = nil, transport: SIPTransport = .udp) {
    self.user = user
    self.host = host
    self.port = port
    self.transport = transport
  }

  /// What follows a display name in quotes, in which anything may stand, `<` too; `nil` when it does not end.
  private static func afterQuotedName(_ text: Substring.UTF8View) -> Substring.UTF8View? {
    guard text.first == UInt8(ascii: "\"") else { return text }
    var rest = text.dropFirst()
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") { return rest }
      if byte == UInt8(ascii: "\\") { _ = rest.popFirst() }
    }
    return nil
  }

  private mutating func readHost(_ text: Substring.UTF8View) -> Bool {
    let rest: Substring.UTF8View
    if text.first == UInt8(ascii: "[") {
      guard let close = text.firstIndex(of: UInt8(ascii: "]")) else { return false }
      host = String(Substring(text[..<close].dropFirst()))
      rest = text[text.index(after: close)...]
    } else {
      let end = text.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex
      host = String(Substring(text[..<end]))
      rest = text[end...]
    }
    if rest.first == UInt8(ascii: ":") {
      guard let number = UInt16(Substring(rest.dropFirst())) else { return false }
      port = number
    }
    return !host.isEmpty
  }

  /// As it stands in a request line: user, host, port and transport.
  var text: String {
    if scheme == "tel" { return "tel:\(Self.encode(user))" }
    let name = user.isEmpty ? "" : "\(Self.encode(user))@"
    let portText = port.map { ":\($0)" } ?? ""
    return "sip:\(name)\(bracketed)\(portText)\(transport == .tcp ? ";transport=tcp" : "")"
  }

  var bracketed: String { host.contains(":") ? "[\(host)]" : host }
  var isIPv6: Bool { host.contains(":") }

  static func decode(_ text: some Sequence<UInt8>) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Escapes what may not stand in a user part.
  static func encode(_ text: String) -> String {
    // Numbers and names of seats, nearly always.
    if text.utf8.allSatisfy(isPlain) { return text }
    let hex = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isPlain(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What may stand in a user part as it is.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "~"), UInt8(ascii: "*"),
      UInt8(ascii: "+"), UInt8(ascii: "$"), UInt8(ascii: "&"):
      true
    default: false
    }
  }
}

extension Substring {
  /// Without blanks, tabs and line ends at both ends.
  var trimmed: Substring {
    var bytes = utf8[...].drop(while: \.isBlank)
    while bytes.last?.isBlank == true { bytes.removeLast() }
    return Substring(bytes)
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || (0x09...0x0D).contains(self) }
}
