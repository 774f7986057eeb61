internal import CLinux
internal import Glibc

/// The system calls of the real-time threads, each behind a name.
///
/// The compiler proves of the threads' code that it neither locks nor allocates; what C does it
/// cannot see, so it is told not to look, here and nowhere else. None of these waits, save
/// ``wait(_:_:_:)``, whose purpose it is.
enum System {
  /// One datagram; its length, or less than 0. The corresponding C function is `recvfrom`.
  @_semantics("no_performance_analysis") @inline(never)
  static func receive(
    _ socket: Int32, _ bytes: UnsafeMutablePointer<UInt8>, _ size: Int,
    _ sender: UnsafeMutablePointer<SocketAddress>
  ) -> Int {
    linux_take(socket, bytes, size, sender)
  }

  /// When the kernel received the datagram that was last read from a socket, by the wall clock; 0 when that is not
  /// known. The corresponding C function is `ioctl` with `SIOCGSTAMPNS`.
  @_semantics("no_performance_analysis") @inline(never)
  static func lastArrival(_ socket: Int32) -> timespec { linux_last_arrival(socket) }

  /// Whether the datagram was taken. The corresponding C function is `sendto`.
  @_semantics("no_performance_analysis") @inline(never)
  static func send(
    _ socket: Int32, _ bytes: UnsafePointer<UInt8>, _ length: Int,
    to address: UnsafePointer<SocketAddress>
  ) -> Bool {
    linux_give(socket, bytes, length, address, address.pointee.length) == length
  }

  /// How many events there are. The corresponding C function is `epoll_wait`.
  @_semantics("no_performance_analysis") @inline(never)
  static func wait(
    _ poll: Int32, _ events: UnsafeMutablePointer<epoll_event>, _ count: Int
  ) -> Int {
    linux_wait(poll, events, Int32(count))
  }

  /// Watches a descriptor for input. The corresponding C function is `epoll_ctl`.
  @_semantics("no_performance_analysis") @inline(never)
  static func watch(_ poll: Int32, _ descriptor: Int32, key: UInt64) {
    var event = epoll_event()
    event.events = EPOLLIN.rawValue
    event.data.u64 = key
    epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event)
  }

  /// Watches it no longer. The corresponding C function is `epoll_ctl`.
  @_semantics("no_performance_analysis") @inline(never)
  static func unwatch(_ poll: Int32, _ descriptor: Int32) {
    var event = epoll_event()
    epoll_ctl(poll, EPOLL_CTL_DEL, descriptor, &event)
  }

  /// Wakes whoever waits on an eventfd or a socket; a full one is awake already.
  @_semantics("no_performance_analysis") @inline(never)
  static func wake(event descriptor: Int32) {
    var one: UInt64 = 1
    _ = write(descriptor, &one, 8)
  }

  /// One byte into a socket, without waiting.
  @_semantics("no_performance_analysis") @inline(never)
  static func wake(socket descriptor: Int32) {
    var byte: UInt8 = 1
    if Glibc.send(
      descriptor, &byte, 1, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)) < 0,
      errno == ENOTSOCK
    {
      _ = write(descriptor, &byte, 1)
    }
  }

  /// Empties an eventfd or a timerfd.
  @_semantics("no_performance_analysis") @inline(never)
  static func drain(event descriptor: Int32) {
    var count: UInt64 = 0
    _ = read(descriptor, &count, 8)
  }

  /// The corresponding C function is `memcpy`.
  @_semantics("no_performance_analysis") @inline(never)
  static func copy(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, to target: UnsafeMutablePointer<UInt8>
  ) {
    memcpy(target, bytes, count)
  }

  /// errno as a sentence.
  static var errorSentence: String { String(cString: strerror(errno)) }
}
