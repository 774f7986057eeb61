/// How many calls with voice one box carries: as many as were asked for, what they cost its process, and what a
/// conversation among them hears.
enum Capacity {
  static func run(_ options: Options, _ results: Results) throws {
    try relayed(options, results)
    try threeWay(options, results)
  }

  private static func relayed(_ options: Options, _ results: Results) throws {
    let load = try Load(options, seats: 0)
    defer { load.box.stop() }
    let steps = options.isShort ? [25, 100] : [30, 300, 1_000]
    let empty = load.box.residentKiB
    var costs: [Cost] = []
    for step in steps {
      try load.calls.relayed(step - load.calls.citizens.up.count)
      let talk = try load.talk(options.isShort ? 3_000 : 6_000)
      costs.append(Cost(calls: step, talk))
      report("capacity.relayed-\(step)", talk, results)
      results.add("capacity.relayed-\(step)-way", "ms", talk.delays)
    }
    let last = steps.last ?? 1
    results.add(
      "capacity.memory-per-call", "KiB", value: Double(load.box.residentKiB - empty) / Double(last))
    report("capacity.relayed", costs, results)
    if !options.isShort {
      try load.beside(results, "beside-\(last)-relayed.") {
        try $0.relayed(calls: 5, length: 1_000)
      }
    }
    load.calls.end()
  }

  private static func threeWay(_ options: Options, _ results: Results) throws {
    let steps = options.isShort ? [10, 40] : [30, 100, 300]
    let load = try Load(options, seats: steps.last ?? 0)
    defer { load.box.stop() }
    var costs: [Cost] = []
    var up = 0
    for step in steps {
      try load.calls.threeWay(from: up, step - up, key: load.box.controlSocket)
      up = step
      let talk = try load.talk(options.isShort ? 3_000 : 6_000)
      costs.append(Cost(calls: step, talk))
      report("capacity.three-way-\(step)", talk, results)
    }
    report("capacity.three-way", costs, results)
    if !options.isShort {
      try load.beside(results, "beside-\(up)-three-way.") {
        try $0.threeWay(calls: 5, length: 1_000)
      }
    }
    load.calls.end()
  }

  /// Each listener gets a packet every 20 ms, however many speak.
  private static func report(_ name: String, _ talk: Load.Talk, _ results: Results) {
    results.add("\(name)-core-share", "%", value: talk.cpu * 100)
    results.add("\(name)-sent", "%", value: talk.rate * 100)
    results.add("\(name)-sender-core-share", "%", value: talk.ownCPU * 100)
    results.add(
      "\(name)-missing", "%",
      value: max(0, 100 - 100 * Double(talk.received) / Double(max(1, talk.sent))))
    results.add("\(name)-sender-late", "ms", value: talk.senderLate)
  }

  /// What a call cost when so many were up, all of whose voices were sent.
  private struct Cost {
    let calls: Int
    let driven: Double
    /// Of a core.
    let share: Double

    init(calls: Int, _ talk: Load.Talk) {
      self.calls = calls
      driven = Double(calls) * talk.rate
      share = talk.cpu / max(driven, 1)
    }
  }

  private static func report(_ name: String, _ costs: [Cost], _ results: Results) {
    guard let first = costs.first, let last = costs.last,
      let tenfold = costs.last(where: { $0.calls <= 10 * first.calls })
    else { return }
    results.add("\(name)-calls-driven", "calls", value: last.driven)
    results.add("\(name)-calls-per-core", "calls", value: 1 / last.share)
    results.add("\(name)-growth", "x", value: tenfold.share / max(first.share, 1e-9))
  }
}
