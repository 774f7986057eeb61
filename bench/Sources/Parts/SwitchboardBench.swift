internal import Routing
internal import Switchboard

/// Call control alone: whole calls with a transfer, as events in and effects out.
struct SwitchboardBench {
  private var board: Switchboard
  private var clock: Int64 = 0
  private var lastCall: UInt64 = 0
  private(set) var events = 0
  /// Every record that was handed out, also those of open calls; `nil` while nobody wants them.
  private var records: [CallRecord]?

  init(seats: Int) {
    let first = (0..<seats).map { Seat(name: SeatName("a\($0)"), platform: "12345") }
    let second = (0..<seats).map { Seat(name: SeatName("b\($0)"), platform: "110") }
    board = Switchboard(
      directory: Directory(
        seats: first + second,
        groups: [
          Group(name: "12345", members: first.map { .seat($0.name) }),
          Group(name: "110", members: second.map { .seat($0.name) }),
        ], trunks: [Trunk(name: "carrier")],
        numbers: NumberPlan([
          NumberRule(pattern: "12345", route: .group("12345")),
          NumberRule(pattern: "110", route: .group("110")),
        ])),
      keys: [
        Key(name: "transfer-110", digits: "*1", action: .transfer, destination: .group("110"))
      ])
  }

  private mutating func send(_ event: Event) -> [Effect] {
    events += 1
    clock += 1_000
    let effects = board.handle(event, at: Instant(microseconds: clock))
    for case .record(let record) in effects { records?.append(record) }
    return effects
  }

  /// A call comes and a seat answers; its legs.
  mutating func talk() -> (caller: LegID, seat: LegID) {
    lastCall += 1
    let leg = board.newLeg()
    let effects = send(
      .incoming(
        leg,
        Arrival(
          call: CallID(lastCall), party: .citizen("carrier"), callerNumber: "13800138000",
          dialled: "12345", sipCallID: "bench", wallClock: 0)))
    return (leg, answer(effects))
  }

  private mutating func answer(_ effects: [Effect]) -> LegID {
    for case .dial(let leg, _, _) in effects {
      _ = send(.inviteSent(leg, sipCallID: "bench"))
      _ = send(.ringing(leg, earlyMedia: false))
      report(send(.answered(leg)))
      return leg
    }
    preconditionFailure("nobody was rung")
  }

  /// What the media plane answers to a matrix.
  private mutating func report(_ effects: [Effect]) {
    for case .hear(let call, _, let serial?) in effects {
      _ = send(.hearingInForce(call, serial: serial))
    }
  }

  /// A whole call with a one-key transfer.
  mutating func call() {
    let (caller, seat) = talk()
    let pressed = Instant(microseconds: clock)
    _ = send(.digit(seat, "*", .telephoneEvent, pressed: pressed))
    let rung = send(.digit(seat, "1", .telephoneEvent, pressed: pressed))
    let target = answer(rung)
    _ = send(.firstVoice(target))
    precondition(target != seat)
    _ = send(.hungUp(caller, .onHook))
  }

  /// What so many calls give the journal to keep, and the events that they were.
  static func records(_ calls: Int) -> (records: [CallRecord], events: Int) {
    var bench = SwitchboardBench(seats: 2)
    bench.records = []
    for _ in 0..<calls { bench.call() }
    return (bench.records ?? [], bench.events)
  }

  /// Nanoseconds of an event while so many other calls are up.
  private static func time(others: Int, calls: Int) -> (event: Double, call: Double) {
    var bench = SwitchboardBench(seats: others + 2)
    for _ in 0..<others { _ = bench.talk() }
    bench.call()
    let before = bench.events
    let start = Time.mono()
    for _ in 0..<calls { bench.call() }
    let spent = Double(Time.mono() - start)
    return (spent / Double(bench.events - before), spent / Double(calls))
  }

  static func run(_ options: Options, _ results: Results) throws {
    let calls = options.isShort ? 1_000 : 5_000
    let few = (0..<7).map { _ in time(others: 0, calls: calls) }
    let many = (0..<3).map { _ in time(others: 500, calls: calls / 5) }
    let (one, other) = (Rounds.median(few.map(\.event)), Rounds.median(many.map(\.event)))
    results.add("switchboard.event", "us", value: one / 1_000)
    results.add(
      "switchboard.calls-per-second", "1/s", value: 1e9 / Rounds.median(few.map(\.call)))
    results.add("switchboard.event-with-500-calls", "us", value: other / 1_000)
    results.add("switchboard.growth-500-calls", "x", value: other / one)
    try results.count("switchboard.instructions-per-call", loop: "switchboard", from: 20, to: 220)
  }
}
