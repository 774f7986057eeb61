internal import ChildProcess
internal import Glibc

/// The box's relay against a bare one in C (`bench/reference/relay.c`): the same voices through both, in turn.
///
/// Both relays and the voices are kept to one CPU. Left to themselves they find themselves on one or on two, and where an
/// idle CPU has to be woken for a packet, it takes several times as long as all the rest.
enum RelayBench {
  private static let base = "127.0.48."
  private static let port: UInt16 = 30_000

  /// What a packet costs on its way.
  private struct Way {
    let microseconds: Double
    let delays: [Double]
    let lost: Int
  }

  static func run(_ options: Options, _ results: Results) throws {
    guard let program = Reference.path("relay") else {
      return results.skip("relay against C", "its reference was not compiled")
    }
    guard let cpu = OneCPU.first else { return results.skip("relay", "no CPU is known") }
    let count = options.isShort ? 50 : 100
    let box = try Box(
      options.box, site: Load.site(seats: 0, base: base, media: "cpus-rtp = \(cpu)"))
    defer { box.stop() }
    let calls = try LoadCalls(base: base, port: 5070)
    try calls.relayed(count)
    let bare = try ChildProcess(
      program, [base + "4", "\(port)", "\(count)", "\(cpu)"], group: Children.group(),
      output: .pipe)
    defer { bare.end() }
    var word = [UInt8](repeating: 0, count: 16)
    guard read(bare.output, &word, 16) > 0 else { throw BenchError("\(program) did not start") }
    let legs = try bareLegs(count)
    var (ours, theirs, ratios): ([Way], [Way], [Double]) = ([], [], [])
    for _ in 0..<(options.isShort ? 5 : 7) {
      let (box, plain) = try OneCPU.keep(to: cpu) {
        (try talk(calls, calls.talking, box.pid), try talk(calls, legs, bare.pid))
      }
      ours.append(box)
      theirs.append(plain)
      ratios.append(box.microseconds / plain.microseconds)
    }
    results.add("relay.packet-cpu", "us", value: Rounds.median(ours.map(\.microseconds)))
    results.add("relay.packet-cpu-in-c", "us", value: Rounds.median(theirs.map(\.microseconds)))
    results.add("relay.ratio-to-c", "x", value: Rounds.median(ratios))
    let (relayed, plain) = (ours.flatMap(\.delays), theirs.flatMap(\.delays))
    results.add("relay.way", "ms", relayed)
    results.add("relay.way-in-c", "ms", plain)
    results.add("relay.way-ratio-to-c", "x", value: Rounds.median(relayed) / Rounds.median(plain))
    results.add(
      "relay.lost-of-\(count)-calls", "packets", value: Double(ours.reduce(0) { $0 + $1.lost }))
    calls.end()
  }

  /// Two parties a call, who speak to the bare relay.
  private static func bareLegs(_ count: Int) throws -> [LoadLeg] {
    try (0..<2 * count).map { index in
      let leg = LoadLeg(id: "bare-\(index)", rtp: try UDPSocket(base + "5", port: 0))
      leg.media = Endpoint(address: base + "4", port: port + UInt16(2 * index))
      return leg
    }
  }

  private static func talk(_ calls: LoadCalls, _ legs: [LoadLeg], _ process: pid_t) throws -> Way {
    var late: Int64 = 0
    // Whoever has not been heard yet is sent nothing.
    try calls.speak(legs, 200, &late)
    calls.delays = []
    let before = legs.reduce((0, 0)) { ($0.0 + $1.sent, $0.1 + $1.received) }
    let cpu = Time.cpu(of: process)
    try calls.speak(legs, 1_000, &late)
    usleep(30_000)
    for leg in legs { leg.listen { calls.delays.append($0) } }
    let spent = Time.cpu(of: process) - cpu
    let after = legs.reduce((0, 0)) { ($0.0 + $1.sent, $0.1 + $1.received) }
    let (sent, received) = (after.0 - before.0, after.1 - before.1)
    return Way(
      microseconds: spent * 1e6 / Double(max(1, sent)), delays: calls.delays,
      lost: max(0, sent - received))
  }
}
