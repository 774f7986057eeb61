extension ValueKind where Value == SIPListener {
  static var sipListener: ValueKind {
    ValueKind("udp:ADDRESS:PORT or tcp:ADDRESS:PORT, one address of this box, IPv6 in brackets") {
      text in
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
    ValueKind(
      "ADDRESS:LOW-HIGH, at least two ports of 1024 to 65535 of one address, IPv6 in brackets"
    ) {
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
      SIPURI($0)
    }
  }
}
