import Routing
import Switchboard
import Testing

/// Two hundred callers, seats that come and go, and none of them lost or passed over.
@Suite struct WaitingCallsTests {
  private static let seats = (1...12).map { SeatName("\(1000 + $0)") }

  private static var directory: Directory {
    var group = Group(
      name: "12345", members: seats.map { .seat($0) }, strategy: .longestIdle,
      ringTimeout: .seconds(20))
    group.wrapUp = .seconds(10)
    return Directory(
      seats: seats.map { Seat(name: $0, platform: "12345") }, groups: [group],
      trunks: [Trunk(name: "carrier")],
      numbers: NumberPlan([NumberRule(pattern: "12345", route: .group("12345"))]))
  }

  @Test(arguments: [1, 2] as [UInt64])
  func noneIsLost(seed: UInt64) {
    var hall = Hall(directory: Self.directory, seats: Self.seats, seed: seed)
    hall.run(callers: 200)
    #expect(hall.mistakes.isEmpty, "\(hall.mistakes.prefix(5))")
    #expect(hall.longestQueue > 150 && hall.offers > 150 && hall.nobodyThere > 0)
  }
}

/// A hall of agents who answer, talk, write, go to lunch and log out, all of them now and then.
private struct Hall {
  private var board: Switchboard
  private let seats: [SeatName]
  private var random: SeededGenerator
  private var now = Instant(microseconds: 1)
  private var timers: [TimerID: Instant] = [:]
  /// Legs that ring at a seat, and those that talk.
  private var ringing: [LegID: CallID] = [:]
  private var talking: [LegID: CallID] = [:]
  private var seatOfLeg: [LegID: SeatName] = [:]
  private var away: Set<SeatName> = []
  private var inSilence: Set<CallID> = []
  private var waiting: Set<CallID> = []
  private var dialled: [CallID] = []
  private(set) var ended: Set<CallID> = []
  /// Waiting callers who were offered a seat, and how often everybody was away.
  private(set) var offers = 0
  private(set) var nobodyThere = 0
  private(set) var mistakes: [String] = []
  private(set) var longestQueue = 0

  init(directory: Directory, seats: [SeatName], seed: UInt64) {
    var policy = Policy()
    policy.retry = .seconds(20)
    board = Switchboard(directory: directory, keys: [], policy: policy)
    self.seats = seats
    random = SeededGenerator(seed: seed)
  }

  private mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &random) }

  mutating func run(callers: Int) {
    // The morning: nobody is there yet.
    for seat in seats { logIn(seat, false) }
    for call in 1...callers {
      let arrival = Arrival(
        call: CallID(UInt64(call)), party: .citizen("carrier"), callerNumber: "1",
        dialled: "12345", sipCallID: "", wallClock: 0)
      send(.incoming(board.newLeg(), arrival))
      longestQueue = max(longestQueue, board.waitingCount)
      pass(.milliseconds(roll(200)))
    }
    var steps = 0
    while ended.count < callers, steps < 200_000 {
      steps += 1
      step()
      pass(.milliseconds(roll(1500)))
    }
    if ended.count < callers {
      mistakes.append("\(callers - ended.count) callers never came to an end")
    }
    if board.callCount != 0 || board.waitingCount != 0 { mistakes.append("calls are left over") }
  }

  private mutating func step() {
    let ring = ringing.keys.sorted()
    let talk = talking.keys.sorted()
    switch roll(12) {
    case 0: logIn(seats[roll(seats.count)], roll(4) != 0)
    case 1 where roll(20) == 0:
      for seat in seats { logIn(seat, false) }
      nobodyThere += 1
    case 2:
      let key = roll(3) == 0 ? "pause" : "ready"
      send(.command(CommandID(0), seat: seats[roll(seats.count)], key: key, pressed: now))
    case 3 where !ring.isEmpty:
      // It does not come to the phone: the next is asked, the caller keeps the place.
      let leg = ring[roll(ring.count)]
      let call = ringing.removeValue(forKey: leg)
      seatOfLeg[leg] = nil
      send(.failed(leg, .declined), goingOnWith: call)
    case 4...7 where !ring.isEmpty:
      let leg = ring[roll(ring.count)]
      talking[leg] = ringing.removeValue(forKey: leg)
      send(.answered(leg))
    case 8...10 where !talk.isEmpty:
      let leg = talk[roll(talk.count)]
      pass(.seconds(3))
      guard talking.removeValue(forKey: leg) != nil else { return }
      seatOfLeg[leg] = nil
      send(.hungUp(leg, .onHook))
    default: break
    }
  }

  private mutating func logIn(_ seat: SeatName, _ isThere: Bool) {
    if isThere { away.remove(seat) } else { away.insert(seat) }
    send(.seatReachable(seat, isThere))
  }

  private mutating func pass(_ duration: Duration) {
    let end = now + duration
    while let due = timers.min(by: { $0.value < $1.value }), due.value <= end {
      timers[due.key] = nil
      now = max(now, due.value)
      send(.timer(due.key))
    }
    now = end
  }

  private mutating func send(_ event: Event, goingOnWith call: CallID? = nil) {
    let (before, rung) = (waiting, Set(ringing.values))
    dialled = []
    for effect in board.handle(event, at: now) { believe(effect) }
    if !inSilence.isEmpty { mistakes.append("a caller hears silence after \(event)") }
    let rungNow = Set(ringing.values)
    let passedOver = before.subtracting(rung).intersection(waiting).subtracting(rungNow).min()
    // A search that goes on has its place already; whoever is newly offered is first in line.
    for next in dialled where next != call && !rung.contains(next) && before.contains(next) {
      offers += 1
      if let passedOver, passedOver < next, passedOver != call {
        mistakes.append("call \(next) is served before \(passedOver)")
      }
    }
  }

  private mutating func believe(_ effect: Effect) {
    switch effect {
    case .dial(let leg, .seat(let seat), let identity):
      if away.contains(seat) { mistakes.append("\(seat) is rung though it is away") }
      if seatOfLeg.values.contains(seat) { mistakes.append("\(seat) is rung twice") }
      seatOfLeg[leg] = seat
      ringing[leg] = identity.call
      dialled.append(identity.call)
    case .release(let leg, _):
      ringing[leg] = nil
      talking[leg] = nil
      seatOfLeg[leg] = nil
    case .hear(let call, let matrix, _):
      let isHeard = matrix.rows.first.map { !$0.voices.isEmpty || $0.sound != nil } ?? false
      if isHeard { inSilence.remove(call) } else { inSilence.insert(call) }
    case .startTimer(let timer, let duration): timers[timer] = now + duration
    case .stopTimer(let timer): timers[timer] = nil
    case .record(let record):
      guard let call = CallID(text: record.id) else { return }
      if record.states.last?.state == "waiting" {
        waiting.insert(call)
      } else {
        waiting.remove(call)
      }
      guard record.ending != nil else { return }
      waiting.remove(call)
      inSilence.remove(call)
      if record.ending != "released" { mistakes.append("call \(call) ended \(record.ending!)") }
      ended.insert(call)
    default: break
    }
  }
}
