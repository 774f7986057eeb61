package import Glibc
internal import Synchronization

/// A program that this process has started; it does not outlive this value.
///
/// Foundation's `Process` lists /proc/self/fd by copying whole `dirent` values out of a buffer that ends
/// in the middle of one: with more than about 1,350 open descriptors it reads beyond the heap.
package final class ChildProcess: Sendable {
  /// Where one of its standard streams comes from or goes to.
  package enum Stream: Sendable {
    /// Nothing comes, and nothing is kept.
    case null
    /// What this process has.
    case inherited
    /// A file, made anew; two streams may name the same one.
    case file(String)
    /// A pipe to `input`, `output` or `errors` of this value.
    case pipe
  }

  package let pid: pid_t
  private let status = Mutex<Int32?>(nil)
  private let ends: Mutex<[Int32?]>

  /// Starts a program: no shell, no search through PATH, no descriptor but the three, no signal blocked or ignored.
  ///
  /// - Parameters:
  ///   - program: the path of its file.
  ///   - arguments: without its name.
  ///   - environment: what it finds there besides what this process has.
  ///   - directory: where it starts; nil for where this process is.
  ///   - group: with whom it ends when this process does; nil leaves it alive then.
  /// - Throws: `CannotStart`.
  package convenience init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    directory: String? = nil, group: ChildGroup? = nil, input: Stream = .null,
    output: Stream = .null, errors: Stream = .null
  ) throws {
    try self.init(
      program, arguments, environment: environment, directory: directory, group: group?.head.pid,
      input: input, output: output, errors: errors)
  }

  /// - Parameter group: the process group that it joins, 0 for one of its own; nil for this process's.
  init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    directory: String? = nil, group: pid_t?, input: Stream = .null, output: Stream = .null,
    errors: Stream = .null
  ) throws {
    var plan = SpawnPlan()
    defer { plan.end() }
    do {
      if let directory { try plan.start(in: directory) }
      if let group { plan.join(group) }
      let ends = [
        try plan.connect(0, input), try plan.connect(1, output), try plan.connect(2, errors),
      ]
      self.ends = Mutex(ends)
      pid = try plan.spawn(program, arguments, environment)
    } catch let error as CannotStart {
      plan.giveUp()
      throw error.naming(program)
    }
  }

  deinit {
    signal(SIGKILL)
    _ = wait()
    for case let end? in ends.withLock({ $0 }) { close(end) }
  }

  /// Our end of its standard input; -1 when that is no pipe, or closed.
  package var input: Int32 { ends.withLock { $0[0] ?? -1 } }
  /// Our end of its standard output; -1 when that is no pipe.
  package var output: Int32 { ends.withLock { $0[1] ?? -1 } }
  /// Our end of its standard error; -1 when that is no pipe.
  package var errors: Int32 { ends.withLock { $0[2] ?? -1 } }

  /// Lets its standard input end.
  package func closeInput() {
    ends.withLock { ends in
      if let end = ends[0] { close(end) }
      ends[0] = nil
    }
  }

  /// Writes all of a text to its standard input, which is a pipe.
  ///
  /// - Returns: false when it does not read any more.
  @discardableResult
  package func write(_ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { return false }
      bytes = bytes.dropFirst(max(0, count))
    }
    return true
  }

  /// Everything that its standard output, which is a pipe, says until it ends.
  package func readToEnd() -> String {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(output, &chunk, chunk.count)
      guard count > 0 || (count < 0 && errno == EINTR) else { break }
      all += chunk[..<max(0, count)]
    }
    return String(decoding: all, as: UTF8.self)
  }

  package var isRunning: Bool { exitStatus == nil }

  /// The exit status, or minus the signal that ended it; nil while it runs.
  package var exitStatus: Int32? { status.withLock { reap(&$0, WNOHANG) } }

  /// Waits for its end.
  ///
  /// - Returns: the exit status, or minus the signal that ended it.
  package func wait() -> Int32 {
    var info = siginfo_t()
    while waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    return status.withLock { reap(&$0, 0) } ?? -1
  }

  /// Sends a signal; nothing happens when it has ended.
  package func signal(_ number: Int32) {
    // Under the lock nobody else reaps it, so that its number is nobody else's.
    status.withLock { status in
      if reap(&status, WNOHANG) == nil { kill(pid, number) }
    }
  }

  /// Asks it to end, as systemd would, and kills it when that takes too long.
  ///
  /// - Returns: the exit status, or minus the signal that ended it.
  @discardableResult
  package func end(within patience: Duration = .seconds(5)) -> Int32 {
    signal(SIGTERM)
    return bury(after: patience)
  }

  /// Waits for it to end by itself, and kills it when that takes too long.
  ///
  /// - Returns: the exit status, or minus the signal that ended it.
  package func bury(after patience: Duration) -> Int32 {
    let deadline = ContinuousClock.now + patience
    while isRunning, ContinuousClock.now < deadline { usleep(5_000) }
    signal(SIGKILL)
    return wait()
  }

  private func reap(_ status: inout Int32?, _ options: Int32) -> Int32? {
    guard status == nil else { return status }
    var word: Int32 = 0
    guard waitpid(pid, &word, options) == pid else { return nil }
    let signal = word & 0x7F
    status = signal == 0 ? (word >> 8) & 0xFF : -signal
    return status
  }
}
