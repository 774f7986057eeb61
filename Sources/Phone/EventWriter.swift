internal import Glibc
internal import Synchronization

/// Writes events to standard output: `t=123456789 phone=citizen event=ringing leg=1`.
///
/// Any thread may write; a line is written at once and whole.
final class EventWriter: Sendable {
  private let prefix: String
  private let isQuiet: Bool
  private let descriptor: Int32
  private let state = Mutex(State())

  private struct State {
    var awaited: [String] = []
    var onSeen: (@Sendable () -> Void)?
    var hasRefused = false
  }

  /// Events that a quiet phone tells nevertheless.
  private static let important: Set<String> = ["failed", "refused", "media"]

  init(name: String?, isQuiet: Bool, descriptor: Int32 = 1) {
    prefix = name.map { "phone=\(Self.word($0)) " } ?? ""
    self.isQuiet = isQuiet
    self.descriptor = descriptor
  }

  /// Tells an event that happened at `time`, or now.
  func tell(_ event: String, at time: Int64 = PhoneClock.now(), _ fields: [(String, String)] = []) {
    var line = "t=\(time) \(prefix)event=\(event)"
    for (key, value) in fields { line += " \(key)=\(Self.word(value))" }
    state.withLock { state in
      if event == "refused" { state.hasRefused = true }
      if !isQuiet || Self.important.contains(event) { Self.write(line + "\n", to: descriptor) }
      guard let onSeen = state.onSeen else { return }
      let words = Set(line.split(separator: " ").map(String.init))
      guard state.awaited.allSatisfy(words.contains) else { return }
      state.onSeen = nil
      onSeen()
    }
  }

  /// Something that was asked could not be done, on whatever thread.
  var hasRefused: Bool { state.withLock { $0.hasRefused } }

  /// Calls `seen` once, on whatever thread, at the next event that has all of `words`.
  func await(_ words: [String], _ seen: @escaping @Sendable () -> Void) {
    state.withLock { ($0.awaited, $0.onSeen) = (words, seen) }
  }

  /// A value is one word, so that a line can be split at its blanks.
  private static func word(_ text: String) -> String {
    text.isEmpty ? "-" : String(text.map { $0.isWhitespace ? "_" : $0 })
  }

  private static func write(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + start, bytes.count - start)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      start += count
    }
  }
}
