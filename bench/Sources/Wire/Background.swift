internal import ChildProcess
internal import Foundation

/// Other calls with voice through the box that is measured: a process of their own, so that their
/// voices do not make the measuring phones late.
final class Background {
  static let port: UInt16 = 5080
  private let process: ChildProcess

  /// Starts so many calls and waits until all talk.
  ///
  /// - Parameter base: the first three parts of the box's addresses.
  /// - Throws: `BenchError` when they do not come up.
  init(base: String, calls: Int) throws {
    process = try ChildProcess(
      "/proc/self/exe", ["load", base, "\(calls)"], group: Children.group(),
      input: .pipe, output: .pipe, errors: .inherited)
    var said: [UInt8] = [0, 0]
    guard read(process.output, &said, said.count) == said.count, said == Array("up".utf8) else {
      process.end()
      throw BenchError("\(calls) calls in the background did not come up")
    }
  }

  /// The calls end.
  func stop() {
    process.closeInput()
    _ = process.wait()
  }

  /// The process itself: `liandong-bench load BASE COUNT`; talks until its input ends.
  static func run(base: String, calls count: Int) throws {
    let calls = try LoadCalls(base: base, port: port)
    try calls.relayed(count)
    print("up")
    fflush(nil)
    let legs = calls.talking
    var late: Int64 = 0
    while !isLeft() {
      calls.delays = []
      try calls.speak(legs, 1_000, &late, until: isLeft)
    }
    calls.end()
  }

  /// Whether whoever started us has closed our input.
  private static func isLeft() -> Bool {
    var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    return poll(&input, 1, 0) > 0
  }
}
