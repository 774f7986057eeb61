extension SIPURI {
  /// Reads `sip:[user@]host[:port][;transport=udp|tcp]`, at most 256 bytes; `nil` for anything else.
  package init?(_ text: String) {
    guard text.hasPrefix("sip:"), text.utf8.count <= 256 else { return nil }
    let pieces = text.dropFirst(4).split(separator: ";", omittingEmptySubsequences: false)
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
