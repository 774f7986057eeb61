internal import ChildProcess
internal import Glibc

/// A process of the demonstration with pipes to and from it: the box, or a phone.
final class DemoChild {
  let name: String
  private let process: ChildProcess
  private var partial: [UInt8] = []
  /// Nothing more will be read.
  private(set) var hasEnded = false

  /// Starts this very program with other arguments.
  ///
  /// - Parameter reading: 1 to read its standard output, 2 its standard error.
  init(_ name: String, _ arguments: [String], reading: Int32 = 1) throws {
    self.name = name
    process = try ChildProcess(
      "/proc/self/exe", arguments, input: .pipe,
      output: reading == 1 ? .pipe : .null, errors: reading == 2 ? .pipe : .null)
    descriptor = reading == 1 ? process.output : process.errors
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  /// What `poll` watches.
  let descriptor: Int32

  /// Writes a line to its standard input.
  func tell(_ line: String) { process.write(line + "\n") }

  /// The whole lines that have come.
  func lines() -> [String] {
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count > 0 {
        partial += chunk[..<count]
        continue
      }
      if count == 0 { hasEnded = true }
      break
    }
    var lines: [String] = []
    while let end = partial.firstIndex(of: UInt8(ascii: "\n")) {
      lines.append(String(decoding: partial[..<end], as: UTF8.self))
      partial.removeFirst(end + 1)
    }
    return lines
  }

  /// Asks it to end as systemd would.
  func terminate() { process.signal(SIGTERM) }

  /// Makes sure that it is gone; its exit status, negative for a signal.
  ///
  /// - Parameter patience: how long it may take by itself.
  func bury(patience: Duration) -> Int32 { process.bury(after: patience) }
}
