import Glibc

/// An address and port, of IPv4 or IPv6, as the socket calls want it.
struct SocketName {
  private var storage = sockaddr_storage()
  private let length: socklen_t
  let family: Int32

  init(_ address: String, _ port: UInt16) {
    family = address.contains(":") ? AF_INET6 : AF_INET
    if family == AF_INET6 {
      var name = sockaddr_in6()
      name.sin6_family = sa_family_t(AF_INET6)
      name.sin6_port = port.bigEndian
      inet_pton(AF_INET6, address, &name.sin6_addr)
      length = socklen_t(MemoryLayout<sockaddr_in6>.size)
      withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: name, as: sockaddr_in6.self) }
    } else {
      var name = sockaddr_in()
      name.sin_family = sa_family_t(AF_INET)
      name.sin_port = port.bigEndian
      inet_pton(AF_INET, address, &name.sin_addr)
      length = socklen_t(MemoryLayout<sockaddr_in>.size)
      withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: name, as: sockaddr_in.self) }
    }
  }

  /// A UDP socket, to be closed by who asked for it.
  func socket() -> Int32 {
    Glibc.socket(family, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  }

  func bind(_ descriptor: Int32) -> Bool { use { Glibc.bind(descriptor, $0, $1) } == 0 }

  @discardableResult
  func send(_ bytes: [UInt8], from descriptor: Int32) -> Bool {
    use { sendto(descriptor, bytes, bytes.count, 0, $0, $1) } == bytes.count
  }

  private func use<T>(_ call: (UnsafePointer<sockaddr>, socklen_t) -> T) -> T {
    withUnsafePointer(to: storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, length) }
    }
  }

  /// A UDP port that was free a moment ago.
  static func freePort(at address: String) -> UInt16 {
    for _ in 0..<100 {
      let port = UInt16.random(in: 10_000...29_999)
      let name = SocketName(address, port)
      let descriptor = name.socket()
      defer { close(descriptor) }
      if name.bind(descriptor) { return port }
    }
    return 0
  }

  /// Whether somebody on this machine listens at that UDP or TCP port (proc(5), `/proc/net`).
  static func isBound(_ address: String, _ port: UInt16, tcp: Bool = false) -> Bool {
    let isIPv6 = address.contains(":")
    var words = [UInt32](repeating: 0, count: isIPv6 ? 4 : 1)
    inet_pton(isIPv6 ? AF_INET6 : AF_INET, address, &words)
    let place = words.map { hexadecimal($0, 8) }.joined() + ":" + hexadecimal(UInt32(port), 4)
    let file = "/proc/net/\(tcp ? "tcp" : "udp")\(isIPv6 ? "6" : "")"
    guard let table = TextFile.read(file) else { return false }
    return table.split(separator: "\n").contains { line in
      let fields = line.split(separator: " ")
      // 0A: a TCP socket that listens.
      return fields.count > 3 && fields[1] == place && (!tcp || fields[3] == "0A")
    }
  }

  private static func hexadecimal(_ value: UInt32, _ width: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: width - digits.count) + digits
  }
}
