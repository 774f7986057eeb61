internal import CLinux
internal import Glibc

/// A UDP socket for RTP on an even port, and the eventfd that wakes its thread.
struct RTPSocket: Sendable {
  let descriptor: Int32
  let wake: Int32
  let port: UInt16

  /// Opens a socket on `address`; `nil` when the system has none to give.
  static func open(on address: String) -> RTPSocket? {
    for _ in 0..<32 {
      guard let opened = bind(address) else { return nil }
      // RTP goes to even ports (RFC 3550, 11).
      if opened.port % 2 == 0 {
        let wake = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        return RTPSocket(descriptor: opened.descriptor, wake: wake, port: opened.port)
      }
      Glibc.close(opened.descriptor)
    }
    return nil
  }

  private static func bind(_ text: String) -> (descriptor: Int32, port: UInt16)? {
    guard let address = SocketName(text, port: 0) else { return nil }
    let kind = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(address.family, kind, 0)
    guard descriptor >= 0 else { return nil }
    var yes: Int32 = 1
    setsockopt(
      descriptor, SOL_SOCKET, SO_TIMESTAMPNS, &yes, socklen_t(MemoryLayout<Int32>.size))
    let bound = address.withPointer { Glibc.bind(descriptor, $0, $1) } == 0
    guard bound, let name = SocketName(of: descriptor) else {
      Glibc.close(descriptor)
      return nil
    }
    return (descriptor, name.port)
  }

  /// Lets the thread that sleeps in ``sleep(until:)`` go on.
  func wakeUp() { eventfd_write(wake, 1) }

  /// Waits for a packet, a wake-up or a moment of the monotonic clock.
  func sleep(until moment: Int64) {
    var descriptors = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
    ]
    let wait = max(0, moment - PhoneClock.now())
    // Whole milliseconds here and the rest below, so that nothing is sent late. What arrives in
    // that rest carries the kernel's time and loses nothing by being read a little later.
    if poll(&descriptors, 2, Int32(wait / 1000)) == 0 { PhoneClock.sleep(until: moment) }
    var count: UInt64 = 0
    if descriptors[1].revents != 0 { eventfd_read(wake, &count) }
  }

  /// The next datagram that waits with its arrival, or `nil`.
  func receive(_ buffer: inout [UInt8]) -> (length: Int, arrived: Int64)? {
    var arrived = PhoneClock.Moment()
    var sender = sockaddr_in6()
    let length = arrived.withPointer {
      linux_receive(descriptor, &buffer, buffer.count, &sender, $0)
    }
    guard length >= 0 else { return nil }
    return (min(length, buffer.count), PhoneClock.monotonic(ofWallClock: arrived))
  }

  /// Sends a datagram; what the network does not take is lost, as on any network.
  func send(_ bytes: [UInt8], to peer: SocketName) {
    _ = peer.withPointer { sendto(descriptor, bytes, bytes.count, Int32(MSG_DONTWAIT), $0, $1) }
  }

  func close() {
    Glibc.close(descriptor)
    Glibc.close(wake)
  }
}
