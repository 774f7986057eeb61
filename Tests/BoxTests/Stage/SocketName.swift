import Glibc

/// An IPv4 address and port as the socket calls want it.
struct SocketName {
  private var name = sockaddr_in()

  init(_ address: String, _ port: UInt16) {
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = port.bigEndian
    inet_pton(AF_INET, address, &name.sin_addr)
  }

  func bind(_ descriptor: Int32) -> Bool { use { Glibc.bind(descriptor, $0, $1) } == 0 }

  @discardableResult
  func send(_ bytes: [UInt8], from descriptor: Int32) -> Bool {
    use { sendto(descriptor, bytes, bytes.count, 0, $0, $1) } == bytes.count
  }

  private func use<T>(_ call: (UnsafePointer<sockaddr>, socklen_t) -> T) -> T {
    withUnsafePointer(to: name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        call($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  /// Whether somebody on this machine listens at that UDP or TCP port (proc(5), `/proc/net`).
  static func isBound(_ address: String, _ port: UInt16, tcp: Bool = false) -> Bool {
    var text = in_addr()
    inet_pton(AF_INET, address, &text)
    let place = Self.hexadecimal(text.s_addr, 8) + ":" + Self.hexadecimal(UInt32(port), 4)
    guard let table = TextFile.read("/proc/net/\(tcp ? "tcp" : "udp")") else { return false }
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
