internal import Routing
internal import Switchboard

/// A call from its INVITE to the first INVITE of the box, at the size of a province: 10,000 numbers of
/// every merge mode and a group of 1,000 seats of which the longest idle is rung.
struct RoutingBench {
  private var board: Switchboard
  private var clock: Int64 = 0
  private var lastCall: UInt64 = 0
  private let numbers: Int
  private let time = CivilTime(CivilDate(daysSince1970: 18_900), second: 43_200)

  init(numbers: Int, seats: Int) {
    self.numbers = numbers
    let seats = (0..<seats).map { Seat(name: SeatName("a\($0)"), platform: "12345") }
    let merged = CivilDate(daysSince1970: 18_880)
    let rules = (0..<numbers).map { index -> NumberRule in
      let merger: Merger? =
        switch index % 4 {
        case 1: Merger(mode: .whole, mergedOn: merged, after: .reject)
        case 2: Merger(mode: .dual, mergedOn: merged, own: .seat("a0"), experts: "12345")
        case 3: Merger(mode: .branch, mergedOn: merged, own: .trunk("carrier", number: "1"))
        default: nil
        }
      return NumberRule(pattern: "\(4_000_000 + index)", route: .group("12345"), merger: merger)
    }
    board = Switchboard(
      directory: Directory(
        seats: seats,
        groups: [
          Group(name: "12345", members: seats.map { .seat($0.name) }, strategy: .longestIdle)
        ], trunks: [Trunk(name: "carrier")],
        numbers: NumberPlan(
          rules + [NumberRule(pattern: "0*", route: .trunk("carrier"))],
          numbering: Numbering(countryCode: "86", areaCode: "393", localDigits: 7))), keys: [])
  }

  /// Nanoseconds from INVITE to INVITE; the call is over afterwards.
  mutating func route() -> Double {
    lastCall += 1
    clock += 1_000
    let leg = board.newLeg()
    let forms = ["", "0393", "+86393", "86393"]
    let number = 4_000_000 + Int(lastCall * 37) % numbers
    let arrival = Arrival(
      call: CallID(lastCall), party: .citizen("carrier"), callerNumber: "13800138000",
      dialled: forms[Int(lastCall) % 4] + "\(number)", sipCallID: "bench", wallClock: 0,
      localTime: time)
    let start = Time.mono()
    let effects = board.handle(.incoming(leg, arrival), at: Instant(microseconds: clock))
    let spent = Double(Time.mono() - start)
    guard effects.contains(where: { if case .dial = $0 { true } else { false } }) else {
      preconditionFailure("nobody was rung")
    }
    clock += 1_000
    _ = board.handle(.hungUp(leg, .onHook), at: Instant(microseconds: clock))
    return spent
  }

  static func run(_ options: Options, _ results: Results) throws {
    let calls = options.isShort ? 1_000 : 5_000
    func median(_ numbers: Int, _ seats: Int) -> Double {
      var bench = RoutingBench(numbers: numbers, seats: seats)
      for _ in 0..<100 { _ = bench.route() }
      return Rounds.median((0..<calls).map { _ in bench.route() }) / 1_000
    }
    let small = median(100, 10)
    let large = median(10_000, 1_000)
    results.add("routing.call-100-numbers-10-seats", "us", value: small)
    results.add("routing.call-10000-numbers-1000-seats", "us", value: large)
    results.add("routing.call-growth-100x", "x", value: large / small)
    try results.count("routing.instructions-per-call", loop: "routing", from: 20, to: 220)
  }
}
