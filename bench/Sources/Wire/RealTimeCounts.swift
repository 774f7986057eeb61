internal import Foundation

/// What a box's audio threads have done so far that they must never do, as `Tests/realtime/count.c`
/// counts it from outside.
struct RealTimeCounts {
  static let threads = ["rtp", "mixer", "sound"]
  /// Allocations, releases and locks: nine kinds a thread.
  private static let kinds = 9
  /// What `bench/run` has built.
  static let library = ".build/bench/count.so"
  private let counts: [UInt64]

  /// - Throws: `BenchError` when the box does not count.
  init(in directory: String) throws {
    let data = FileManager.default.contents(atPath: directory + "/counts") ?? Data()
    guard data.count == Self.threads.count * Self.kinds * 8 else {
      throw BenchError("\(directory)/counts: the box does not count")
    }
    counts = stride(from: 0, to: data.count, by: 8).map { place in
      (0..<8).reduce(0) { $0 | UInt64(data[place + $1]) << (8 * UInt64($1)) }
    }
  }

  /// The environment of a box that counts, to be read in `directory`.
  static func environment(_ directory: String) -> [String: String] {
    let here = FileManager.default.currentDirectoryPath
    return ["LD_PRELOAD": "\(here)/\(library)", "LIANDONG_COUNTS": directory + "/counts"]
  }

  /// All that the thread of that place in ``threads`` has done.
  func sum(_ thread: Int) -> UInt64 {
    counts[thread * Self.kinds..<(thread + 1) * Self.kinds].reduce(0, +)
  }
}
