import Routing
import Switchboard

/// Draws what happens next: mostly what can happen, sometimes late news and nonsense.
struct WalkChoice {
  var generator: SeededGenerator
  private var lastCall: UInt64 = 0

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &generator) }

  /// How much time passes before the next event, in µs: often none, now and then minutes.
  mutating func pause() -> Int64 {
    switch roll(20) {
    case 0: Int64(roll(300_000_000))
    case 1...4: Int64(roll(5_000_000))
    case 5...12: Int64(roll(200_000))
    default: 0
    }
  }

  mutating func arrival() -> Arrival {
    lastCall += 1
    let seats = WalkSite.seats
    let isSeat = roll(5) == 0
    let number = WalkSite.numbers[[0, 0, 0, 1, 1, 2, 3, 4, 5, 5, 6, 7, 7, 8, 9][roll(15)]]
    let feature = ["*8", "*9", "*9"][roll(3)]
    return Arrival(
      call: CallID(lastCall),
      party: isSeat ? .seat(seats[roll(seats.count)]) : .citizen("carrier"),
      callerNumber: "13800138000", dialled: isSeat && roll(3) == 0 ? feature : number,
      sipCallID: "sip", wallClock: 0, localTime: WalkSite.days[roll(WalkSite.days.count)],
      nuisance: roll(4) == 0 ? WalkSite.nuisance : nil)
  }

  /// An event for one of the legs that are there, or were not long ago.
  mutating func legEvent(_ world: WalkWorld, at now: Instant) -> Event? {
    let late = !world.gone.isEmpty && roll(12) == 0
    let candidates = late ? world.gone : world.legs.keys.sorted()
    guard !candidates.isEmpty else { return nil }
    let id = candidates[roll(candidates.count)]
    guard let leg = world.legs[id] else { return lateNews(id) }
    let prompts = world.intros(of: id)
    if leg.isCaller, roll(4) == 0, !prompts.isEmpty {
      return .promptPlayed(id, roll(8) == 0 ? .lineTrouble : prompts[roll(prompts.count)])
    }
    if leg.isAnswered || leg.isCaller { return settled(id, leg, world, at: now) }
    switch roll(10) {
    case 0: return .inviteSent(id, sipCallID: "out")
    case 1, 2: return .ringing(id, earlyMedia: roll(2) == 0)
    case 3...6: return .answered(id)
    case 7: return .failed(id, [.busy, .declined, .noAnswer, .unreachable][roll(4)])
    case 8: return .hungUp(id, .onHook)
    default: return .digit(id, "*", .telephoneEvent, pressed: now)
    }
  }

  /// Mostly the same phone's own call, as an attended transfer has it; sometimes anything.
  private mutating func consultation(of leg: WalkWorld.Leg, _ world: WalkWorld) -> LegID {
    let all = world.legs.keys.sorted()
    let own = all.filter { world.legs[$0]?.isCaller == true && world.legs[$0]?.party == leg.party }
    return roll(8) == 0 || own.isEmpty ? all[roll(all.count)] : own[roll(own.count)]
  }

  private mutating func lateNews(_ id: LegID) -> Event {
    switch roll(4) {
    case 0: .answered(id)
    case 1: .hungUp(id, .onHook)
    case 2: .failed(id, .noAnswer)
    default: .mediaLost(id)
    }
  }

  private mutating func settled(
    _ id: LegID, _ leg: WalkWorld.Leg, _ world: WalkWorld, at now: Instant
  ) -> Event {
    switch roll(24) {
    case 0: return roll(4) == 0 ? .hungUp(id, .lost) : .firstVoice(id)
    case 1: return .hungUp(id, .onHook)
    case 2, 3: return leg.isSilent ? .mediaBack(id) : .mediaLost(id)
    case 4: return leg.isHeld ? .phoneRetrieved(id) : .phoneHeld(id)
    case 5: return .refer(id, .number(WalkSite.numbers[roll(10)]), pressed: now)
    case 6:
      return .refer(id, .replaces(consultation(of: leg, world), number: "110"), pressed: now)
    case 7...10:
      return .digit(
        id, Array("*01234567#")[roll(10)], roll(3) == 0 ? .info : .telephoneEvent, pressed: now)
    case 11: return .firstVoice(id)
    default:
      guard let seat = leg.party.seat else { return .firstVoice(id) }
      return .command(
        CommandID(0), seat: seat, key: WalkSite.keyNames[roll(WalkSite.keyNames.count)],
        pressed: now)
    }
  }
}
