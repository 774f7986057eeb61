import Routing

@testable import Switchboard

/// One call and everything that could happen to it next: a value, so that each way on can be tried.
struct EveryPath {
  private var switchboard: Switchboard
  private var now = Instant(microseconds: 5_000_000)
  /// Legs in the order in which they came, and whether they have answered.
  private var legs: [(id: LegID, isAnswered: Bool)] = []
  private var timers: [(id: TimerID, due: Instant)] = []
  private(set) var closed: [CallRecord] = []
  /// The events so far, for whoever reads of a failure.
  private(set) var steps: [String] = []

  /// Somebody has called `dialled`.
  init(_ directory: Directory, _ keys: [Key], dialled: String, from party: Party) {
    switchboard = Switchboard(directory: directory, keys: keys)
    let leg = switchboard.newLeg()
    legs = [(leg, true)]
    send(
      .incoming(
        leg,
        Arrival(
          call: CallID(1), party: party, callerNumber: "13800138000", dialled: dialled,
          sipCallID: "a@b", wallClock: 1_795_268_202_123_456)), after: 0)
  }

  var isOver: Bool { switchboard.calls.isEmpty }

  /// What tells one situation from another: paths that lead to the same one go on alike.
  var situation: String {
    guard let call = switchboard.calls[CallID(1)] else { return "over" }
    let parts = legs.map { leg in
      guard let found = call.leg(leg.id) else { return "?" }
      let role =
        call.state.role(of: leg.id).map { "\($0)" } ?? (leg.id == call.caller ? "caller" : "-")
      return "\(found.party) \(found.phase) \(found.hold) \(found.isSilent) \(role)"
    }
    let pending = timers.map { "\($0.id.kind)" }.sorted()
    let first = call.firstReceiver.map { "\($0)" } ?? "nobody"
    let hunt = call.state.hunt.map { "\($0.stages.count)" } ?? "-"
    return ([call.stateName, first, hunt] + parts + pending).joined(separator: "|")
  }

  /// Everything that can happen now.
  var possible: [(Event, Int64)] {
    var events: [(Event, Int64)] = timers.map { timer in
      (.timer(timer.id), max(0, timer.due.microseconds - now.microseconds))
    }
    for leg in legs {
      let id = leg.id
      if leg.isAnswered {
        // Right after an answer, and when people have talked.
        events += [(.hungUp(id, .onHook), 100_000), (.hungUp(id, .onHook), 3_000_001)]
        events += [
          .hungUp(id, .lost), .mediaLost(id), .mediaBack(id), .phoneHeld(id), .phoneRetrieved(id),
          .firstVoice(id), .hearingInForce(CallID(1), serial: 1),
          .refer(id, .number("110"), pressed: now),
        ].map { ($0, 3_000_007) }
      } else {
        events += [
          .ringing(id, earlyMedia: false), .ringing(id, earlyMedia: true), .answered(id),
          .failed(id, .busy), .failed(id, .noAnswer), .failed(id, .unreachable),
          .hungUp(id, .onHook),
        ].map { ($0, 700_003) }
      }
    }
    for seat in ["1001", "1002", "2001"] as [SeatName] where isInCall(seat) {
      for key in Self.keys {
        events.append((.command(CommandID(0), seat: seat, key: key, pressed: now), 2_000_003))
      }
    }
    return events + [(.operatorRelease(CallID(1)), 1_000_001)]
  }

  static let keys = [
    "transfer-110", "three-way-110", "transfer-12345", "consult-110", "return", "accept",
    "decline", "hold", "release", "emergency", "level-3", "cancel",
  ]

  private func isInCall(_ seat: SeatName) -> Bool {
    switchboard.calls[CallID(1)]?.legs.contains { $0.party == .seat(seat) && $0.phase == .answered }
      ?? false
  }

  mutating func send(_ event: Event, after microseconds: Int64) {
    steps.append("\(event)")
    now = now + .microseconds(microseconds)
    switch event {
    case .answered(let leg): answer(leg)
    case .hungUp(let leg, _), .failed(let leg, _): legs.removeAll { $0.id == leg }
    case .timer(let timer): timers.removeAll { $0.id == timer }
    default: break
    }
    carryOut(switchboard.handle(event, at: now))
  }

  private mutating func answer(_ leg: LegID) {
    guard let index = legs.firstIndex(where: { $0.id == leg }) else { return }
    legs[index].isAnswered = true
  }

  private mutating func carryOut(_ effects: [Effect]) {
    var dialled: [LegID] = []
    for effect in effects {
      switch effect {
      case .dial(let leg, _, _):
        legs.append((leg, false))
        dialled.append(leg)
      case .release(let leg, _), .reject(let leg, _): legs.removeAll { $0.id == leg }
      case .startTimer(let timer, let duration):
        timers.removeAll { $0.id == timer }
        timers.append((timer, now + duration))
      case .stopTimer(let timer): timers.removeAll { $0.id == timer }
      case .record(let record) where record.ending != nil: closed.append(record)
      default: break
      }
    }
    // The line says so at once, before anything else can happen to them.
    for leg in dialled where legs.contains(where: { $0.id == leg }) {
      carryOut(switchboard.handle(.inviteSent(leg, sipCallID: "out"), at: now))
    }
  }
}
