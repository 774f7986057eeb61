internal import ChildProcess
internal import Foundation

/// Calls set up and torn down with SIPp on both sides at one box: the first calls fill pools and tables, the second
/// ones are measured, and then come as many once more; of none of them anything may be left.
///
/// SIP's timers keep dialogs for 32 s after the last BYE; other parts run in between.
final class RoutedCalls {
  private static let base = "127.0.44."
  private static let timers: Int64 = 35_000_000_000
  private let options: Options
  private let results: Results
  private let sipp: String
  private let box: Box
  private let callee: ChildProcess
  private var quietSince: Int64 = 0
  private var files = 0
  /// What the box had in use after each round of calls, KiB.
  private var memory: [Double] = []
  private var failed = 0
  /// What callers who gave up in the climb have left: nobody hangs those calls up.
  private var abandoned: [String: Double] = [:]
  private var count = 0

  /// Nil when the machine has no SIPp.
  init?(_ options: Options, _ results: Results) throws {
    guard let sipp = Shell.find("sipp") else {
      results.skip("routed calls", "sip-tester is not installed")
      return nil
    }
    self.options = options
    self.results = results
    self.sipp = sipp
    box = try Box(options.box, site: Load.site(seats: 0, base: Self.base))
    callee = try ChildProcess(
      sipp, ["-sn", "uas", "-i", Self.base + "1", "-p", "5072", "-nostdin", "-mp", "6100"],
      directory: box.directory, group: Children.group())
    usleep(300_000)
    _ = try call(rate: options.isShort ? 150 : 200, calls: options.isShort ? 1_000 : 2_000)
    // What the measured calls leave behind is only seen where the pools are as large as they will be.
    if !options.isShort { try climb() }
  }

  deinit { stop() }

  func stop() {
    callee.end()
    box.stop()
  }

  /// What a call costs.
  func measure() throws {
    let status = try look()
    for name in ["calls", "legs", "dialogs"] {
      abandoned[name] = (status[name] as? NSNumber)?.doubleValue ?? 0
    }
    files = box.openFiles
    let calls = options.isShort ? 1_000 : 10_000
    let others = options.isShort ? calls * 2 / 5 : calls / 5
    let plain = try plain(others)
    let (cpu, start) = (box.cpuSeconds, Time.mono())
    let done = try call(rate: options.isShort ? 150 : 200, calls: calls)
    let seconds = Double(Time.mono() - start) / 1e9
    let spent = (box.cpuSeconds - cpu) / Double(calls)
    count = calls
    results.add("capacity.routed-calls", "calls", value: Double(calls))
    results.add("capacity.routed-calls-failed", "calls", value: Double(calls - done))
    results.add("capacity.routed-calls-per-second", "1/s", value: Double(calls) / seconds)
    results.add("capacity.cpu-per-call", "ms", value: spent * 1_000)
    results.add("capacity.calls-per-core-second", "1/s", value: 1 / max(spent, 1e-6))
    if let plain, let again = try self.plain(others) {
      let own = (plain + again) / 2
      results.add("capacity.pjsip-cpu-per-call", "ms", value: own * 1_000)
      // Two legs a call, one at PJSIP alone.
      results.add("capacity.cpu-per-call-to-pjsip", "x", value: spent / (2 * max(own, 1e-9)))
    } else {
      results.skip("PJSIP's own", "pjsip-perf is not installed")
    }
  }

  /// Seconds of CPU that a call costs PJSIP alone, before and after ours; nil without pjsip-perf.
  private func plain(_ calls: Int) throws -> Double? {
    guard let server = try PlainPJSIP(in: box.directory) else { return nil }
    defer { server.stop() }
    let before = server.cpuSeconds
    let done = try call(
      rate: options.isShort ? 150 : 200, calls: calls, to: "1:\(PlainPJSIP.port)", user: "2")
    guard done == calls else { throw BenchError("pjsip-perf: \(done) of \(calls) calls") }
    return (server.cpuSeconds - before) / Double(calls)
  }

  /// Ever more calls a second, 6 s each, until one of them fails.
  private func climb() throws {
    var best = 0.0
    for rate in [300, 500, 700, 900, 1_100] {
      let (calls, start) = (rate * 6, Time.mono())
      guard try call(rate: rate, calls: calls) == calls else { break }
      best = Double(calls) / (Double(Time.mono() - start) / 1e9)
    }
    results.add("capacity.best-rate-without-failure", "1/s", value: best)
  }

  /// As many calls once more.
  func repeatCalls() throws {
    try look()
    failed += count - (try call(rate: 200, calls: count))
  }

  /// What is in use when SIP's timers have forgotten the last calls.
  @discardableResult
  private func look() throws -> [String: Any] {
    waitForTimers()
    let status = try box.status()
    memory.append((status["heapKiB"] as? NSNumber)?.doubleValue ?? .infinity)
    return status
  }

  /// What is left of them.
  func finish() throws {
    let status = try look()
    results.add("leak.calls", "calls", value: Double(count * (memory.count - 1)))
    results.add("leak.calls-failed", "calls", value: Double(failed))
    results.add("leak.files", "", value: Double(box.openFiles - files))
    if let last = memory.last, let before = memory.dropLast().last {
      results.add(
        "leak.memory-per-call", "bytes", value: (last - before) * 1_024 / Double(max(1, count)))
    }
    results.add("leak.heap", "KiB", value: memory.last ?? .infinity)
    results.add("leak.resident", "KiB", value: Double(box.residentKiB))
    for name in ["calls", "legs", "dialogs"] {
      let left = (status[name] as? NSNumber)?.doubleValue ?? .infinity
      results.add("leak.\(name)-left", "", value: left - (abandoned[name] ?? 0))
    }
    results.add("leak.calls-abandoned-by-the-climb", "", value: abandoned["calls"] ?? 0)
  }

  private func waitForTimers() {
    let rest = quietSince + Self.timers - Time.mono()
    if rest > 0 { usleep(UInt32(rest / 1_000)) }
  }

  /// - Returns: how many calls went well.
  private func call(
    rate: Int, calls: Int, to target: String = "2:5060", user: String = "70001"
  ) throws -> Int {
    defer { quietSince = Time.mono() }
    return try Callers(sipp: sipp, directory: box.directory, base: Self.base).call(
      user, at: target, rate: rate, calls: calls)
  }
}
