import Foundation
import Glibc

/// A foreign program that runs beside the box, its input held open, its output thrown away.
final class Program {
  private let process = Process()
  private let input = Pipe()
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("sipline-\(UUID().uuidString)")

  init(_ path: String, _ arguments: [String]) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  var isRunning: Bool { process.isRunning }

  /// Exit status, once it has ended.
  var status: Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  func type(_ text: String) { input.fileHandleForWriting.write(Data(text.utf8)) }

  deinit {
    // pjsua takes SIGTERM for nothing.
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: path)
  }
}
