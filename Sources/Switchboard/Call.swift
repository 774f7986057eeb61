internal import Routing

/// One citizen's call: a value that says what must happen next.
///
/// The call is its state: who the state names is in the call; `settle` lets go of everybody else, stops
/// every timer that the state does not want and sends out the hearing matrix that follows from it.
struct Call: Sendable {
  let id: CallID
  let arrival: Arrival
  let start: Instant
  /// What was decided at arrival; tables that change later do not concern it.
  let plan: RoutePlan
  /// Which of its announcements the citizen has heard to the end, and whether that is all.
  var announced: Set<Prompt> = []
  var isAnnounced = false
  /// The leg that is never dropped, unless a seat called.
  var caller: LegID
  /// Everybody who is in the call, the caller first, then in order of arrival.
  var legs: [Leg] = []
  var state: State
  var record: CallRecord
  var matrix = HearingMatrix()
  var serial = 0
  var timers: Set<TimerKind> = []
  var firstReceiver: Party?
  /// Why the caller counts as a nuisance; `nil` for calls towards the emergency desk in any case.
  let nuisance: Nuisance?
  /// Who handed the call over last, for the way back and to know a ping-pong.
  var handover: Handover?
  /// When the present holder took the call.
  var holderSince: Instant
  /// Transfers whose T5 and T6 are still to come.
  var awaitedVoices: [AwaitedVoice] = []
  /// What a key said about the recording; it holds until the call ends.
  var recordsByKey: Bool?
  /// Whose voice is the citizen's in the recording; `nil` while nothing is recorded.
  var recordedCitizen: LegID?
  /// Whether the caller is told while it rings that the call is recorded.
  var announcesRecording = false
  /// The state and the number of keys that the record was last sent with.
  var recordedState = ""
  var recordedKeys = 0

  /// One passing of the call from desk to desk.
  struct Handover: Hashable, Sendable {
    let from: Party
    let group: GroupName?
    let at: Instant
  }

  /// Opens the call: the caller's leg exists, nobody rings yet.
  init(_ arrival: Arrival, caller: LegID, by plan: RoutePlan, on desk: inout Desk) {
    id = arrival.call
    self.arrival = arrival
    self.plan = plan
    self.caller = caller
    start = desk.now
    nuisance = desk.isEmergencyDesk(.number(arrival.dialled)) ? nil : arrival.nuisance
    holderSince = desk.now
    state = .arriving(Hunt(.number(arrival.dialled)))
    record = CallRecord(
      id: arrival.call.description, callerNumber: arrival.callerNumber, dialled: arrival.dialled,
      source: Call.source(of: arrival.party), wallClock: arrival.wallClock,
      monotonicStart: start.microseconds)
    record.nuisance = nuisance
    admit(caller, arrival.party, group: nil, on: &desk)
    record.legs[0].sipCallID = arrival.sipCallID
  }

  private static func source(of party: Party) -> String {
    switch party {
    case .citizen(let trunk): "trunk \(trunk)"
    case .seat(let seat): "seat \(seat)"
    case .trunk(let trunk, _): "trunk \(trunk)"
    }
  }

  /// Whether the caller must never be dropped: everybody from outside, not a seat that dialled.
  var isProtected: Bool { leg(caller)?.party.seat == nil }

  var isEnded: Bool {
    if case .ended = state { true } else { false }
  }
}

// MARK: What happens to its legs

extension Call {
  /// An event of one of its legs, or of its timers.
  mutating func handle(_ event: LegEvent, of id: LegID, on desk: inout Desk) {
    guard let index = legs.firstIndex(where: { $0.id == id }) else { return }
    switch event {
    case .inviteSent(let sipCallID):
      record.legs[legs[index].recordIndex].sipCallID = sipCallID
      stampInvite(of: id, on: desk)
    case .ringing(let earlyMedia):
      guard legs[index].phase != .answered, id != caller else { return }
      legs[index].phase = .ringing(earlyMedia: earlyMedia)
      stampRinging(of: legs[index], on: &desk)
    case .mediaLost:
      legs[index].isSilent = true
      watchMedia(of: legs[index], on: &desk)
    case .mediaBack: legs[index].isSilent = false
    case .promptPlayed(let prompt):
      guard id == caller else { return }
      played(prompt, on: &desk)
    case .phoneHeld: legs[index].hold = .phone
    case .phoneRetrieved:
      guard legs[index].hold == .phone else { return }
      legs[index].hold = .none
      watchMedia(of: legs[index], on: &desk)
    case .answered:
      guard state.role(of: id) == .rung else { return }
      legs[index].phase = .answered
      record.legs[legs[index].recordIndex].answeredAt = since(desk.now)
      watchMedia(of: legs[index], on: &desk)
      move(.answered(id), on: &desk)
    case .failed(let failure):
      rungLegGone(id, failure, on: &desk)
    case .hungUp(let departure):
      hungUp(id, departure, on: &desk)
    }
  }

  /// Sets a limit to the silence of a leg that should be heard.
  mutating func watchMedia(of leg: Leg, on desk: inout Desk) {
    let kind = TimerKind.media(leg.id)
    guard leg.isMissed, !timers.contains(kind) else { return }
    startTimer(kind, desk.policy.mediaGrace, on: &desk)
  }

  private mutating func hungUp(_ id: LegID, _ departure: Departure, on desk: inout Desk) {
    if id == caller {
      forget(id, departure.rawValue, on: &desk)
      return end(endingOfCaller(departure), on: &desk)
    }
    guard let leg = leg(id) else { return }
    let role = state.role(of: id)
    if role == .rung { return rungLegGone(id, .declined, on: &desk) }
    forget(id, departure.rawValue, on: &desk)
    depart(leg, as: role, departure, on: &desk)
  }

  private mutating func depart(
    _ leg: Leg, as role: Role?, _ departure: Departure, on desk: inout Desk
  ) {
    switch role {
    case .holder: move(.holderLeft(leg, departure), on: &desk)
    case .target: move(.targetLeft(leg), on: &desk)
    case .rung, nil: break
    }
  }

  private func endingOfCaller(_ departure: Departure) -> Ending {
    switch departure {
    case .lost: .callerLost
    case .onHook:
      if case .confirming = state {
        .released
      } else {
        firstReceiver == nil ? .abandoned : .callerHungUp
      }
    }
  }

  /// One of its timers ran out.
  mutating func handle(_ kind: TimerKind, on desk: inout Desk) {
    guard timers.remove(kind) != nil else { return }
    switch kind {
    case .ring: ringTimeOver(on: &desk)
    case .retry: move(.retry, on: &desk)
    case .announce: move(.announce, on: &desk)
    case .confirmation: confirm(on: &desk)
    case .negotiation: move(.undecided, on: &desk)
    case .announcement: endAnnouncement(on: &desk)
    case .media(caller):
      // A silent citizen is not a gone one: ask the dialog, and go on asking.
      desk.emit(.probe(caller))
      startTimer(kind, desk.policy.mediaGrace, on: &desk)
    case .media(let leg): giveUp(leg, on: &desk)
    case .wrapUp: break
    }
  }

  /// A leg that has been silent too long: its phone is dead, whatever its dialog says.
  private mutating func giveUp(_ id: LegID, on desk: inout Desk) {
    guard let leg = leg(id) else { return }
    let role = state.role(of: id)
    letGo(id, .lost, on: &desk)
    depart(leg, as: role, .lost, on: &desk)
  }
}

/// What one leg reports, once it is known whose it is.
enum LegEvent: Hashable, Sendable {
  case inviteSent(sipCallID: String)
  case ringing(earlyMedia: Bool)
  case answered
  case failed(Failure)
  case hungUp(Departure)
  case mediaLost, mediaBack
  case phoneHeld, phoneRetrieved
  case promptPlayed(Prompt)
}
