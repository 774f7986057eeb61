import ChildProcess
import Foundation

/// What the box's audio threads have done so far that they must never do, as `Tests/realtime/count.c`
/// counts it from outside.
struct RealTimeCounts: Equatable, CustomStringConvertible {
  private static let threads = ["rtp", "mixer", "sound"]
  private static let functions = [
    "malloc", "calloc", "realloc", "aligned allocation", "free", "mutex", "rwlock", "semaphore",
    "futex",
  ]
  private let counts: [UInt64]

  /// Reads the counters of a box that runs under ``prefix(_:)``.
  init(in directory: URL) throws {
    let data = try Data(contentsOf: directory.appending(path: "counts"))
    guard data.count == Self.threads.count * Self.functions.count * 8 else {
      throw NeverHappened("counters that were written")
    }
    counts = stride(from: 0, to: data.count, by: 8).map { place in
      (0..<8).reduce(0) { $0 | UInt64(data[place + $1]) << (8 * UInt64($1)) }
    }
  }

  /// The command that a box is run by to be counted; builds the counting library.
  static func prefix(_ directory: URL) throws -> [String] {
    let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "realtime/count.c").path
    let library = directory.appending(path: "count.so").path
    let compiler = try ChildProcess(
      "/usr/bin/cc", ["-shared", "-fPIC", "-O2", "-o", library, source], errors: .inherited)
    guard compiler.wait() == 0 else { throw NeverHappened("a library that counts") }
    return [
      "/usr/bin/env", "LIANDONG_COUNTS=\(directory.appending(path: "counts").path)",
      "LD_PRELOAD=\(library)",
    ]
  }

  var isNothing: Bool { counts.allSatisfy { $0 == 0 } }

  var description: String {
    var words: [String] = []
    for (index, count) in counts.enumerated() where count > 0 {
      words.append(
        "\(Self.threads[index / Self.functions.count]) "
          + "\(Self.functions[index % Self.functions.count]) \(count)")
    }
    return words.isEmpty ? "nothing" : words.joined(separator: ", ")
  }
}
