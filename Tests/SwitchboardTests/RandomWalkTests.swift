import Foundation
import Routing
import Switchboard
import Testing

/// Millions of events in any order, and after each one the rules of the job (DOMAIN.md 3).
///
/// `LIANDONG_WALK_STEPS` and `LIANDONG_WALK_SEED` repeat or lengthen a walk.
@Suite struct RandomWalkTests {
  private static let steps = number("LIANDONG_WALK_STEPS") ?? 1_000_000
  private static let seed = UInt64(number("LIANDONG_WALK_SEED") ?? 20_261_121)

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init)
  }

  @Test(arguments: [0, 1]) func citizenIsNeverDroppedNorInSilence(walk: Int) throws {
    let seed = Self.seed &+ UInt64(walk)
    var walker = Walker(seed: seed)
    for step in 0..<Self.steps / 2 {
      walker.step()
      if !walker.world.violations.isEmpty {
        Issue.record(
          "seed \(seed), step \(step): \(walker.world.violations.joined(separator: "; "))\n\(walker.trail)"
        )
        return
      }
    }
    walker.endAll()
    #expect(walker.world.violations.isEmpty, "seed \(seed), at the end")
    #expect(walker.world.calls.isEmpty && walker.world.legs.isEmpty && walker.world.timers.isEmpty)
    let free: Set<SeatState> = [.idle, .paused, .unreachable]
    #expect(walker.switchboard.seatViews.allSatisfy { free.contains($0.state) }, "a seat is stuck")
    #expect(walker.switchboard.waitingCount == 0, "a queue is left over")
    // A walk that goes nowhere proves nothing.
    #expect(walker.world.ended > Self.steps / 200)
    #expect(walker.world.transfers > Self.steps / 1000)
    #expect(walker.world.waited > Self.steps / 2000 && walker.world.wrapUps > Self.steps / 2000)
    print(
      "walk seed \(seed): \(Self.steps / 2) steps, \(walker.world.ended) calls,",
      "\(walker.world.transfers) transfers, endings \(walker.world.endings)")
  }
}

/// One walk: draws an event, hands it to the Switchboard, believes the effects, checks.
struct Walker {
  var switchboard = Switchboard(
    directory: WalkSite.directory, keys: WalkSite.keys, policy: WalkSite.policy)
  var world = WalkWorld()
  private var choice: WalkChoice
  private var now = Instant(microseconds: 1)
  private var recent: [String] = []
  private var sent = 0

  init(seed: UInt64) { choice = WalkChoice(seed: seed) }

  /// The last events and their effects, to see how it came to pass.
  var trail: String { recent.suffix(30).joined(separator: "\n") }

  mutating func step() {
    now = now + .microseconds(choice.pause())
    if let due = world.timers.filter({ $0.value <= now }).min(by: { order($0) < order($1) }) {
      world.timers[due.key] = nil
      return send(.timer(due.key))
    }
    switch choice.roll(40) {
    case 0...3 where world.calls.count < 5: arrive()
    case 4: logInOrOut()
    case 6: send(.audit)
    case 7: pauseOrNot()
    case 5:
      if choice.roll(20) == 0, let call = world.calls.keys.min() { send(.operatorRelease(call)) }
    case 6 where choice.roll(50) == 0: reload()
    case 6 where !world.messages.isEmpty:
      let message = world.messages.removeFirst()
      send(.informed(message.target, call: message.call, isTaken: choice.roll(2) == 0))
    default:
      if let event = choice.legEvent(world, at: now) { send(event) }
    }
  }

  private mutating func logInOrOut() {
    let seats = WalkSite.seats
    if choice.roll(8) != 0 {
      return send(.seatReachable(seats[choice.roll(seats.count)], choice.roll(3) != 0))
    }
    // Everybody at once: a switch fails, a shift ends.
    let isThere = choice.roll(3) != 0
    for seat in seats { send(.seatReachable(seat, isThere)) }
  }

  /// Keys of seats that need be in no call.
  private mutating func pauseOrNot() {
    let seat = WalkSite.seats[choice.roll(WalkSite.seats.count)]
    let key = ["pause", "ready", "ready"][choice.roll(3)]
    send(.command(CommandID(0), seat: seat, key: key, pressed: now))
  }

  private func order(_ timer: (key: TimerID, value: Instant)) -> (Instant, CallID, String) {
    (timer.value, timer.key.call ?? CallID(0), "\(timer.key.kind)")
  }

  private mutating func arrive() {
    let arrival = choice.arrival()
    let leg = switchboard.newLeg()
    world.legs[leg] = WalkWorld.Leg(call: arrival.call, party: arrival.party, isCaller: true)
    world.calls[arrival.call] = WalkWorld.Live(
      caller: leg, start: now, isProtected: arrival.party.seat == nil)
    send(.incoming(leg, arrival))
  }

  /// The site changes under the calls: seats, numbers and keys go, and come again.
  private mutating func reload() {
    let isSmaller = choice.roll(4) == 0
    let effects = switchboard.reload(
      directory: isSmaller ? WalkSite.smaller : WalkSite.directory,
      keys: isSmaller ? Array(WalkSite.keys.dropLast(2)) : WalkSite.keys, policy: WalkSite.policy,
      isReachable: { $0 != "2002" }, at: now)
    for effect in effects {
      switch effect {
      case .release, .reject, .answer: world.violations.append("a reload causes \(effect)")
      default: break
      }
    }
    recent.append("reload, smaller: \(isSmaller)\n    -> \(effects)")
    world.believe(effects, after: .timer(TimerID(call: CallID(0), kind: .retry)), at: now)
    world.checkAll(switchboard.callViews)
  }

  private mutating func send(_ event: Event) {
    note(event)
    let effects = switchboard.handle(event, at: now)
    recent.append(
      "\(event)\n    -> \(effects.filter { if case .record = $0 { false } else { true } })")
    if recent.count > 60 { recent.removeFirst(30) }
    world.believe(effects, after: event, at: now)
    world.checkAll(switchboard.callViews)
    sent += 1
    if sent % 4 == 0 { world.checkSeats(switchboard.seatViews) }
  }

  /// What the far side did, before anybody reacts to it.
  private mutating func note(_ event: Event) {
    switch event {
    case .answered(let leg): world.legs[leg]?.isAnswered = true
    case .hungUp(let leg, _), .failed(let leg, _): world.legs[leg] = nil
    case .mediaLost(let leg): world.legs[leg]?.isSilent = true
    case .mediaBack(let leg): world.legs[leg]?.isSilent = false
    case .phoneHeld(let leg): world.legs[leg]?.isHeld = true
    case .phoneRetrieved(let leg): world.legs[leg]?.isHeld = false
    default: break
    }
  }

  /// Everybody hangs up.
  mutating func endAll() {
    for call in world.calls.keys.sorted() { send(.operatorRelease(call)) }
    // What is left are the seats that write.
    while let due = world.timers.min(by: { order($0) < order($1) }) {
      now = max(now, due.value)
      world.timers[due.key] = nil
      send(.timer(due.key))
    }
  }
}
