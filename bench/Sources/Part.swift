/// What can be measured by itself, in the order of a whole run. The calls of `first-calls` have 35 s
/// to be forgotten until `calls`, and so on until `leaks`: other parts run meanwhile.
enum Part: String, CaseIterable {
  case firstCalls = "first-calls"
  case transfer
  case transferUnderLoad = "transfer-under-load"
  case conversations
  case calls
  case transferredCalls = "transferred-calls"
  case announcement
  case voice
  case relay
  case failures
  case secondCalls = "second-calls"
  case realtime
  case tick
  case ring
  case mixer
  case jitter
  case leaks
  case switchboard
  case site
  case reload
  case journal
  /// Only when it is asked for: it needs a root with the peer in it.
  case peers
  /// Only when it is asked for: it runs as long as one likes.
  case soak

  /// The parts of a whole run.
  static let usual = Part.allCases.filter { $0 != .peers && $0 != .soak }

  /// Whether this part makes the figure, and makes it anew when it runs again.
  func measures(_ name: String) -> Bool { made.contains { name.hasPrefix($0) } }

  /// Whether it can run again: its figures do not hang on what other parts did before.
  var canRepeat: Bool { !made.isEmpty }

  private var made: [String] {
    switch self {
    // Their box is gone when the run is over.
    case .firstCalls, .calls, .secondCalls, .leaks: []
    case .transfer: ["transfer."]
    case .transferUnderLoad: ["loaded."]
    case .failures: ["failures."]
    case .announcement: ["announcement."]
    case .transferredCalls: ["capacity.transferred", "capacity.cpu-per-transferred"]
    case .conversations: ["relay.", "three-way.", "tick."]
    case .relay: ["relay.packet", "relay.ratio", "relay.way"]
    case .voice: ["capacity.relayed", "capacity.three-way", "capacity.memory", "beside-"]
    case .realtime: ["realtime."]
    case .tick: ["lateness."]
    case .ring: ["ring."]
    case .mixer: ["mixer."]
    case .jitter: ["jitter."]
    case .switchboard: ["switchboard."]
    case .reload: ["reload."]
    case .site: ["routing.", "site."]
    case .journal: ["journal."]
    case .soak: ["soak."]
    case .peers: []
    }
  }
}

/// One run of the bench.
struct Session {
  let options: Options
  let results: Results
  private var routed: RoutedCalls?
  private var isWarm = false
  /// What runs beside other parts.
  private var asides: [Part: Aside<Results>] = [:]

  init(options: Options, results: Results) {
    self.options = options
    self.results = results
  }

  mutating func run(_ part: Part) throws {
    let isShort = options.isShort
    switch part {
    case .firstCalls: try warmUp()
    case .calls:
      try warmUp()
      try routed?.measure()
    case .secondCalls:
      // The short run looks before and after its few.
      if !isShort { try apart(.secondCalls) }
    case .transferredCalls: try TransferredCalls.run(options, results)
    case .leaks:
      try warmUp()
      try routed?.finish()
      routed?.stop()
    case .transfer:
      try withLanes {
        try Transfers(desks: $0, results: results, lanes: $1).run(
          rounds: options.rounds ?? (isShort ? 30 : 500))
      }
    case .transferUnderLoad:
      try withLanes {
        try Transfers(desks: $0, results: results, name: "loaded", lanes: $1).run(
          rounds: options.rounds ?? (isShort ? 20 : 500), under: isShort ? 50 : 200)
      }
    case .failures:
      // These wait for most of their time, and all of them count.
      if options.isWhole, !isShort {
        try beside(.secondCalls)
        try beside(.realtime)
      }
      try withDesks { try Failures(desks: $0, results: results).run(rounds: isShort ? 1 : 3) }
    case .conversations:
      try withDesks {
        try Conversations(desks: $0, results: results).run(calls: isShort ? 10 : 20, length: 500)
      }
    case .announcement:
      try withDesks {
        try Announcement(desks: $0, results: results).run(calls: isShort ? 3 : 6)
      }
    case .voice: try Capacity.run(options, results)
    case .relay: try RelayBench.run(options, results)
    case .realtime: try apart(.realtime)
    case .tick:
      let asked = options.isWhole ? 0.5 : options.minutes ?? 10
      try TickBench.run(options, minutes: isShort ? 0.15 : asked, results)
    case .ring: try RingBench.run(options, results)
    case .mixer: try MixerBench.run(options, results)
    case .jitter: try JitterBench.run(options, results)
    case .switchboard:
      try SwitchboardBench.run(options, results)
      WaitingBench.run(options, results)
    case .site: try SiteBench.run(options, results)
    case .reload: try ReloadBench.run(options, results)
    case .peers: try Peers.run(options, results)
    case .soak: try Soak.run(options, results)
    case .journal: try JournalBench.run(options, results)
    }
  }

  /// Starts a part that runs beside the next one.
  private mutating func beside(_ part: Part) throws {
    guard asides[part] == nil else { return }
    let work = try work(of: part)
    asides[part] = Aside {
      let results = Results(isSilent: true)
      try work(results)
      return results
    }
  }

  /// Waits for a part that has been running beside another one, or runs it.
  private mutating func apart(_ part: Part) throws {
    if let aside = asides.removeValue(forKey: part) {
      return results.take(try aside.join().measures)
    }
    try work(of: part)(results)
  }

  private mutating func work(of part: Part) throws -> (Results) throws -> Void {
    let options = options
    if part == .realtime {
      return { try RealTimeBench.run(options, $0, seconds: options.isShort ? 10 : 60) }
    }
    try warmUp()
    let routed = routed
    return { _ in try routed?.repeatCalls() }
  }

  private mutating func warmUp() throws {
    guard !isWarm else { return }
    isWarm = true
    routed = try RoutedCalls(options, results)
  }

  private func withDesks(_ body: (Desks) throws -> Void) throws {
    let desks = try Desks(options.box, contract: options.contract())
    defer { desks.exchange.stop() }
    try body(desks)
  }

  /// The same with a trio of phones for each key source, or one after another where that is asked for.
  private func withLanes(_ body: (Desks, Lanes?) throws -> Void) throws {
    if options.isSequential { return try withDesks { try body($0, nil) } }
    let headsets = try Headset.some(Lanes.width)
    if headsets.isEmpty { results.skip("evdev", "the sound card for it was not compiled") }
    let lane = 41
    let site = Lanes.site(base: Desks.base(of: lane), headsets: headsets)
    let desks = try Desks(options.box, contract: options.contract(), lane: lane, more: site) { _ in
      headsets.first?.environment ?? [:]
    }
    defer { desks.exchange.stop() }
    for number in headsets.indices {
      let seat = Post(index: Lanes.posts + number + 1).firstSeat
      try (desks.exchange as? Box)?.logs("event=seat", "seat=\(seat)", "reachable=true")
    }
    try body(desks, Lanes(beside: desks, headsets: headsets))
  }
}
