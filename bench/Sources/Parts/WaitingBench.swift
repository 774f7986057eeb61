internal import Routing
internal import Switchboard

/// Call control with many callers who wait for two seats, and with a thousand seats that are free.
struct WaitingBench {
  private var board: Switchboard
  private var clock: Int64 = 0
  private var lastCall: UInt64 = 0
  private var talking: [LegID] = []
  private(set) var events = 0

  init(seats: Int) {
    let seats = (0..<seats).map { Seat(name: SeatName("a\($0)"), platform: "12345") }
    board = Switchboard(
      directory: Directory(
        seats: seats,
        groups: [
          Group(name: "12345", members: seats.map { .seat($0.name) }, strategy: .longestIdle)
        ], trunks: [Trunk(name: "carrier")],
        numbers: NumberPlan([NumberRule(pattern: "12345", route: .group("12345"))])),
      keys: [])
  }

  @discardableResult
  private mutating func send(_ event: Event) -> [Effect] {
    events += 1
    clock += 1_000
    return board.handle(event, at: Instant(microseconds: clock))
  }

  /// - Returns: the caller's leg.
  @discardableResult
  private mutating func arrive() -> LegID {
    lastCall += 1
    let leg = board.newLeg()
    answer(
      send(
        .incoming(
          leg,
          Arrival(
            call: CallID(lastCall), party: .citizen("carrier"), callerNumber: "13800138000",
            dialled: "12345", sipCallID: "bench", wallClock: 0))))
    return leg
  }

  /// Whoever is rung answers.
  private mutating func answer(_ effects: [Effect]) {
    for case .dial(let leg, _, _) in effects {
      send(.inviteSent(leg, sipCallID: "bench"))
      send(.ringing(leg, earlyMedia: false))
      send(.answered(leg))
      talking.append(leg)
    }
  }

  /// A seat has done with its caller, the first in line has it next, and another caller comes.
  private mutating func turn() {
    clock += 3_000_000
    let leg = talking.removeFirst()
    answer(send(.hungUp(leg, .onHook)))
    arrive()
  }

  /// Nanoseconds of an event while so many callers wait.
  static func event(waiting: Int, turns: Int) -> Double {
    var bench = WaitingBench(seats: 2)
    for _ in 0..<(waiting + 2) { bench.arrive() }
    bench.turn()
    precondition(bench.board.waitingCount == waiting)
    let before = bench.events
    let start = Time.mono()
    for _ in 0..<turns { bench.turn() }
    return Double(Time.mono() - start) / Double(bench.events - before)
  }

  /// Nanoseconds in which a call finds who of so many seats has been idle longest.
  static func arrival(seats: Int, calls: Int) -> Double {
    var bench = WaitingBench(seats: seats)
    var spent: Int64 = 0
    for _ in 0..<calls {
      bench.lastCall += 1
      let leg = bench.board.newLeg()
      let arrival = Arrival(
        call: CallID(bench.lastCall), party: .citizen("carrier"), callerNumber: "13800138000",
        dialled: "12345", sipCallID: "bench", wallClock: 0)
      let start = Time.mono()
      bench.send(.incoming(leg, arrival))
      spent += Time.mono() - start
      bench.send(.hungUp(leg, .onHook))
    }
    return Double(spent) / Double(calls)
  }

  static func run(_ options: Options, _ results: Results) {
    let turns = options.isShort ? 1_000 : 5_000
    let few = Rounds.median((0..<5).map { _ in event(waiting: 10, turns: turns) })
    let many = Rounds.median((0..<5).map { _ in event(waiting: 500, turns: turns) })
    results.add("switchboard.event-with-10-waiting", "us", value: few / 1_000)
    results.add("switchboard.event-with-500-waiting", "us", value: many / 1_000)
    results.add("switchboard.growth-500-waiting", "x", value: many / few)
    let calls = options.isShort ? 2_000 : 10_000
    let found = Rounds.median((0..<5).map { _ in arrival(seats: 1_000, calls: calls) })
    results.add("switchboard.arrival-1000-seats", "us", value: found / 1_000)
  }
}
