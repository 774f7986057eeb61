internal import Glibc

/// An IP address as its bytes, so that one address has one spelling.
struct IPAddress: Hashable, Sendable {
  /// 4 or 16.
  let bytes: [UInt8]

  /// Reads an IPv4 or IPv6 literal, without brackets or zone.
  init?(_ text: String) {
    var storage = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &storage) == 1 {
      bytes = Array(storage[..<4])
    } else if inet_pton(AF_INET6, text, &storage) == 1 {
      bytes = storage
    } else {
      return nil
    }
  }

  var isIPv6: Bool { bytes.count == 16 }
}

/// One end of a transport.
struct SocketAddress: Hashable, Sendable, CustomStringConvertible {
  let address: IPAddress
  let port: UInt16

  /// The address as text, without brackets.
  var host: String {
    var text = [CChar](repeating: 0, count: 64)
    inet_ntop(address.isIPv6 ? AF_INET6 : AF_INET, address.bytes, &text, 64)
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  var description: String { address.isIPv6 ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// A range such as `10.0.0.0/8`.
struct AddressRange: Hashable, Sendable {
  let base: IPAddress
  let length: Int

  /// Reads an address, alone or with a prefix length.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let base = IPAddress(String(parts[0])) else { return nil }
    let bits = base.bytes.count * 8
    guard let length = parts.count == 2 ? Int(parts[1]) : bits, (0...bits).contains(length) else {
      return nil
    }
    self.base = base
    self.length = length
  }

  func contains(_ address: IPAddress) -> Bool {
    guard address.bytes.count == base.bytes.count else { return false }
    for index in 0..<base.bytes.count {
      let bits = min(8, max(0, length - index * 8))
      let mask = bits == 0 ? 0 : UInt8(truncatingIfNeeded: 0xFF00 >> bits)
      if address.bytes[index] & mask != base.bytes[index] & mask { return false }
    }
    return true
  }
}
