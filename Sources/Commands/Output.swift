internal import Glibc
internal import Synchronization

/// Where text goes: a file descriptor of the process, or whatever a test wants to see.
///
/// A reader that went away (`liandong cdr | head`) is no error: what is left goes nowhere.
package final class Output: Sendable {
  private struct State {
    var isClosed = false
    var problem: String?
  }

  private let sink: @Sendable (String) -> Int32
  private let state = Mutex(State())

  /// Gives every text to `sink`.
  package init(_ sink: @escaping @Sendable (String) -> Void) {
    self.sink = { text in
      sink(text)
      return 0
    }
  }

  /// Writes to a descriptor that the caller keeps open.
  package init(descriptor: Int32) {
    sink = { text in
      var text = text
      return text.withUTF8 { bytes in
        var done = 0
        while done < bytes.count {
          let count = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
          if count < 0 && errno == EINTR { continue }
          guard count > 0 else { return errno }
          done += count
        }
        return 0
      }
    }
  }

  /// Whether nobody reads any more; a long listing need not go on.
  package var isClosed: Bool { state.withLock { $0.isClosed } }

  /// What the system refused, such as a full disk; `nil` when all was written.
  package var problem: String? { state.withLock { $0.problem } }

  /// Writes the text as it is, at once.
  package func write(_ text: String) {
    guard !text.isEmpty, !isClosed else { return }
    let reason = sink(text)
    guard reason != 0 else { return }
    state.withLock { state in
      state.isClosed = true
      if reason != EPIPE { state.problem = String(cString: strerror(reason)) }
    }
  }
}
