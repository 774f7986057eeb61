internal import CLinux
internal import ChildProcess
internal import Glibc

/// A process on each CPU that does nothing but keep it busy.
final class Hogs {
  private let processes: [ChildProcess]

  /// - Throws: `CannotStart`.
  init() throws {
    processes = try Hogs.cpus().map {
      try ChildProcess("/proc/self/exe", ["hog", "\($0)"], group: Children.group(), input: .pipe)
    }
  }

  var count: Int { processes.count }

  func end() {
    for process in processes { process.end() }
  }

  /// The process itself: `liandong-bench hog CPU`; until its input ends.
  static func run(cpu: Int) {
    var bits = [UInt8](repeating: 0, count: 1_024)
    bits[cpu / 8] = 1 << UInt8(cpu % 8)
    linux_set_cpus(bits, bits.count)
    var (input, state) = (pollfd(fd: 0, events: Int16(POLLIN), revents: 0), 1 as UInt64)
    while poll(&input, 1, 0) == 0 {
      for _ in 0..<10_000_000 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
      }
    }
    precondition(state != 0)
  }

  /// Those that this process may use.
  private static func cpus() -> [Int] {
    var bits = [UInt8](repeating: 0, count: 1_024)
    linux_get_cpus(&bits, bits.count)
    return (0..<8 * bits.count).filter { bits[$0 / 8] & 1 << UInt8($0 % 8) != 0 }
  }
}
