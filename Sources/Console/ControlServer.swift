internal import Foundation
internal import Glibc

/// The box's side of the control socket `DATA/control.sock`: JSON lines, one answer a request.
///
/// Its own thread reads, checks, waits and writes. Requests stand in a bounded queue until the
/// control thread, woken by `wake`, takes them with `next()`; neither ever waits for the other.
package final class ControlServer: Sendable {
  /// Bounds of everything that a client can make grow.
  package struct Limits: Sendable {
    /// Clients at once; one more is told so, unless another has been silent for `idle`.
    package var clients = 16
    /// Bytes of a request without its newline.
    package var line = 64 << 10
    /// Requests that wait for the control thread.
    package var requests = 64
    /// Bytes of an answer.
    package var answer = 16 << 20
    /// How long the control thread may take for an answer.
    package var patience: Duration = .seconds(10)
    /// After this much silence a client gives way to a new one.
    package var idle: Duration = .seconds(30)

    package init() {}
  }

  package let path: String
  private let lock: DataDirectoryLock
  private let exchange: ControlExchange
  private let finished = DispatchSemaphore(value: 0)

  /// Opens the socket, mode 0660, and starts the thread.
  ///
  /// The lock proves that a socket file found there belongs to no living box: it is replaced.
  /// - Parameter wake: called on the console's thread when a request waits; must not block.
  /// - Throws: `system`, with what the system refused.
  package init(
    lock: DataDirectoryLock, limits: Limits = Limits(), wake: @escaping @Sendable () -> Void
  ) throws(ConsoleError) {
    self.lock = lock
    path = lock.controlSocket
    let exchange = try ControlExchange(limit: limits.requests, wakeControl: wake)
    self.exchange = exchange
    let listener = try Self.listen(path)
    let finished = self.finished
    let thread = Thread {
      var loop = ControlLoop(listener: listener, exchange: exchange, limits: limits)
      loop.run()
      finished.signal()
    }
    thread.name = "console"
    thread.start()
  }

  /// The oldest request that waits, for the control thread; `nil` when there is none.
  package func next() -> ControlRequest? { exchange.takeQuestion() }

  /// Hangs up on all clients, removes the socket and ends the thread.
  package func stop() {
    exchange.stop()
    finished.wait()
    finished.signal()
    unlink(path)
  }

  private static func listen(_ path: String) throws(ConsoleError) -> Int32 {
    var status = stat()
    if lstat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFSOCK else {
        throw .system("cannot listen at \(path): something that is no socket has this name")
      }
      unlink(path)
    }
    let address = try SocketPath(path)
    let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
    let listener = socket(AF_UNIX, Int32(kind), 0)
    guard listener >= 0 else { throw .last("open a socket for", path) }
    guard address.use({ bind(listener, $0, $1) }) == 0, chmod(path, 0o660) == 0,
      Glibc.listen(listener, 64) == 0
    else {
      let failure = ConsoleError.last("listen at", path)
      close(listener)
      throw failure
    }
    return listener
  }
}
