internal import ChildProcess
internal import Foundation

/// How late the mixer's ticks are while calls of three are up and each CPU is kept busy, beside a bare loop in C
/// (`bench/reference/tick.c`) that waits for the same times at the same priority in the same minutes.
enum TickBench {
  private static let calls = 3

  /// - Parameter minutes: how long it is looked at.
  static func run(_ options: Options, minutes: Double, _ results: Results) throws {
    guard let program = Reference.path("tick") else {
      return results.skip("tick", "its reference was not compiled")
    }
    let load = try Load(options, seats: calls)
    defer { load.box.stop() }
    try load.calls.threeWay(from: 0, calls, key: load.box.controlSocket)
    let legs = load.calls.talking
    let hogs = try Hogs()
    defer { hogs.end() }
    var late: Int64 = 0
    try load.calls.speak(legs, 500, &late)
    let file = load.box.directory + "/tick"
    let bare = try ChildProcess(
      program, ["\(minutes * 60)"], group: Children.group(), output: .file(file))
    defer { bare.end() }
    let (before, stolenBefore) = (try Look(load.box), stolen())
    while bare.isRunning { try load.calls.speak(legs, 100, &late) }
    let seen = try Look(load.box).since(before)
    let words = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
    guard before.isRealTime, words.first == "fifo" else {
      return results.skip("tick", "real-time priority is not permitted")
    }
    let theirs = words.dropFirst().compactMap { Double($0) }
    let ours = seen.microseconds
    results.add("lateness.box", "us", ours)
    results.add("lateness.c", "us", theirs)
    results.add("lateness.missed", "ticks", value: Double(seen.missed))
    results.add(
      "lateness.missed-in-c", "ticks", value: theirs.reduce(0) { $0 + ($1 / 20_000).rounded(.down) }
    )
    results.add("lateness.stolen", "ms", value: (stolen() - stolenBefore) * 1_000)
    results.add(
      "lateness.p99-ratio-to-c", "x",
      value: Distribution(ours).p99 / max(1, Distribution(theirs).p99))
    load.calls.end()
  }

  /// Seconds for which the hypervisor has kept CPUs from this machine so far: nobody is on time then.
  private static func stolen() -> Double {
    let text = (try? String(contentsOfFile: "/proc/stat", encoding: .utf8)) ?? ""
    let fields = text.prefix { $0 != "\n" }.split(separator: " ")
    return fields.count > 8 ? (Double(fields[8]) ?? 0) / Double(sysconf(Int32(_SC_CLK_TCK))) : 0
  }

  /// The box's ticks so far, as `status` shows them.
  private struct Look {
    let isRealTime: Bool
    let missed: Int
    private let buckets: [Int: Int]

    init(_ box: Box) throws {
      let status = try box.status()
      guard let ticks = status["ticks"] as? [String: Any],
        let lateness = ticks["lateness"] as? [[String: Int]], let missed = ticks["missed"] as? Int
      else { throw BenchError("status has no ticks") }
      isRealTime = status["realTime"] as? Bool ?? false
      self.missed = missed
      buckets = Dictionary(
        lateness.map { ($0["atMost"] ?? 0, $0["ticks"] ?? 0) }, uniquingKeysWith: +)
    }

    private init(_ now: Look, since before: Look) {
      isRealTime = now.isRealTime
      missed = now.missed - before.missed
      buckets = now.buckets.merging(before.buckets.mapValues { -$0 }, uniquingKeysWith: +)
    }

    func since(_ before: Look) -> Look { Look(self, since: before) }

    /// A value for each tick, the upper bound of its bucket; in no order, for the histogram knows none.
    var microseconds: [Double] {
      buckets.flatMap { Array(repeating: Double($0.key), count: max(0, $0.value)) }.shuffled()
    }
  }
}
