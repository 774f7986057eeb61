internal import ChildProcess
internal import Foundation
internal import Synchronization

/// What the bench starts ends with it, however it ends; and so do its files.
enum Children {
  /// Where everything lies that is gone after the run.
  static let directory: String = {
    let path = NSTemporaryDirectory() + "/liandong-bench-\(getpid())"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }()

  private static let started = Mutex<ChildGroup?>(nil)

  /// - Throws: `CannotStart`.
  static func group() throws -> ChildGroup {
    try started.withLock { group in
      if let group { return group }
      let first = try ChildGroup(removing: directory)
      group = first
      return first
    }
  }

  /// The run is over: nobody may be left.
  static func end() {
    started.withLock { group in
      guard let group else { return }
      group.end()
      try? FileManager.default.removeItem(atPath: directory)
    }
  }
}
