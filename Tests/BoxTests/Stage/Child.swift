import ChildProcess
import Foundation
import Glibc

/// A program that a test runs; its output goes to files, so that nothing ever waits for a reader.
final class Child: Sendable {
  let name: String
  let output: String
  let errors: String
  private let process: ChildProcess

  /// - Parameter environment: what it finds there besides what this process has.
  /// - Throws: `CannotStart`.
  init(
    _ name: String, _ program: String, _ arguments: [String],
    environment: [String: String] = [:], in directory: URL
  ) throws {
    self.name = name
    output = directory.appending(path: "\(name).out").path
    errors = directory.appending(path: "\(name).err").path
    process = try ChildProcess(
      program, arguments, environment: environment, directory: directory.path,
      input: .pipe, output: .file(output), errors: .file(errors))
  }

  var pid: Int32 { process.pid }

  var isRunning: Bool { process.isRunning }

  /// Writes a line to its standard input.
  func type(_ line: String) throws {
    guard process.write(line + "\n") else { throw NeverHappened("\(name) hears \(line)") }
  }

  func signal(_ number: Int32) { process.signal(number) }

  /// Ends it at once; harmless when it has ended.
  func kill() { signal(SIGKILL) }

  /// Waits for its end.
  ///
  /// - Returns: the exit status, or minus the signal that ended it.
  func exitStatus(within limit: Duration = .seconds(60)) async throws -> Int32 {
    try await eventually("the end of \(name)", within: limit) { process.exitStatus }
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
