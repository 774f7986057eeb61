internal import Glibc
internal import Synchronization

/// Wakes the control loop from other threads: a socket pair, because PJSIP's ioqueue calls `recv`.
final class WakeSocket: Sendable {
  /// Watched by the control loop, which closes it.
  let readEnd: Int32
  /// Written to by whoever has news.
  let writeEnd: Int32

  /// - Throws: `StartError` when the system has no descriptor left.
  init() throws {
    var ends: [Int32] = [0, 0]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw StartError("cannot make a socket pair: \(String(cString: strerror(errno)))")
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit { close(writeEnd) }

  /// One non-blocking write; a full socket means that the loop is being woken already.
  func signal() {
    var byte: UInt8 = 1
    _ = send(writeEnd, &byte, 1, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
  }

  func drain() {
    var bytes: [UInt8] = Array(repeating: 0, count: 256)
    while recv(readEnd, &bytes, bytes.count, Int32(MSG_DONTWAIT)) == bytes.count {}
  }
}

/// Why the box cannot start, in a sentence that says what to do.
struct StartError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
