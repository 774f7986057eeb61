internal import Glibc

/// An IPv4 or IPv6 address, without a zone.
package struct IPAddress: Hashable, Sendable {
  package enum Family: Hashable, Sendable, CaseIterable { case v4, v6 }

  package let family: Family
  /// Network order: 4 or 16 bytes.
  package let bytes: [UInt8]

  /// Reads `192.0.2.1` or `2001:db8::1`, without brackets; `nil` for anything else.
  package init?(_ text: String) {
    // inet_pton stops at a NUL that Swift would count as part of the text.
    guard text.utf8.count <= 45, !text.utf8.contains(0) else { return nil }
    var buffer = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &buffer) == 1 {
      (family, bytes) = (.v4, Array(buffer.prefix(4)))
    } else if inet_pton(AF_INET6, text, &buffer) == 1 {
      (family, bytes) = (.v6, buffer)
    } else {
      return nil
    }
  }

  /// An address in network order; `nil` unless it has 4 or 16 bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.init(family: bytes.count == 4 ? .v4 : .v6, bytes: bytes)
  }

  init(family: Family, bytes: [UInt8]) { (self.family, self.bytes) = (family, bytes) }

  /// The IPv4 address that an IPv4-mapped IPv6 one stands for (RFC 4291 section 2.5.5.2), or itself.
  package var unmapped: IPAddress {
    let mark = [UInt8](repeating: 0, count: 10) + [0xff, 0xff]
    guard family == .v6, bytes.starts(with: mark) else { return self }
    return IPAddress(family: .v4, bytes: Array(bytes.suffix(4)))
  }

  /// Whether it stands for every address of the machine.
  var isWildcard: Bool { bytes.allSatisfy { $0 == 0 } }

  /// As it stands before `:port`: IPv6 in brackets.
  package var bracketed: String { family == .v6 ? "[\(self)]" : description }
}

extension IPAddress: CustomStringConvertible {
  /// The shortest form (RFC 5952 for IPv6).
  package var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let kind = family == .v4 ? AF_INET : AF_INET6
    _ = inet_ntop(kind, bytes, &text, socklen_t(text.count))
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
