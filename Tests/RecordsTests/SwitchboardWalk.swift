import Routing

@testable import Switchboard

/// Calls as the Switchboard itself records them, while phones do whatever they like.
struct SwitchboardWalk {
  private(set) var closed: [CallRecord] = []
  private(set) var arrived = 0
  private var switchboard = Switchboard(directory: Self.directory, keys: Self.keys)
  private var dice: Dice
  private var now = Instant(microseconds: 1)
  /// Legs, and whether they have answered.
  private var legs: [LegID: Bool] = [:]
  private var timers: [TimerID: Instant] = [:]
  private var calls: Set<CallID> = []

  init(seed: UInt64) { dice = Dice(seed: seed) }

  private static let directory = Directory(
    seats: [
      Seat(name: "1001", platform: "12345"), Seat(name: "1002", platform: "12345"),
      Seat(name: "2001", platform: "110"), Seat(name: "2002", platform: "110"),
    ],
    groups: [
      Group(name: "12345", members: [.seat("1001"), .seat("1002")], strategy: .longestIdle),
      Group(
        name: "110", members: [.seat("2001"), .seat("2002"), .trunk("police", number: "110")],
        strategy: .inTurn),
      Group(name: "all", members: [.seat("1001"), .seat("2001")], strategy: .all),
    ],
    trunks: [Trunk(name: "carrier"), Trunk(name: "police")],
    numbers: NumberPlan([
      NumberRule(pattern: "12345", route: .group("12345")),
      NumberRule(pattern: "110", route: .group("110")),
      NumberRule(pattern: "119", route: .group("all")),
    ]))

  private static let keys = [
    Key(name: "transfer-110", digits: "*1", action: .transfer, destination: .group("110")),
    Key(name: "three-way-110", digits: "*2", action: .threeWay, destination: .group("110")),
    Key(
      name: "transfer-12345", digits: "*3", action: .transfer, destination: .group("12345"),
      leave: .atOnce),
    Key(name: "consult-110", digits: "*4", action: .consult, destination: .group("110")),
    Key(name: "return", digits: "*0", action: .return),
  ]

  private static let names =
    keys.map(\.name) + [
      "accept", "decline", "cancel", "hold", "release", "emergency", "mark-harassment", "level-3",
      "reason-3",
      "no-such-key",
    ]

  private mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &dice) }

  mutating func step() {
    now = now + .microseconds(Int64(roll(10) == 0 ? roll(60_000_000) : roll(900_000)))
    if let due = timers.filter({ $0.value <= now }).min(by: { "\($0)" < "\($1)" }) {
      timers[due.key] = nil
      return send(.timer(due.key))
    }
    if calls.count < 4, roll(6) == 0 { return arrive() }
    guard let leg = legs.keys.sorted().randomElement(using: &dice) else { return arrive() }
    send(event(leg))
  }

  /// Ends whatever is up.
  mutating func finish() {
    for call in calls.sorted() { send(.operatorRelease(call)) }
  }

  private mutating func arrive() {
    arrived += 1
    let leg = switchboard.newLeg()
    let call = CallID(UInt64(arrived))
    legs[leg] = true
    calls.insert(call)
    let seats: [SeatName] = ["1001", "2002"]
    send(
      .incoming(
        leg,
        Arrival(
          call: call, party: roll(8) == 0 ? .seat(seats[roll(2)]) : .citizen("carrier"),
          callerNumber: "13800138000", dialled: ["12345", "110", "119", "999"][roll(4)],
          sipCallID: "a@b", wallClock: Sample.start + now.microseconds)))
  }

  private mutating func event(_ leg: LegID) -> Event {
    if legs[leg] == false {
      switch roll(6) {
      case 0: return .inviteSent(leg, sipCallID: "out")
      case 1: return .ringing(leg, earlyMedia: false)
      case 2: return .failed(leg, [.busy, .declined, .noAnswer, .unreachable][roll(4)])
      default: return .answered(leg)
      }
    }
    switch roll(16) {
    case 0: return .hungUp(leg, roll(3) == 0 ? .lost : .onHook)
    case 1: return .mediaLost(leg)
    case 2: return .mediaBack(leg)
    case 3: return .phoneHeld(leg)
    case 4: return .phoneRetrieved(leg)
    case 5: return .firstVoice(leg)
    case 6...9: return .digit(leg, Array("*01234")[roll(6)], .telephoneEvent, pressed: now)
    default:
      let seats: [SeatName] = ["1001", "1002", "2001", "2002"]
      return .command(
        CommandID(0), seat: seats[roll(4)], key: Self.names[roll(Self.names.count)], pressed: now)
    }
  }

  private mutating func send(_ event: Event) {
    switch event {
    case .answered(let leg): legs[leg] = true
    case .hungUp(let leg, _), .failed(let leg, _): legs[leg] = nil
    default: break
    }
    for effect in switchboard.handle(event, at: now) {
      switch effect {
      case .dial(let leg, _, _): legs[leg] = false
      case .release(let leg, _), .reject(let leg, _): legs[leg] = nil
      case .startTimer(let timer, let duration): timers[timer] = now + duration
      case .stopTimer(let timer): timers[timer] = nil
      case .record(let record) where record.ending != nil:
        closed.append(record)
        if let call = CallID(text: record.id) { calls.remove(call) }
      default: break
      }
    }
  }
}
