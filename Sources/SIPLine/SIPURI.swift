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
    var rest = Substring(text)
    if let open = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: open)...]
      if let close = rest.firstIndex(of: ">") { rest = rest[..<close] }
    }
    rest = rest.trimmed
    guard let colon = rest.firstIndex(of: ":") else { return nil }
    scheme = rest[..<colon].lowercased()
    guard scheme == "sip" || scheme == "sips" || scheme == "tel" else { return nil }
    rest = rest[rest.index(after: colon)...]
    if let mark = rest.firstIndex(of: "?") {
      headers = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    if scheme == "tel" {
      user = Self.decode(rest.prefix { $0 != ";" })
      return
    }
    if let at = rest.lastIndex(of: "@") {
      user = Self.decode(rest[..<at].prefix { $0 != ":" && $0 != ";" })
      rest = rest[rest.index(after: at)...]
    }
    let parameters = rest.split(separator: ";", omittingEmptySubsequences: false)
    guard let address = parameters.first, readHost(address) else { return nil }
    for parameter in parameters.dropFirst() where parameter.lowercased() == "transport=tcp" {
      transport = .tcp
    }
  }

  init(user: String = "", host: String, port: UInt16? = nil, transport: SIPTransport = .udp) {
    self.user = user
    self.host = host
    self.port = port
    self.transport = transport
  }

  private mutating func readHost(_ text: Substring) -> Bool {
    var portText: Substring = ""
    if text.first == "[" {
      guard let close = text.firstIndex(of: "]") else { return false }
      host = String(text[text.index(after: text.startIndex)..<close])
      portText = text[text.index(after: close)...]
    } else {
      host = String(text.prefix { $0 != ":" })
      portText = text.dropFirst(host.count)
    }
    if portText.first == ":" {
      guard let number = UInt16(portText.dropFirst()) else { return false }
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

  static func decode(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
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
    let hex = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "~"), UInt8(ascii: "*"),
        UInt8(ascii: "+"), UInt8(ascii: "$"), UInt8(ascii: "&"):
        bytes.append(byte)
      default:
        bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Substring {
  /// Without blanks and tabs at both ends.
  var trimmed: Substring {
    var text = self
    while let last = text.last, last == " " || last == "\t" || last.isNewline { text.removeLast() }
    return text.drop { $0 == " " || $0 == "\t" || $0.isNewline }
  }
}
