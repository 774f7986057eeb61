internal import Glibc

/// An IP address and port as the socket calls want them.
struct SocketName: Sendable {
  private var storage = sockaddr_in6()

  /// Reads an IPv4 or IPv6 literal.
  init?(_ text: String, port: UInt16) {
    var name = sockaddr_in()
    if inet_pton(AF_INET, text, &name.sin_addr) == 1 {
      name.sin_family = sa_family_t(AF_INET)
      name.sin_port = port.bigEndian
      withUnsafeMutableBytes(of: &storage) { storage in
        withUnsafeBytes(of: name) { storage.copyMemory(from: $0) }
      }
    } else if inet_pton(AF_INET6, text, &storage.sin6_addr) == 1 {
      storage.sin6_family = sa_family_t(AF_INET6)
      storage.sin6_port = port.bigEndian
    } else {
      return nil
    }
  }

  /// The name that a socket is bound to.
  init?(of descriptor: Int32) {
    var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
    let status = withUnsafeMutableBytes(of: &storage) { bytes in
      getsockname(descriptor, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress!, &length)
    }
    if status != 0 { return nil }
  }

  // Family and port stand at the same places in both kinds of address.
  var family: Int32 { Int32(storage.sin6_family) }
  var port: UInt16 { UInt16(bigEndian: storage.sin6_port) }

  func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    let length =
      family == AF_INET ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
    return withUnsafeBytes(of: storage) { bytes in
      body(bytes.assumingMemoryBound(to: sockaddr.self).baseAddress!, socklen_t(length))
    }
  }
}
