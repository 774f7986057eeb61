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
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let guardian = Thread {
      let end = Date() + limit
      while process.isRunning && Date() < end { usleep(100_000) }
      if process.isRunning { process.terminate() }
    }
    guardian.start()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: String(decoding: data, as: UTF8.self))
  }

  /// Where a program is, or nil.
  static func find(_ name: String) -> String? {
    ["/usr/bin/", "/usr/local/bin/", "/bin/", "/usr/sbin/"].map { $0 + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
