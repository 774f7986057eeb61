internal import Foundation

/// All of the transfer's figures: each key source, from outside and beside the box's own record.
struct Transfers {
  let desks: Desks
  let results: Results
  /// What its figures' names begin with.
  var name = "transfer"
  /// Every key source at once; nil takes them one after another.
  var lanes: Lanes?

  /// The same with so many other calls with voice up meanwhile.
  func run(rounds: Int, under others: Int) throws {
    let background = try Background(base: desks.base, calls: others)
    defer { background.stop() }
    try run(rounds: rounds)
  }

  func run(rounds: Int) throws {
    try reference(rounds: min(rounds, 100))
    let start = Time.mono()
    let all =
      try lanes?.run(rounds: rounds)
      ?? desks.exchange.kinds.map { ($0, try TransferBench(desks: desks, kind: $0).run(rounds)) }
    let count = all.reduce(0) { $0 + $1.1.count }
    results.add(
      "\(name).time-each", "ms", value: Double(Time.mono() - start) / 1e6 / Double(max(1, count)))
    for (kind, measured) in all { report(kind, measured) }
    if desks.exchange is Box { try compare(all) }
  }

  /// OPTIONS and its answer: what a SIP message takes through socket, thread and parser without call
  /// control.
  private func reference(rounds: Int) throws {
    var times: [Double] = []
    for _ in 0..<rounds {
      guard let time = desks.first.options() else {
        throw BenchError("the box does not answer OPTIONS")
      }
      times.append(time)
      desks.stage.run(Double.random(in: 5..<15))
    }
    results.add("\(name).options", "ms", times)
  }

  private func report(_ kind: KeyKind, _ rounds: [TransferBench.Round]) {
    let name = "\(name).\(kind.rawValue)"
    let count = Double(max(1, rounds.count))
    func sum(_ field: (TransferBench.Round) -> Int) -> Double {
      Double(rounds.reduce(0) { $0 + field($1) })
    }
    results.add("\(name).key-to-invite", "ms", rounds.map(\.keyToInvite))
    results.add(
      "\(name).key-to-invite-work", "x",
      value: (rounds.map(\.keyToInvite).min() ?? .infinity) / Calibration.milliseconds())
    results.add("\(name).answer-to-citizen", "ms", rounds.map(\.answerToCitizen))
    results.add("\(name).answer-to-target", "ms", rounds.map(\.answerToTarget))
    results.add("\(name).citizen-gap", "ms", rounds.map(\.citizenGap))
    let (lost, cut) = (rounds.compactMap(\.lostFrames), rounds.compactMap(\.cutFrames))
    if !lost.isEmpty {
      let lost = Double(lost.reduce(0, +))
      results.add("\(name).citizen-lost", "packets", value: lost)
      results.add("\(name).citizen-lost-each", "packets", value: lost / count)
      results.add("\(name).citizen-cut", "packets", value: Double(cut.reduce(0, +)))
    }
    results.add("\(name).target-lost-each", "packets", value: sum(\.lostTargetFrames) / count)
    results.add("\(name).target-lost", "packets", value: sum(\.lostTargetFrames))
    results.add("\(name).stream-breaks", "", value: sum(\.citizenBreaks))
    results.add("\(name).messages-to-citizen", "", value: sum(\.messagesToCitizen))
    results.add("\(name).dropped", "calls", value: sum { $0.dropped ? 1 : 0 })
  }

  /// The records' T0…T6 beside what was seen from outside, call by call.
  private func compare(_ all: [(KeyKind, [TransferBench.Round])]) throws {
    var transfers: [String: [String: Any]] = [:]
    for _ in 0..<50 {
      for record in try desks.exchange.records() {
        let legs = record["legs"] as? [[String: Any]] ?? []
        let found = (record["transfers"] as? [[String: Any]])?.first
        if let id = legs.first?["sip_call_id"] as? String, let found { transfers[id] = found }
      }
      if transfers.count >= all.reduce(0, { $0 + $1.1.count }) { break }
      usleep(100_000)
    }
    var missing = 0
    for (kind, rounds) in all {
      var (keys, answers, shares): ([Double], [Double], [Double]) = ([], [], [])
      for round in rounds {
        guard let record = transfers[round.callID] else {
          missing += 1
          continue
        }
        func moment(_ name: String) -> Double? { (record[name] as? NSNumber)?.doubleValue }
        guard let t0 = moment("t0_us"), let t2 = moment("t2_us"), let t4 = moment("t4_us"),
          let t6 = moment("t6_us")
        else {
          missing += 1
          continue
        }
        keys.append(round.keyToInvite - (t2 - t0) / 1000)
        answers.append(round.answerToCitizen - (t6 - t4) / 1000)
        shares.append((t2 - t0 + t6 - t4) / 1000)
      }
      let name = "\(name).\(kind.rawValue)"
      results.add("\(name).own-share", "ms", shares)
      results.add("\(name).key-outside-less-record", "ms", keys)
      results.add("\(name).answer-outside-less-record", "ms", answers)
    }
    results.add("\(name).records-missing", "", value: Double(missing))
  }
}
