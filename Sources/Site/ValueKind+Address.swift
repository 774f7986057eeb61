extension ValueKind where Value == SIPListener {
  static var sipListener: ValueKind {
    ValueKind("udp:ADDRESS:PORT or tcp:ADDRESS:PORT, IPv6 in brackets") { text in
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let transport = SIPTransport(rawValue: String(parts[0])),
        let (host, port) = HostPort.split(parts[1]), let address = HostPort.address(host),
        let port = port.flatMap({ HostPort.port($0, from: 1) }), !address.isWildcard
      else { return nil }
      return SIPListener(transport: transport, address: address, port: port)
    }
  }
}

extension ValueKind where Value == MediaPorts {
  static var mediaPorts: ValueKind {
    ValueKind("ADDRESS:LOW-HIGH with at least two ports of 1024 to 65535, IPv6 in brackets") {
      guard let (host, range) = HostPort.split($0[...]), let address = HostPort.address(host),
        let ends = range?.split(separator: "-", omittingEmptySubsequences: false), ends.count == 2,
        let low = HostPort.port(ends[0], from: 1024), let high = HostPort.port(ends[1], from: 1024),
        low < high, !address.isWildcard
      else { return nil }
      return MediaPorts(address: address, ports: low...high)
    }
  }
}

extension ValueKind where Value == AddressBlock {
  static var addressBlock: ValueKind {
    let expected = "an address, or a block such as 192.0.2.0/24 or 2001:db8::/32"
    return ValueKind(expected: expected) { text, findings in
      let parts = text.text.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count <= 2, let address = IPAddress(String(parts[0])),
        let length = length(parts.dropFirst().first, of: address)
      else {
        findings.error(text.place, text.isNot(expected))
        return nil
      }
      let block = AddressBlock(around: address, prefixLength: length)
      guard block.base == address else {
        findings.error(
          text.place, text.isNot("\"\(block)\", or one address without \"/\""))
        return nil
      }
      return block
    }
  }

  private static func length(_ text: Substring?, of address: IPAddress) -> Int? {
    let all = address.bytes.count * 8
    guard let text else { return all }
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let length = Int(text), length <= all
    else { return nil }
    return length
  }
}

extension ValueKind where Value == SIPURI {
  static var sipURI: ValueKind {
    ValueKind("a URI such as sip:1001@192.0.2.7:5060 or sip:[2001:db8::7];transport=tcp") {
      SIPURI(siteText: $0)
    }
  }
}

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

extension SIPURI {
  /// Reads `sip:[user@]host[:port][;transport=udp|tcp]`.
  init?(siteText: String) {
    guard siteText.hasPrefix("sip:"), siteText.utf8.count <= 256 else { return nil }
    let pieces = siteText.dropFirst(4).split(separator: ";", omittingEmptySubsequences: false)
    guard pieces.count <= 2 else { return nil }
    switch pieces.dropFirst().first {
    case nil, "transport=udp": transport = .udp
    case "transport=tcp": transport = .tcp
    default: return nil
    }
    let ends = pieces[0].split(separator: "@", omittingEmptySubsequences: false)
    guard ends.count <= 2, let (host, port) = HostPort.split(ends[ends.count - 1]) else {
      return nil
    }
    user = ends.count == 2 ? String(ends[0]) : nil
    if let user, user.isEmpty || !user.unicodeScalars.allSatisfy(SIPURI.isUserCharacter) {
      return nil
    }
    if let address = HostPort.address(host) {
      guard !address.isWildcard else { return nil }
      self.host = .address(address)
    } else {
      guard SIPURI.isHostName(host) else { return nil }
      self.host = .name(String(host))
    }
    guard let number = port.map({ HostPort.port($0, from: 1) }) ?? 5060 else { return nil }
    self.port = number
  }

  /// RFC 3261 section 25.1, `unreserved` and `user-unreserved`, without escapes.
  private static func isUserCharacter(_ scalar: Unicode.Scalar) -> Bool {
    isLetterOrDigit(scalar) || "-_.!~*'()&=+$,/".unicodeScalars.contains(scalar)
  }

  /// Labels of letters, digits and hyphens; the last begins with a letter.
  private static func isHostName(_ text: Substring) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...253).contains(text.utf8.count), let last = labels.last?.unicodeScalars.first,
      !("0"..."9").contains(last)
    else { return false }
    return labels.allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
        && label.unicodeScalars.allSatisfy { isLetterOrDigit($0) || $0 == "-" }
    }
  }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
  }
}
