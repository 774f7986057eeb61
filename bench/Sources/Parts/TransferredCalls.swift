internal import ChildProcess
internal import Foundation

/// Whole calls with a one-key transfer at a steady rate: SIPp is callers, seats that press the key, and the
/// desk that takes over.
enum TransferredCalls {
  private static let base = "127.0.49."
  private static let seats = 100

  static func run(_ options: Options, _ results: Results) throws {
    guard let sipp = Shell.find("sipp") else {
      return results.skip("transferred calls", "sip-tester is not installed")
    }
    let names = (0..<seats).map { "s\($0)" }.joined(separator: ", ")
    let box = try Box(
      options.box,
      site: Load.site(seats: seats, base: base) + """
        [group 12345]
        seats = \(names)
        ring = longest-idle
        [number 12345]
        group = 12345
        [key transfer-desk]
        digits = *1
        action = transfer
        to = number 70000\n
        """)
    defer { box.stop() }
    func peer(_ port: String, _ scenario: [String]) throws -> ChildProcess {
      try ChildProcess(
        sipp, scenario + ["-i", base + "1", "-p", port, "-nostdin"], directory: box.directory,
        group: Children.group())
    }
    let pressing =
      FileManager.default.currentDirectoryPath + "/Tests/BoxTests/Scenarios/pressing.xml"
    let seat = try peer(
      "5071",
      [
        "-sf", pressing, "-key", "rtp", "6200", "-key", "type", "dtmf", "-key", "first", "*",
        "-key", "second", "1", "-mp", "6200",
      ])
    let desk = try peer("5072", ["-sn", "uas", "-mp", "6100"])
    defer {
      seat.end()
      desk.end()
    }
    usleep(300_000)
    let (rate, calls) = options.isShort ? (40, 320) : (60, 3_600)
    let (cpu, start) = (box.cpuSeconds, Time.mono())
    let callers = Callers(sipp: sipp, directory: box.directory, base: base)
    let done = try callers.call("12345", at: "2:5060", rate: rate, calls: calls, pause: 500)
    let seconds = Double(Time.mono() - start) / 1e9
    let spent = (box.cpuSeconds - cpu) / Double(calls)
    // Records are on the disk a moment after the last BYE.
    usleep(500_000)
    let handedOver = try box.records().count { record in
      let transfers = record["transfers"] as? [[String: Any]] ?? []
      return transfers.count == 1 && transfers[0]["t4_us"] is NSNumber
    }
    results.add("capacity.transferred-calls", "calls", value: Double(calls))
    results.add("capacity.transferred-calls-failed", "calls", value: Double(calls - done))
    results.add(
      "capacity.transferred-calls-not-handed-over", "calls", value: Double(calls - handedOver))
    results.add(
      "capacity.transferred-calls-per-second", "1/s", value: Double(calls) / seconds)
    results.add("capacity.cpu-per-transferred-call", "ms", value: spent * 1_000)
  }
}
