/// What can be measured by itself, in the order of a whole run. The calls of `first-calls` have 35 s
/// to be forgotten until `calls`, and those until `leaks`: other parts run meanwhile.
enum Part: String, CaseIterable {
  case firstCalls = "first-calls"
  case transfer
  case transferUnderLoad = "transfer-under-load"
  case failures
  case calls
  case transferredCalls = "transferred-calls"
  case conversations
  case announcement
  case voice
  case relay
  case leaks
  case realtime
  case tick
  case ring
  case mixer
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
    case .firstCalls, .calls, .leaks: []
    case .transfer: ["transfer."]
    case .transferUnderLoad: ["loaded."]
    case .failures: ["failures."]
    case .announcement: ["announcement."]
    case .transferredCalls: ["capacity.transferred", "capacity.cpu-per-transferred"]
    case .conversations: ["relay.", "three-way.", "tick."]
    case .relay: ["relay.packet", "relay.ratio", "relay.way"]
    case .voice: ["capacity.relayed", "capacity.three-way", "capacity.memory"]
    case .realtime: ["realtime."]
    case .tick: ["lateness."]
    case .ring: ["ring."]
    case .mixer: ["mixer."]
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
  private var soak: SoakBeside?

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
      // Both are waiting for most of their time, and both count.
      if isShort, options.isWhole, soak == nil { soak = SoakBeside(options) }
      try withDesks { try Failures(desks: $0, results: results).run(rounds: isShort ? 1 : 3) }
      soak?.waitUntilCalm()
    case .conversations:
      try withDesks {
        try Conversations(desks: $0, results: results).run(
          calls: isShort ? 10 : 20, length: isShort ? 500 : 1_000)
      }
    case .announcement:
      try withDesks {
        try Announcement(desks: $0, results: results).run(calls: isShort ? 3 : 10)
      }
    case .voice: try Capacity.run(options, results)
    case .relay: try RelayBench.run(options, results)
    case .realtime: try RealTimeBench.run(options, results)
    case .tick:
      let asked = options.isWhole ? 0.5 : options.minutes ?? 10
      try TickBench.run(options, minutes: isShort ? 0.15 : asked, results)
    case .ring: try RingBench.run(options, results)
    case .mixer: try MixerBench.run(options, results)
    case .switchboard:
      try SwitchboardBench.run(options, results)
      WaitingBench.run(options, results)
    case .site: try SiteBench.run(options, results)
    case .reload: try ReloadBench.run(options, results)
    case .peers: try Peers.run(options, results)
    case .soak: try Soak.run(options.isWhole ? options.minutes(1) : options, results)
    case .journal: try JournalBench.run(options, results)
    }
  }

  /// Waits for what runs beside other parts.
  func finish() throws { try soak?.join(into: results) }

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
