internal import CLinux
internal import Glibc

/// The two UDP sockets of a stream: RTP on an even port, RTCP on the next (RFC 3550, 11).
struct SocketPair {
  let media: Int32
  let control: Int32
  let port: UInt16

  /// What binding a pair came to.
  enum Attempt {
    case bound(SocketPair)
    case taken
    case failed(MediaError)
  }

  /// Binds the pair at `port` of `address`.
  static func bind(_ address: String, port: UInt16) -> Attempt {
    var media: Int32 = -1
    switch bind(address, port: port, &media) {
    case .some(let failure): return failure
    case .none: break
    }
    // From now on the kernel keeps the time of the packet that was last read.
    _ = System.lastArrival(media)
    var control: Int32 = -1
    if let failure = bind(address, port: port + 1, &control) {
      Glibc.close(media)
      return failure
    }
    return .bound(SocketPair(media: media, control: control, port: port))
  }

  func close() {
    Glibc.close(media)
    Glibc.close(control)
  }

  /// Nil when `socket` is bound.
  private static func bind(
    _ literal: String, port: UInt16, _ descriptor: inout Int32
  ) -> Attempt? {
    guard var address = SocketAddress(literal, port: port) else {
      return .failed(.address(literal, reason: "expected an IPv4 or IPv6 address"))
    }
    let type = Int32(SOCK_DGRAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    descriptor = socket(address.family, type, 0)
    guard descriptor >= 0 else {
      return .failed(.system(doing: "opening an RTP socket", reason: System.errorSentence))
    }
    // Expedited forwarding (RFC 3246), as telephone networks expect of voice.
    if address.family == AF_INET {
      set(descriptor, Int32(IPPROTO_IP), IP_TOS, 0xB8)
    } else {
      set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1)
      set(descriptor, Int32(IPPROTO_IPV6), IPV6_TCLASS, 0xB8)
    }
    let length = address.length
    let result = withUnsafePointer(to: &address) {
      UnsafeRawPointer($0).withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.bind(descriptor, $0, length)
      }
    }
    if result == 0 { return nil }
    let reason = System.errorSentence
    let taken = errno == EADDRINUSE || errno == EACCES
    Glibc.close(descriptor)
    return taken ? .taken : .failed(.address(literal, reason: reason))
  }

  private static func set(_ socket: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    setsockopt(socket, level, option, &value, UInt32(MemoryLayout<Int32>.size))
  }
}
