internal import Glibc

/// One client of the control socket, as the console's thread sees it.
final class ControlConnection {
  /// What stands at the head of what was taken in.
  enum Input {
    case line([UInt8])
    /// Nothing whole yet.
    case more
    case tooLong
  }

  let descriptor: Int32
  /// User id of the process at the other end (`SO_PEERCRED`).
  let user: UInt32
  /// Last time that anything moved, monotonic microseconds.
  private(set) var lastActive: Int64
  /// The question that the control thread has, and until when it may take.
  var asked: (ticket: ControlExchange.Ticket, deadline: Int64)?
  /// Hang up once everything is sent.
  var isLeaving = false
  /// Answers that the client has not read.
  private(set) var output: ArraySlice<UInt8> = []
  private var input: ArraySlice<UInt8> = []

  init(descriptor: Int32, now: Int64) {
    self.descriptor = descriptor
    lastActive = now
    // `struct ucred`, which Glibc shows only with _GNU_SOURCE: process, user, group.
    var peer: (Int32, UInt32, UInt32) = (0, .max, .max)
    var size = socklen_t(MemoryLayout.size(ofValue: peer))
    getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size)
    user = peer.1
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(descriptor) }

  /// What `poll` is asked for: a client with a question out or an answer unread sends no next one.
  var interest: Int16 {
    if !output.isEmpty { return Int16(POLLOUT) }
    return asked == nil ? Int16(POLLIN) : 0
  }

  /// Takes in what is there, hardly more than one line of `limit` bytes; false when it is gone.
  func fill(limit: Int, now: Int64) -> Bool {
    lastActive = now
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &chunk, min(chunk.count, limit + 1), 0)
    if count < 0 && (errno == EAGAIN || errno == EINTR) { return true }
    guard count > 0 else { return false }
    input += chunk[..<count]
    return true
  }

  /// The next line of what was taken in.
  func nextLine(limit: Int) -> Input {
    guard let end = input.firstIndex(of: UInt8(ascii: "\n")) else {
      return input.count > limit ? .tooLong : .more
    }
    guard end - input.startIndex <= limit else { return .tooLong }
    defer { input = input[(end + 1)...] }
    return .line(Array(input[..<end]))
  }

  /// Sends an answer as far as the client takes it; false when it is gone.
  func send(_ bytes: [UInt8], now: Int64) -> Bool {
    output += bytes
    return flush(now: now)
  }

  /// Goes on sending; false when the client is gone.
  func flush(now: Int64) -> Bool {
    while !output.isEmpty {
      let count = output.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 && errno == EAGAIN { return true }
      guard count > 0 else { return false }
      output = output.dropFirst(count)
      lastActive = now
    }
    output = []
    return true
  }
}
