internal import Glibc

/// What can go wrong between a command and the running box.
package enum ConsoleError: Error, Hashable, Sendable {
  /// No box runs with this data directory; a command ends with exit status 3.
  case notRunning(path: String)
  /// Another box has the data directory; its process id where it is known.
  case alreadyRunning(pid: Int32?)
  /// The box answered `ok: false`, with this sentence.
  case refused(String)
  /// Too many commands at once.
  case busy
  /// No answer in time.
  case noAnswer
  /// An answer or request that is not of the protocol.
  case malformed(String)
  /// The system refused; the sentence says what and why.
  case system(String)

  /// The failure that `errno` stands for at this moment.
  static func last(_ doing: String, _ path: String) -> ConsoleError {
    .system("cannot \(doing) \(path): \(String(cString: strerror(errno)))")
  }
}

extension ConsoleError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notRunning(let path): "no liandong answers at \(path)"
    case .alreadyRunning(let pid):
      "another liandong runs with this data-dir"
        + (pid.map { " (pid \($0))" } ?? "")
    case .refused(let reason): reason
    case .busy: "the box has too many commands at once; try again"
    case .noAnswer: "the box did not answer in time"
    case .malformed(let what): "not understood: \(what)"
    case .system(let what): what
    }
  }
}
