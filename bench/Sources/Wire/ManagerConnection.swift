internal import CLinux
internal import Glibc

/// Asterisk's manager interface: lines over TCP, an empty line ends a message.
final class ManagerConnection {
  private let descriptor: Int32

  /// Nil while nobody listens there.
  init?(address: String, port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var name = Endpoint(address: address, port: port).raw
    let connected = withUnsafePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else {
      close(descriptor)
      return nil
    }
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// - Throws: `BenchError` when Asterisk does not take the bench's own user.
  func login() throws {
    send(["Action: Login", "Username: bench", "Secret: bench", "Events: off"])
    guard read(until: "Message: Authentication accepted") != nil else {
      throw BenchError("asterisk's manager interface refuses the bench")
    }
    // The interface listens before SIP does.
    send(["Action: Command", "Command: core waitfullybooted"])
    guard read(until: "fully booted") != nil else {
      throw BenchError("asterisk did not become ready")
    }
  }

  /// The names of all channels that are up.
  func channels() throws -> [String] {
    send(["Action: CoreShowChannels"])
    guard let text = read(until: "ListItems:") else {
      throw BenchError("asterisk's manager interface does not list its channels")
    }
    return text.split(whereSeparator: \.isNewline).compactMap { line in
      line.hasPrefix("Channel: ") ? String(line.dropFirst(9)) : nil
    }
  }

  /// - Returns: the moment just before the message was written.
  @discardableResult
  func send(_ lines: [String]) -> Int64 {
    let bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    let moment = Time.wall()
    _ = write(descriptor, bytes, bytes.count)
    return moment
  }

  private func read(until words: String) -> String? {
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while !text.contains(words) {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      text += String(decoding: buffer[..<count], as: UTF8.self)
    }
    return text
  }
}
