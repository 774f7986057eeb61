internal import Foundation

/// Whether the audio threads of the release build allocate or lock while calls are up: the counting
/// library looks on from outside while everything happens that happens to calls.
struct RealTimeBench {
  private let desks: Desks
  private let box: Box

  static func run(_ options: Options, _ results: Results, seconds: Int64) throws {
    guard FileManager.default.fileExists(atPath: RealTimeCounts.library),
      let headset = try Headset.some(1).first
    else { throw BenchError("counting library or sound card are not there; bench/run builds them") }
    let site = """
      [seat 1009]
      platform = 12345
      sound = \(headset.card)
      [key bring-headset]
      action = three-way
      to = seat 1009\n
      """
    let desks = try Desks(
      options.box,
      contract: options.contract().replacing("recording = off", with: "recording = calls"),
      lane: 47, more: site
    ) { RealTimeCounts.environment($0).merging(headset.environment) { $1 } }
    defer { desks.exchange.stop() }
    guard let box = desks.exchange as? Box else { return }
    try RealTimeBench(desks: desks, box: box).run(seconds: seconds, results)
  }

  private func run(seconds: Int64, _ results: Results) throws {
    guard desks.stage.run(5_000, until: { box.log.contains("event=sound ") }) else {
      throw BenchError("the headset's card was not opened")
    }
    let background = try Background(base: desks.base, calls: 20)
    defer { background.stop() }
    let atRest = try RealTimeCounts(in: box.directory)
    guard (0..<RealTimeCounts.threads.count).allSatisfy({ atRest.sum($0) > 0 }) else {
      throw BenchError("a thread has not even allocated at its start: the net does not hold")
    }
    var rounds = 0
    let start = Time.mono()
    while Time.mono() - start < seconds * 1_000_000_000 {
      try transfer(rounds % 2 == 0 ? .rfc4733 : .console)
      try busy()
      try announcement()
      try threeDesks()
      rounds += 1
    }
    let now = try RealTimeCounts(in: box.directory)
    for (index, thread) in RealTimeCounts.threads.enumerated() {
      results.add(
        "realtime.\(thread)", "calls", value: Double(now.sum(index) - atRest.sum(index)))
    }
    // What is counted must have happened: the headset was in a call in each round.
    let headset = try box.records().flatMap { $0["legs"] as? [[String: Any]] ?? [] }
      .count { $0["party"] as? String == "1009" && $0["answered_ms"] is NSNumber }
    guard headset >= rounds else {
      throw BenchError("the headset was in \(headset) of \(rounds) calls")
    }
    results.add("realtime.seconds", "s", value: Double(Time.mono() - start) / 1e9)
    results.add("realtime.calls", "calls", value: Double(4 * rounds))
  }

  /// From one seat to the other.
  private func transfer(_ kind: KeyKind) throws {
    try desks.talk()
    desks.target.answers = (200, 200)
    try kind.press(desks) { _ in }
    guard desks.stage.run(3_000, until: { desks.target.log.ackAt != nil }) else {
      throw BenchError("a transfer was not answered")
    }
    desks.stage.run(300)
    try end()
  }

  /// Back to the seat that wanted to hand over.
  private func busy() throws {
    try desks.talk()
    desks.target.answers = (486, 20)
    try box.press("transfer-110", seat: "1001")
    desks.stage.run(600)
    try end()
    desks.target.answers = (200, 0)
  }

  /// A prompt while the desk rings.
  private func announcement() throws {
    for phone in [desks.citizen, desks.first, desks.target] { phone.reset() }
    desks.first.answers = (200, 400)
    desks.citizen.call("12396", from: "13800138000")
    guard desks.stage.run(4_000, until: { desks.first.log.ackAt != nil }) else {
      throw BenchError("the call to 12396 was not answered")
    }
    desks.stage.run(200)
    try end()
  }

  /// Two seats and a headset with one citizen.
  private func threeDesks() throws {
    try desks.talk()
    desks.target.answers = (200, 20)
    try box.press("three-way-110", seat: "1001")
    guard desks.stage.run(3_000, until: { desks.target.log.ackAt != nil }) else {
      throw BenchError("the three-way call was not answered")
    }
    desks.stage.run(200)
    try box.press("return", seat: "1001")
    desks.stage.run(100)
    try box.press("bring-headset", seat: "1001")
    desks.stage.run(400)
    try box.press("answer", seat: "1009")
    desks.stage.run(500)
    try box.press("mute", seat: "1009")
    desks.stage.run(100)
    try box.press("hang-up", seat: "1009")
    desks.stage.run(100)
    try end()
  }

  private func end(_ what: String = #function) throws {
    guard desks.end() else { throw BenchError("a call did not end: \(what)") }
  }
}
