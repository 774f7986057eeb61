internal import Routing

/// The record's book-keeping: nothing here changes what happens.
extension Call {
  /// Microseconds since the call began.
  func since(_ instant: Instant) -> Int64 { instant.microseconds - start.microseconds }

  /// What the site's clocks show now, as they went at arrival: setting the machine's clock while a
  /// call is up changes nothing for it.
  func localTime(on desk: Desk) -> CivilTime { arrival.localTime.advanced(by: desk.now - start) }

  /// Who has the call now; the first of them is first receiver for ever (首接负责制).
  mutating func noteReceiver(_ leg: LegID, on desk: Desk) {
    guard let party = self.leg(leg)?.party else { return }
    if firstReceiver == nil {
      firstReceiver = party
      record.firstReceiver = party.description
      record.talkingAt = since(desk.now)
    }
    record.finalReceiver = party.description
  }

  mutating func noteHandover(_ party: Party, _ group: GroupName?, on desk: Desk) {
    handover = Handover(from: party, group: group, at: desk.now)
  }

  /// Whom a search will ring, stage by stage: `group 12345: 1002 | 1001`; what the number plan says of
  /// it, if that is more, stands before it.
  mutating func noteRoute(_ hunt: Hunt, by plan: RoutePlan? = nil, on desk: Desk) {
    if let words = plan?.note { note(route: words) }
    let stages = hunt.stages.map { stage in
      (stage.group.map { "group \($0): " } ?? "\(hunt.destination): ") + words(stage, on: desk)
    }
    record.route =
      (record.route ?? []) + (stages.isEmpty ? ["\(hunt.destination): nobody"] : stages)
  }

  /// Who of a stage is free, as they will be rung; the first few of many.
  private func words(_ stage: RingStage, on desk: Desk) -> String {
    let limit = 8
    let roster = stage.roster.flatMap { desk.seats.roster($0) }
    let targets =
      roster.map { $0.free(atMost: limit).map { .seat($0) } + $0.others } ?? stage.targets
    let more = (roster?.freeCount ?? 0) - limit
    let names = targets.map(\.description) + (more > 0 ? ["\(more) more"] : [])
    return names.isEmpty
      ? "nobody free" : names.joined(separator: stage.strategy == .all ? ", " : " | ")
  }

  /// How long a seat that left the call wrote about it.
  mutating func noteWrapUp(of leg: LegID, _ length: Duration) {
    guard let index = record.legs.firstIndex(where: { $0.leg == leg.rawValue }) else { return }
    record.legs[index].wrapUp = length.milliseconds
  }

  mutating func note(route: String) { record.route = (record.route ?? []) + [route] }

  // MARK: Negotiation

  /// Two desks have the call: they agree, or the clock decides.
  mutating func beginNegotiation(_ addition: Addition, with target: LegID, on desk: inout Desk) {
    record.negotiations.append(NegotiationRecord(startedAt: since(desk.now)))
    if addition.isEmergency {
      noteDecision("emergency", target, on: desk)
    } else {
      startTimer(.negotiation, desk.policy.negotiation, on: &desk)
    }
  }

  mutating func noteDecision(_ outcome: String, _ responsible: LegID, on desk: Desk) {
    guard let last = record.negotiations.indices.last else { return }
    let party = leg(responsible)?.party.description
    record.negotiations[last].decidedAt = since(desk.now)
    record.negotiations[last].outcome = outcome
    record.negotiations[last].responsible = party
    record.finalReceiver = party ?? record.finalReceiver
  }

  /// Somebody left before it was decided.
  mutating func endNegotiation(_ outcome: String, on desk: Desk) {
    guard let last = record.negotiations.indices.last else { return }
    guard record.negotiations[last].outcome == nil else { return }
    record.negotiations[last].decidedAt = since(desk.now)
    record.negotiations[last].outcome = outcome
  }

  // MARK: Prompts and states

  /// The sentences that somebody begins to hear.
  mutating func notePrompts(in next: HearingMatrix, on desk: Desk) {
    for row in next.rows {
      guard let intro = row.sound?.intros.first, matrix[row.listener]?.sound != row.sound
      else { continue }
      note(intro, to: row.listener, on: desk)
    }
  }

  /// The announcement at that place is over; the next begins.
  mutating func noteNextPrompt(after place: Int, on desk: Desk) {
    let intros = matrix[caller]?.sound?.intros ?? []
    guard intros == announcements, place + 1 < intros.count else { return }
    note(intros[place + 1], to: caller, on: desk)
  }

  private mutating func note(_ prompt: Prompt, to listener: LegID, on desk: Desk) {
    record.prompts.append(
      PromptRecord(
        at: since(desk.now), prompt: prompt.name, to: leg(listener)?.party.description ?? ""))
  }

  /// The state's name as people read it; `held` is talking with the holder on hold.
  var stateName: String {
    switch state {
    case .arriving: "arriving"
    case .refusing: "refusing"
    case .waiting: "waiting"
    case .talking(let holder):
      leg(holder).map { $0.hold == .none } ?? true ? "talking" : "held"
    case .adding: "adding"
    case .asking, .consulting: "consulting"
    case .conferring: "conferring"
    case .recalling: "recalling"
    case .confirming: "confirming"
    case .ended: "ended"
    }
  }

  /// Keeps the intervals up to date and hands the record out when there is something to keep.
  mutating func sendRecord(on desk: inout Desk) {
    let name = stateName
    let isNewState = name != recordedState
    if isNewState {
      closeInterval(on: desk)
      if !isEnded { record.states.append(StateRecord(state: name, from: since(desk.now))) }
    }
    guard isNewState || record.keys.count != recordedKeys else { return }
    recordedState = name
    recordedKeys = record.keys.count
    desk.emit(.record(record))
  }

  private mutating func closeInterval(on desk: Desk) {
    guard let last = record.states.indices.last else { return }
    let length = since(desk.now) - record.states[last].from
    record.states[last].milliseconds = length / 1000
    record.states[last].microseconds = length
  }
}
