internal import Foundation

/// How much one box carries, from what its process costs: CPU a call, memory a call, nothing left.
enum Capacity {
  static func run(_ options: Options, _ results: Results) throws {
    try signalling(options, results)
    try relayed(options, results)
    try threeWay(options, results)
  }

  // MARK: Calls set up and torn down, SIPp on both sides

  private static let base = "127.0.44."

  private static func signalling(_ options: Options, _ results: Results) throws {
    guard let sipp = Shell.find("sipp") else {
      return results.skip("routed calls", "sip-tester is not installed")
    }
    let box = try Box(options.box, site: Load.site(seats: 0, base: base))
    defer { box.stop() }
    let callee = Process()
    callee.executableURL = URL(fileURLWithPath: sipp)
    callee.arguments = [
      "-sn", "uas", "-i", base + "1", "-p", "5072", "-nostdin", "-mp", "6100",
    ]
    callee.standardOutput = FileHandle.nullDevice
    callee.standardError = FileHandle.nullDevice
    callee.currentDirectoryURL = URL(fileURLWithPath: box.directory)
    try callee.run()
    defer {
      callee.terminate()
      callee.waitUntilExit()
    }
    usleep(300_000)
    // Pools and tables grow with the first calls: those are not a leak.
    _ = try caller(sipp, box, rate: 100, calls: 300)
    let (memory, files) = (box.residentKiB, try settledFiles(box))
    let calls = options.isShort ? 1_000 : 10_000
    let (cpu, start) = (box.cpuSeconds, Time.mono())
    let done = try caller(sipp, box, rate: options.isShort ? 150 : 200, calls: calls)
    let seconds = Double(Time.mono() - start) / 1e9
    let spent = (box.cpuSeconds - cpu) / Double(calls)
    results.add("capacity.routed-calls", "calls", value: Double(calls))
    results.add("capacity.routed-calls-failed", "calls", value: Double(calls - done))
    results.add("capacity.routed-calls-per-second", "1/s", value: Double(calls) / seconds)
    results.add("capacity.cpu-per-call", "ms", value: spent * 1_000)
    results.add("capacity.calls-per-core-second", "1/s", value: 1 / max(spent, 1e-6))
    results.add("leak.calls", "calls", value: Double(calls))
    results.add("leak.files", "", value: Double(try settledFiles(box) - files))
    results.add(
      "leak.memory-per-call", "KiB", value: Double(box.residentKiB - memory) / Double(calls))
    let status = try Shell.run(options.box, ["status", "--json", "--site", box.site]).output
    let fields = try? JSONSerialization.jsonObject(with: Data(status.utf8)) as? [String: Any]
    results.add("leak.calls-left", "", value: (fields?["calls"] as? NSNumber)?.doubleValue ?? -1)
    results.add("leak.legs-left", "", value: (fields?["legs"] as? NSNumber)?.doubleValue ?? -1)
    guard !options.isShort else { return }
    var best = 0.0
    for rate in [300, 500, 700, 900, 1_100] {
      let calls = rate * 8
      let start = Time.mono()
      guard try caller(sipp, box, rate: rate, calls: calls) == calls else { break }
      best = max(best, Double(calls) / (Double(Time.mono() - start) / 1e9))
    }
    results.add("capacity.best-rate-without-failure", "1/s", value: best)
  }

  /// Once the last dialogs are gone: at most 40 s, for SIP's timers run 32 s.
  private static func settledFiles(_ box: Box) throws -> Int {
    var last = box.openFiles
    for _ in 0..<40 {
      usleep(500_000)
      let now = box.openFiles
      if now == last { return now }
      last = now
    }
    return last
  }

  /// - Returns: how many calls went well.
  private static func caller(_ sipp: String, _ box: Box, rate: Int, calls: Int) throws -> Int {
    let statistics = box.directory + "/uac-\(rate)-\(calls).csv"
    _ = try Shell.run(
      "/usr/bin/env",
      [
        "-C", box.directory, sipp, "-sn", "uac", base + "2:5060", "-i", base + "1", "-p", "5070",
        "-s", "70001", "-r", "\(rate)", "-m", "\(calls)", "-d", "0", "-l", "4000", "-nostdin",
        "-mp", "6000", "-timeout", "120s", "-trace_stat", "-stf", statistics, "-fd", "1",
      ], limit: 130)
    let lines = try String(contentsOfFile: statistics, encoding: .utf8).split(separator: "\n")
    guard let names = lines.first?.split(separator: ";", omittingEmptySubsequences: false),
      let last = lines.last?.split(separator: ";", omittingEmptySubsequences: false),
      let column = names.firstIndex(of: "SuccessfulCall(C)"), column < last.count
    else { throw BenchError("SIPp's statistics cannot be read") }
    return Int(last[column]) ?? 0
  }

  // MARK: Calls with voice

  private static func relayed(_ options: Options, _ results: Results) throws {
    let load = try Load(options.box, seats: 0)
    defer { load.box.stop() }
    let steps = options.isShort ? [20, 100] : [50, 100, 200]
    let empty = load.box.residentKiB
    var shares: [Double] = []
    for step in steps {
      try load.relayed(step - load.citizens.up.count)
      let talk = try load.talk(options.isShort ? 3_000 : 6_000)
      shares.append(talk.cpu / Double(step))
      results.add("capacity.relayed-\(step)-core-share", "%", value: talk.cpu * 100)
      results.add("capacity.relayed-\(step)-way", "ms", talk.delays)
      results.add(
        "capacity.relayed-\(step)-lost", "packets", value: Double(max(0, talk.sent - talk.received)))
      results.add("capacity.relayed-\(step)-sender-late", "ms", value: talk.senderLate)
    }
    let last = Double(steps.last ?? 1)
    results.add("capacity.relayed-calls-per-core", "calls", value: 1 / (shares.last ?? 1))
    results.add(
      "capacity.relayed-growth", "x", value: (shares.last ?? 0) / max(shares.first ?? 1, 1e-9))
    results.add(
      "capacity.memory-per-call", "KiB", value: Double(load.box.residentKiB - empty) / last)
    load.end()
  }

  private static func threeWay(_ options: Options, _ results: Results) throws {
    let steps = options.isShort ? [10, 40] : [30, 60, 120]
    let load = try Load(options.box, seats: steps.last ?? 0)
    defer { load.box.stop() }
    var shares: [Double] = []
    var up = 0
    for step in steps {
      try load.threeWay(from: up, step - up)
      up = step
      let talk = try load.talk(options.isShort ? 3_000 : 6_000)
      shares.append(talk.cpu / Double(step))
      results.add("capacity.three-way-\(step)-core-share", "%", value: talk.cpu * 100)
      // Each listener gets a packet every 20 ms, however many speak.
      results.add(
        "capacity.three-way-\(step)-missing", "%",
        value: max(0, 100 - 100 * Double(talk.received) / Double(max(1, talk.sent))))
      results.add("capacity.three-way-\(step)-sender-late", "ms", value: talk.senderLate)
    }
    results.add("capacity.three-way-calls-per-core", "calls", value: 1 / (shares.last ?? 1))
    results.add(
      "capacity.three-way-growth", "x", value: (shares.last ?? 0) / max(shares.first ?? 1, 1e-9))
    load.end()
  }
}
