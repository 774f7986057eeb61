import Console
import Synchronization

/// A control socket without a box behind it: it answers as the test says and keeps what was asked.
final class FakeBox: Sendable {
  struct Question: Hashable, Sendable {
    let command: String
    let arguments: [String: String]
  }

  private struct State {
    var server: ControlServer?
    var asked: [Question] = []
  }

  private let state: Shared

  /// Keeps the server where the wake-up can reach it.
  private final class Shared: Sendable {
    let state = Mutex(State())
  }

  init(
    dataDirectory: String, answer: @escaping @Sendable (ControlRequest) -> ControlResponse
  ) throws {
    let shared = Shared()
    state = shared
    let server = try ControlServer(lock: DataDirectoryLock(directory: dataDirectory)) {
      let server = shared.state.withLock { $0.server }
      while let request = server?.next() {
        shared.state.withLock {
          $0.asked.append(Question(command: request.command, arguments: request.arguments))
        }
        request.answer(answer(request))
      }
    }
    shared.state.withLock { $0.server = server }
  }

  deinit { state.state.withLock { $0.server }?.stop() }

  var asked: [Question] { state.state.withLock { $0.asked } }
}
