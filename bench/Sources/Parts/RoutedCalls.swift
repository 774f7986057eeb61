internal import ChildProcess
internal import Foundation

/// Calls set up and torn down with SIPp on both sides, in three looks at one box: the first calls fill
/// pools and tables, the second ones are measured, and at the end nothing of them may be left.
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
  private var before = (memory: 0, files: 0)
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
      directory: box.directory)
    usleep(300_000)
    _ = try call(rate: options.isShort ? 150 : 200, calls: options.isShort ? 1_000 : 4_000)
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
    waitForTimers()
    before = (box.residentKiB, box.openFiles)
    let calls = options.isShort ? 1_000 : 10_000
    let plain = try plain(calls * 2 / 5)
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
    if let plain, let again = try self.plain(calls * 2 / 5) {
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

  /// What is left of them.
  func finish() throws {
    waitForTimers()
    results.add("leak.calls", "calls", value: Double(count))
    results.add("leak.files", "", value: Double(box.openFiles - before.files))
    results.add(
      "leak.memory-per-call", "KiB",
      value: Double(box.residentKiB - before.memory) / Double(max(1, count)))
    results.add("leak.resident", "KiB", value: Double(box.residentKiB))
    let status = try box.status()
    results.add("leak.calls-left", "", value: (status["calls"] as? NSNumber)?.doubleValue ?? -1)
    results.add("leak.legs-left", "", value: (status["legs"] as? NSNumber)?.doubleValue ?? -1)
    results.add(
      "leak.dialogs-left", "", value: (status["dialogs"] as? NSNumber)?.doubleValue ?? -1)
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
