internal import CLinux
internal import Glibc

/// An IPv4 address and port.
struct Endpoint: Hashable, CustomStringConvertible {
  let address: String
  let port: UInt16

  var description: String { "\(address):\(port)" }

  var raw: sockaddr_in {
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = port.bigEndian
    inet_pton(AF_INET, address, &name.sin_addr)
    return name
  }
}

/// A UDP socket whose datagrams carry the kernel's receive time.
final class UDPSocket {
  let descriptor: Int32
  let endpoint: Endpoint
  private var buffer: [UInt8]

  /// Port 0 lets the kernel choose.
  ///
  /// - Parameter largest: bytes of a datagram; of a larger one only these are handed on.
  /// - Throws: `BenchError` when the address cannot be had.
  init(_ address: String, port: UInt16, largest: Int = 65_536) throws {
    buffer = [UInt8](repeating: 0, count: largest)
    descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else {
      throw BenchError("no socket: \(String(cString: strerror(errno)))")
    }
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, &yes, 4)
    var room: Int32 = 4 << 20
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &room, 4)
    var name = Endpoint(address: address, port: port).raw
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = self.descriptor
    let bound = withUnsafeMutablePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard bound else {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      throw BenchError("cannot bind \(address):\(port): \(reason)")
    }
    endpoint = Endpoint(address: address, port: UInt16(bigEndian: name.sin_port))
  }

  deinit { close(descriptor) }

  func send(_ bytes: [UInt8], to target: sockaddr_in) {
    var target = target
    withUnsafePointer(to: &target) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = sendto(
          descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0,
          socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  /// Hands each waiting datagram, or the first of them, to `body` with the wall-clock nanoseconds of its arrival.
  func drain(atMost limit: Int = .max, _ body: (UnsafeRawBufferPointer, Int64) -> Void) {
    var sender = [UInt8](repeating: 0, count: 28)
    var arrived = timespec()
    for _ in 0..<limit {
      let count = linux_receive(descriptor, &buffer, buffer.count, &sender, &arrived)
      guard count >= 0 else { return }
      let at = Int64(arrived.tv_sec) * 1_000_000_000 + Int64(arrived.tv_nsec)
      buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0.prefix(count)), at) }
    }
  }
}
