import Foundation
import Glibc
import Synchronization

/// A program that a test runs; its output goes to files, so that nothing ever waits for a reader.
final class Child: Sendable {
  let name: String
  let output: String
  let errors: String
  let pid: Int32
  private let process: Mutex<Process>
  private let input: FileHandle

  /// - Throws: what Foundation says when the program cannot be run.
  ///
  /// - Parameter environment: what it finds there besides what this process has.
  init(
    _ name: String, _ program: String, _ arguments: [String],
    environment: [String: String] = [:], in directory: URL
  ) throws {
    self.name = name
    output = directory.appending(path: "\(name).out").path
    errors = directory.appending(path: "\(name).err").path
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = directory
    if !environment.isEmpty {
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    }
    let pipe = Pipe()
    process.standardInput = pipe
    process.standardOutput = try Self.file(output)
    process.standardError = try Self.file(errors)
    input = pipe.fileHandleForWriting
    try process.run()
    pid = process.processIdentifier
    self.process = Mutex(process)
  }

  deinit { kill() }

  private static func file(_ path: String) throws -> FileHandle {
    try Data().write(to: URL(filePath: path))
    return try FileHandle(forWritingTo: URL(filePath: path))
  }

  var isRunning: Bool { process.withLock { $0.isRunning } }

  /// Writes a line to its standard input.
  func type(_ line: String) throws { try input.write(contentsOf: Data((line + "\n").utf8)) }

  func signal(_ number: Int32) { if isRunning { Glibc.kill(pid, number) } }

  /// Ends it at once; harmless when it has ended.
  func kill() { signal(SIGKILL) }

  /// Waits for its end.
  ///
  /// - Returns: the exit status, or minus the signal that ended it.
  func exitStatus(within limit: Duration = .seconds(60)) async throws -> Int32 {
    try await eventually("the end of \(name)", within: limit) {
      process.withLock { process in
        guard !process.isRunning else { return nil }
        let status = process.terminationStatus
        return process.terminationReason == .exit ? status : -status
      }
    }
  }

  /// Waits for a line of its output or its errors that has all of `words`.
  @discardableResult
  func says(_ words: String..., from line: Int = 0, within limit: Duration = .seconds(30))
    async throws -> String
  {
    try await eventually("\(name) says \(words.joined(separator: " "))", within: limit) {
      let said = TextFile.lines(errors) + TextFile.lines(output)
      let found = said.dropFirst(line).first { line in
        words.allSatisfy(line.contains)
      }
      if found == nil && !isRunning {
        throw NeverHappened(
          "\(name) ended before it said \(words.joined(separator: " "))\n"
            + said.suffix(20).joined(separator: "\n"))
      }
      return found
    }
  }
}
