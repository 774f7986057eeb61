internal import Glibc

/// One line on a terminal that says how far a long piece of work is.
///
/// Nothing is said within the first second, and nothing at all where nobody looks.
final class Progress {
  private let surroundings: Surroundings
  private let work: String
  private let began = Progress.now
  private var said: Int64 = 0

  init(_ work: String, _ surroundings: Surroundings) {
    self.work = work
    self.surroundings = surroundings
  }

  /// Tells how much of `total` is done.
  func report(_ done: Int, of total: Int) {
    let now = Self.now
    guard surroundings.isTerminal, total > 0, now - began > 1_000, now - said > 200 else { return }
    said = now
    let percent = min(100, done * 100 / total)
    surroundings.errors.write("\r\(work) … \(percent) % ")
  }

  /// Wipes the line.
  func finish() {
    guard said > 0 else { return }
    surroundings.errors.write("\r" + String(repeating: " ", count: work.count + 12) + "\r")
    said = 0
  }

  deinit { finish() }

  /// Milliseconds of a clock that nobody sets.
  private static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}
