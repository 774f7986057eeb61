internal import Glibc
internal import Synchronization

/// Lines of standard input, read by a thread of its own, and whatever else wakes the control thread.
final class CommandInput: Sendable {
  /// What happened since the last look.
  struct News: Sendable {
    var lines: [String] = []
    var hasEnded = false
    /// SIGTERM or SIGINT came.
    var isTold = false
    /// What `wait` waited for was seen.
    var isSeen = false
  }

  /// The line watches this end of a socketpair: one byte, some news.
  let wakened: Int32
  private let waker: Int32
  private let news = Mutex(News())

  /// The waker's number for the signal handler, which may touch nothing else.
  nonisolated(unsafe) private static var signalWaker: Int32 = -1
  nonisolated(unsafe) private static var signalled: Int32 = 0

  init() {
    var ends: [Int32] = [-1, -1]
    socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends)
    for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    (wakened, waker) = (ends[0], ends[1])
  }

  /// Starts to read standard input and to mind SIGTERM and SIGINT.
  func start() {
    Self.signalWaker = waker
    for number in [SIGTERM, SIGINT] {
      signal(number) { _ in
        CommandInput.signalled = 1
        var byte: UInt8 = 1
        write(CommandInput.signalWaker, &byte, 1)
      }
    }
    var thread: pthread_t = 0
    pthread_create(
      &thread, nil,
      { context in
        Unmanaged<CommandInput>.fromOpaque(context!).takeRetainedValue().read()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    pthread_detach(thread)
  }

  /// `wait` need wait no longer.
  func seen() {
    news.withLock { $0.isSeen = true }
    wake()
  }

  /// What is new; empties the socket.
  func take() -> News {
    var bytes = [UInt8](repeating: 0, count: 64)
    while recv(wakened, &bytes, bytes.count, Int32(MSG_DONTWAIT)) > 0 {}
    return news.withLock { news in
      if Self.signalled != 0 { news.isTold = true }
      defer { news = News() }
      return news
    }
  }

  private func read() {
    while let line = readLine() {
      news.withLock { $0.lines.append(line) }
      wake()
    }
    news.withLock { $0.hasEnded = true }
    wake()
  }

  private func wake() {
    var byte: UInt8 = 1
    write(waker, &byte, 1)
  }
}
