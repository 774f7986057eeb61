internal import Glibc
internal import Synchronization

/// Where the console's thread and the control thread hand requests and answers to each other.
///
/// Each side takes the lock for a moment only and never waits for the other.
final class ControlExchange: Sendable {
  /// Which question of which client an answer belongs to.
  struct Ticket: Hashable, Sendable {
    let client: Int
    let number: Int
  }

  private struct State {
    var questions: [ControlRequest] = []
    var answers: [(ticket: Ticket, response: ControlResponse)] = []
    var isStopped = false
  }

  private let state = Mutex(State())
  private let limit: Int
  private let wakeControl: @Sendable () -> Void
  /// Readable when there are answers, or when it is time to stop.
  let wakeEnd: Int32
  private let ringEnd: Int32

  init(limit: Int, wakeControl: @escaping @Sendable () -> Void) throws(ConsoleError) {
    self.limit = limit
    self.wakeControl = wakeControl
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .last("open", "a pipe") }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (wakeEnd, ringEnd) = (ends[0], ends[1])
  }

  deinit {
    close(wakeEnd)
    close(ringEnd)
  }

  var isStopped: Bool { state.withLock { $0.isStopped } }

  /// Puts a question before the control thread; false when too many wait there.
  func ask(_ line: RequestLine, user: UInt32, ticket: Ticket) -> Bool {
    let request = ControlRequest(
      command: line.command, arguments: (line.arguments ?? [:]).mapValues(\.text), user: user
    ) { [weak self] response in self?.answer(ticket, response) }
    let hasRoom = state.withLock { state in
      guard state.questions.count < limit else { return false }
      state.questions.append(request)
      return true
    }
    if hasRoom { wakeControl() }
    return hasRoom
  }

  /// The oldest question that control has not taken.
  func takeQuestion() -> ControlRequest? {
    state.withLock { $0.questions.isEmpty ? nil : $0.questions.removeFirst() }
  }

  /// All answers since the last time.
  func takeAnswers() -> [(ticket: Ticket, response: ControlResponse)] {
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(wakeEnd, &bytes, bytes.count) > 0 {}
    return state.withLock { state in
      defer { state.answers = [] }
      return state.answers
    }
  }

  func stop() {
    state.withLock { $0.isStopped = true }
    ring()
  }

  private func answer(_ ticket: Ticket, _ response: ControlResponse) {
    state.withLock { $0.answers.append((ticket, response)) }
    ring()
  }

  private func ring() {
    // A full pipe is awake already.
    var byte: UInt8 = 1
    _ = write(ringEnd, &byte, 1)
  }
}
