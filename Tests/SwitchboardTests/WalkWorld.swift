import Routing
import Switchboard

/// The world outside the Switchboard: it believes what the effects say and forgets nothing.
struct WalkWorld {
  struct Leg {
    var call: CallID
    let party: Party
    let isCaller: Bool
    var isAnswered = false
    /// The far side hears ringback or has early media from us.
    var isRinging = false
    var isSilent = false
    var isHeld = false
    var referrals = 0
  }

  struct Live {
    var caller: LegID
    var matrix = HearingMatrix()
    var record: CallRecord?
    let start: Instant
    let isProtected: Bool
  }

  var legs: [LegID: Leg] = [:]
  var calls: [CallID: Live] = [:]
  var timers: [TimerID: Instant] = [:]
  /// Legs that were let go not long ago: late news about them still comes in.
  var gone: [LegID] = []
  /// Whose voice is the citizen's in the recording of a call.
  var recorded: [CallID: LegID] = [:]
  /// Messages whose answer is still to come.
  var messages: [(target: Target, call: CallID)] = []
  var violations: [String] = []
  private(set) var ended = 0
  private(set) var transfers = 0
  private(set) var waited = 0
  private(set) var wrapUps = 0
  private(set) var endings: [String: Int] = [:]

  mutating func check(_ holds: Bool, _ rule: @autoclosure () -> String) {
    if !holds { violations.append(rule()) }
  }

  /// The sentences that a leg hears now and next.
  func intros(of leg: LegID) -> [Prompt] {
    legs[leg].flatMap { calls[$0.call]?.matrix[leg]?.sound?.intros } ?? []
  }

  // MARK: Effects

  mutating func believe(_ effects: [Effect], after event: Event, at now: Instant) {
    for effect in effects { believe(effect, after: event, at: now) }
  }

  private mutating func believe(_ effect: Effect, after event: Event, at now: Instant) {
    switch effect {
    case .dial(let leg, let target, let identity):
      check(legs[leg] == nil, "dials a leg that exists")
      check(calls[identity.call] != nil, "dials for a call that is gone")
      checkRoom(for: target)
      legs[leg] = Leg(call: identity.call, party: Party(target), isCaller: false)
    case .ring(let leg):
      check(legs[leg]?.isCaller == true && legs[leg]?.isAnswered == false, "180 out of place")
      legs[leg]?.isRinging = true
    case .answer(let leg):
      check(legs[leg]?.isCaller == true && legs[leg]?.isAnswered == false, "200 out of place")
      legs[leg]?.isAnswered = true
    case .reject(let leg, _):
      check(legs[leg]?.isCaller == true && legs[leg]?.isAnswered == false, "refusal out of place")
      drop(leg)
    case .release(let leg, _):
      let isLate = event == .answered(leg)
      check(legs[leg] != nil || isLate, "releases a leg that is not there")
      checkCause(of: leg, event)
      drop(leg)
    case .move(let leg, let call):
      check(legs[leg] != nil && calls[call] != nil, "moves what is not there")
      legs[leg]?.call = call
      legs[leg]?.referrals = 0
    case .hear(let call, let matrix, _): hear(call, matrix)
    case .watchFirstVoice(let from, let to):
      check(legs[from] != nil && legs[to] != nil, "watches a leg that is not there")
    case .startTimer(let timer, let duration):
      check(timer.call.map { calls[$0] != nil } ?? true, "starts a timer of a call that is gone")
      timers[timer] = now + duration
      if case .wrapUp = timer.kind { wrapUps += 1 }
    case .stopTimer(let timer):
      check(timers.removeValue(forKey: timer) != nil, "stops a timer that does not run")
    case .tell(let leg, _):
      check(legs[leg] != nil, "tells a leg that is not there")
      check(legs[leg]?.isAnswered == true, "tells a leg that has not answered")
    case .say(let leg, _, _):
      check(legs[leg]?.isAnswered == true, "says something to a leg that has not answered")
    case .inform(let target, let bulletin):
      check(calls[bulletin.call] != nil, "tells of a call that is gone")
      check(bulletin.level >= .larger, "tells of an ordinary matter")
      messages.append((target, bulletin.call))
    case .notify(let leg, let progress): notify(leg, progress)
    case .probe(let leg): check(legs[leg] != nil, "probes a leg that is not there")
    case .startRecording(let call, let citizen):
      check(calls[call] != nil, "records a call that is gone")
      check(legs[citizen]?.call == call, "records somebody who is not in the call")
      check(recorded[call] != citizen, "starts what runs")
      recorded[call] = citizen
    case .stopRecording(let call):
      check(recorded.removeValue(forKey: call) != nil, "stops what does not run")
    case .reply, .wrappedUp: break
    case .freedByAudit(let party, _): check(false, "\(party) was engaged by no call")
    case .record(let record): keep(record, at: now)
    }
  }

  private mutating func drop(_ leg: LegID) {
    legs[leg] = nil
    gone.append(leg)
    if gone.count > 8 { gone.removeFirst() }
  }

  private mutating func notify(_ leg: LegID, _ progress: ReferProgress) {
    check(legs[leg] != nil, "notifies a leg that is not there")
    switch progress {
    case .accepted: legs[leg]?.referrals += 1
    case .ringing: check((legs[leg]?.referrals ?? 0) > 0, "NOTIFY without a REFER")
    case .refused, .final:
      check((legs[leg]?.referrals ?? 0) > 0, "final NOTIFY without a REFER")
      legs[leg]?.referrals -= 1
    }
  }

  private mutating func hear(_ call: CallID, _ matrix: HearingMatrix) {
    for row in matrix.rows {
      check(legs[row.listener] != nil, "a leg that is gone still listens")
      for voice in row.voices {
        check(legs[voice] != nil, "a leg that is gone is still heard")
        check(voice != row.listener, "somebody hears himself")
        check(legs[voice]?.call == legs[row.listener]?.call, "voices cross between calls")
      }
    }
    calls[call]?.matrix = matrix
  }

  /// The box ends a citizen's leg only on purpose (DOMAIN rule 3).
  private mutating func checkCause(of leg: LegID, _ event: Event) {
    guard let released = legs[leg] else { return }
    guard released.isCaller, released.party.seat == nil else {
      return checkCause(ofDesk: released, event)
    }
    switch event {
    case .operatorRelease: return
    case .hungUp(let other, .onHook): check(other != leg, "releases a caller who hung up")
    case .command(_, _, let key, _, _): check(key == "release", "key \(key) drops the citizen")
    default: check(false, "the citizen is dropped by \(event)")
    }
  }

  /// What goes wrong with somebody who only rings takes nobody out of a conversation.
  private mutating func checkCause(ofDesk released: Leg, _ event: Event) {
    guard released.isAnswered, calls[released.call]?.isProtected == true else { return }
    switch event {
    case .failed: check(false, "a target that failed takes a seat out of the call")
    case .timer(let timer):
      if case .media = timer.kind { return }
      check(false, "the \(timer.kind) timer takes a seat out of the call")
    case .ringing, .inviteSent, .mediaLost, .mediaBack, .phoneHeld, .phoneRetrieved,
      .hearingInForce, .firstVoice, .promptPlayed, .seatReachable, .informed, .audit:
      check(false, "\(event) takes a seat out of the call")
    case .incoming, .answered, .hungUp, .digit, .refer, .command, .operatorRelease: break
    }
  }

  // MARK: Records

  private mutating func keep(_ record: CallRecord, at now: Instant) {
    guard let id = CallID(text: record.id), let live = calls[id] else {
      return check(false, "a record of a call that is gone")
    }
    let first = live.record?.firstReceiver
    check(first == nil || first == record.firstReceiver, "the first receiver changed")
    calls[id]?.record = record
    guard record.ending != nil else { return }
    ended += 1
    endings[record.ending!.hasPrefix("merged") ? "merged" : record.ending!, default: 0] += 1
    waited += record.states.contains { $0.state == "waiting" } ? 1 : 0
    transfers += record.transfers.filter { $0.outcome == "connected" }.count
    check(record.endedAt == now.microseconds - live.start.microseconds, "wrong end in the record")
    let ends = record.states.dropFirst().map(\.from) + [record.endedAt ?? 0]
    for (state, end) in zip(record.states, ends) {
      check(state.milliseconds == (end - state.from) / 1000, "the record's intervals do not add up")
    }
    check(record.legs.allSatisfy { $0.endedAt != nil }, "an open leg")
    check(record.transfers.allSatisfy { $0.outcome != nil }, "a transfer without an outcome")
    check(record.talkingAt == nil || record.firstReceiver != nil, "no first receiver")
    check(legs.values.allSatisfy { $0.call != id }, "a leg is left over")
    check(timers.keys.allSatisfy { $0.call != id }, "a timer is left over")
    check(live.matrix.rows.isEmpty || live.record == nil, "a hearing entry is left over")
    calls[id] = nil
    recorded[id] = nil
  }

  // MARK: What must hold all the time

  mutating func checkAll(_ views: [CallView]) {
    check(views.count == calls.count, "calls of the world and of the Switchboard differ")
    for view in views { check(view) }
  }

  private mutating func check(_ view: CallView) {
    guard let live = calls[view.id], let caller = view.legs.first(where: \.isCaller) else {
      return check(false, "a call without a caller")
    }
    calls[view.id]?.caller = caller.id
    let known = Set(legs.filter { $0.value.call == view.id }.keys)
    check(known == Set(view.legs.map(\.id)), "legs of the world and of the call differ")
    check(live.matrix == view.matrix, "the matrix in force is not the call's")
    // A phone that dialled a key is let go as soon as it has heard the tone.
    if view.state != "confirming" { checkHearing(of: caller, live) }
    check(view.isRecorded == (recorded[view.id] != nil), "recorded or not")
    check(recorded[view.id] ?? caller.id == caller.id, "another leg stands for the citizen")
    let kinds = Set(timers.keys.filter { $0.call == view.id }.map(\.kind))
    switch view.state {
    case "arriving", "recalling", "adding": check(kinds.contains(.ring), "rings without an end")
    case "refusing":
      check(kinds.contains(.announcement), "an announcement without an end")
      check(live.matrix[caller.id]?.sound?.intros.isEmpty == false, "refused without a reason")
    case "waiting": check(kinds.contains(.ring) || kinds.contains(.retry), "waits for nothing")
    default: break
    }
  }

  /// A seat is engaged by the legs that it has, and by nothing else.
  mutating func checkSeats(_ views: [SeatView]) {
    for view in views {
      let own = legs.values.filter { $0.party.seat == view.name }
      check(own.isEmpty == (view.call == nil), "seat \(view.name) is engaged by nothing, or not")
      let isTalking = own.contains(where: \.isAnswered)
      check(isTalking == (view.state == .talking), "seat \(view.name) is not \(view.state)")
      check(!own.isEmpty || view.state != .ringing, "seat \(view.name) does not ring")
    }
  }

  private mutating func checkRoom(for target: Target) {
    guard case .trunk("police", _) = target else { return }
    let busy = legs.values.count { leg in
      if case .trunk("police", _) = leg.party { true } else { false }
    }
    check(busy < WalkSite.policeChannels, "more calls than the trunk has channels")
  }

  /// Somebody, ringback, music or a prompt: never silence.
  private mutating func checkHearing(of caller: LegView, _ live: Live) {
    guard let hearing = live.matrix[caller.id] else {
      return check(false, "the caller has no row in the matrix")
    }
    check(!hearing.voices.isEmpty || hearing.sound != nil, "the caller hears silence")
    for voice in hearing.voices {
      let leg = legs[voice]
      check(leg?.isSilent == false && leg?.isHeld == false, "the caller hears a mute leg")
    }
    check(
      legs[caller.id]?.isAnswered == true || legs[caller.id]?.isRinging == true
        || legs[caller.id]?.party.seat != nil || !legs[caller.id]!.isCaller,
      "the caller was never answered nor rung")
  }
}
