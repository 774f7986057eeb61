/// How many calls with voice one box carries, from what its process costs: CPU and memory a call.
enum Capacity {
  static func run(_ options: Options, _ results: Results) throws {
    try relayed(options, results)
    try threeWay(options, results)
  }

  // MARK: Calls with voice

  private static func relayed(_ options: Options, _ results: Results) throws {
    let load = try Load(options.box, seats: 0)
    defer { load.box.stop() }
    let steps = options.isShort ? [25, 100] : [30, 100, 200, 300]
    let empty = load.box.residentKiB
    var shares: [Double] = []
    for step in steps {
      try load.calls.relayed(step - load.calls.citizens.up.count)
      let talk = try load.talk(options.isShort ? 3_000 : 6_000)
      shares.append(talk.cpu / Double(step))
      results.add("capacity.relayed-\(step)-core-share", "%", value: talk.cpu * 100)
      results.add("capacity.relayed-\(step)-way", "ms", talk.delays)
      results.add(
        "capacity.relayed-\(step)-lost", "packets", value: Double(max(0, talk.sent - talk.received))
      )
      results.add("capacity.relayed-\(step)-sender-late", "ms", value: talk.senderLate)
    }
    let last = Double(steps.last ?? 1)
    results.add("capacity.relayed-calls-per-core", "calls", value: 1 / (shares.last ?? 1))
    results.add(
      "capacity.relayed-growth", "x", value: (shares.last ?? 0) / max(shares.first ?? 1, 1e-9))
    results.add(
      "capacity.memory-per-call", "KiB", value: Double(load.box.residentKiB - empty) / last)
    load.calls.end()
  }

  private static func threeWay(_ options: Options, _ results: Results) throws {
    let steps = options.isShort ? [10, 40] : [30, 60, 120, 200]
    let load = try Load(options.box, seats: steps.last ?? 0)
    defer { load.box.stop() }
    var shares: [Double] = []
    var up = 0
    for step in steps {
      try load.calls.threeWay(from: up, step - up, key: load.box.controlSocket)
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
    load.calls.end()
  }
}
