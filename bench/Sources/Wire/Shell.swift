internal import ChildProcess
internal import Foundation

/// Runs another program and waits for it.
enum Shell {
  struct Result {
    let status: Int32
    let output: String
  }

  /// - Throws: when the program cannot be started.
  static func run(
    _ program: String, _ arguments: [String], limit: Double = 300
  ) throws -> Result {
    let process = try ChildProcess(
      program, arguments, group: Children.group(), output: .pipe)
    let guardian = Thread {
      let end = Date() + limit
      while process.isRunning && Date() < end { usleep(100_000) }
      process.end()
    }
    guardian.start()
    let output = process.readToEnd()
    return Result(status: process.wait(), output: output)
  }

  /// Where a program is, or nil.
  static func find(_ name: String) -> String? {
    ["/usr/bin/", "/usr/local/bin/", "/bin/", "/usr/sbin/"].map { $0 + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
