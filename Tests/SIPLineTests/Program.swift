import ChildProcess
import Foundation

/// A foreign program that runs beside the box, its input held open, its output thrown away.
final class Program {
  private let process: ChildProcess
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("sipline-\(UUID().uuidString)")

  init(_ path: String, _ arguments: [String]) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    process = try ChildProcess(path, arguments, directory: folder.path, input: .pipe)
  }

  var isRunning: Bool { process.isRunning }

  /// Exit status, once it has ended.
  var status: Int32 { process.wait() }

  func type(_ text: String) { process.write(text) }

  deinit {
    // pjsua takes SIGTERM for nothing.
    _ = process.bury(after: .zero)
    try? FileManager.default.removeItem(at: folder)
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: path)
  }
}
