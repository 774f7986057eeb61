/// `HOST:PORT`, with IPv6 in brackets.
enum HostPort {
  /// Host and port of `host`, `host:port`, `[v6]` or `[v6]:port`; brackets stay with the host.
  static func split(_ text: Substring) -> (host: Substring, port: Substring?)? {
    var searched = text
    if text.hasPrefix("[") {
      guard let close = text.firstIndex(of: "]") else { return nil }
      searched = text[text.index(after: close)...]
      guard searched.isEmpty || searched.hasPrefix(":") else { return nil }
    }
    guard let colon = searched.firstIndex(of: ":") else { return (text, nil) }
    return (text[..<colon], text[text.index(after: colon)...])
  }

  /// The address, IPv6 only in brackets.
  static func address(_ host: Substring) -> IPAddress? {
    guard host.hasPrefix("[") else {
      return IPAddress(String(host)).flatMap { $0.family == .v4 ? $0 : nil }
    }
    guard host.hasSuffix("]") else { return nil }
    return IPAddress(String(host.dropFirst().dropLast())).flatMap { $0.family == .v6 ? $0 : nil }
  }

  /// A port in plain digits, not below `lowest`.
  static func port(_ text: Substring, from lowest: UInt16) -> UInt16? {
    guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let port = UInt16(text), port >= lowest
    else { return nil }
    return port
  }
}
