internal import Routing

/// A key that reached its call.
struct KeyPress: Hashable, Sendable {
  let key: Key
  let source: KeySource
  let by: LegID
  /// T0.
  let pressed: Instant
}

/// A refusal on its way up.
struct Refused: Error, Hashable {
  let reason: Refusal

  init(_ reason: Refusal) { self.reason = reason }
}

extension Call {
  /// Carries out a key, or says why not; either way the record knows and the agent hears.
  mutating func press(_ press: KeyPress, on desk: inout Desk) -> KeyOutcome {
    let outcome = isBounce(press, on: desk) ? .ignored : act(press, on: &desk)
    noteKey(press, outcome, on: desk)
    answer(press, outcome, on: &desk)
    if press.key.action == .level, let level = press.key.level, outcome.isCarriedOut {
      tellDesk(of: level, press, on: &desk)
    }
    return outcome
  }

  /// A digit from a seat, which may complete a key; a citizen's digits are never commands.
  mutating func digit(
    _ digit: Character, of id: LegID, _ source: KeySource, pressed: Instant, on desk: inout Desk
  ) {
    guard let index = legs.firstIndex(where: { $0.id == id }), id != caller else { return }
    let result = legs[index].digits.take(
      digit, from: source, at: desk.now, keys: desk.keys, echo: desk.policy.debounce)
    switch result {
    case .partial, .echo: return
    case .key(let key):
      _ = press(KeyPress(key: key, source: source, by: id, pressed: pressed), on: &desk)
    case .unknown(let digits):
      let key = Key(name: digits, action: .cancel)
      let press = KeyPress(key: key, source: source, by: id, pressed: pressed)
      noteKey(press, .refused(.unknownKey), on: desk)
      answer(press, .refused(.unknownKey), on: &desk)
    }
  }

  private mutating func isBounce(_ press: KeyPress, on desk: Desk) -> Bool {
    guard let index = legs.firstIndex(where: { $0.id == press.by }) else { return false }
    let last = legs[index].lastPress
    legs[index].lastPress = Leg.Press(key: press.key.name, at: desk.now)
    guard let last, last.key == press.key.name else { return false }
    return desk.now - last.at < desk.policy.debounce
  }

  private mutating func noteKey(_ press: KeyPress, _ outcome: KeyOutcome, on desk: Desk) {
    record.keys.append(
      KeyRecord(
        at: since(press.pressed),
        seat: record.legs.first { $0.leg == press.by.rawValue }?.party ?? "",
        key: press.key.name, action: press.key.action.rawValue, source: press.source.rawValue,
        outcome: outcome.description))
  }

  /// A tone for a key; a NOTIFY speaks for a REFER.
  private func answer(_ press: KeyPress, _ outcome: KeyOutcome, on desk: inout Desk) {
    guard leg(press.by) != nil, press.source != .refer else { return }
    switch outcome {
    // The sentence itself is the answer.
    case .accepted where press.key.action == .guide: break
    case .accepted: desk.emit(.tell(press.by, .keyAccepted))
    case .refused(let reason): desk.emit(.tell(press.by, .keyRefused(reason)))
    case .ignored: break
    }
  }

  /// The next state, for each state and each key.
  private mutating func act(_ press: KeyPress, on desk: inout Desk) -> KeyOutcome {
    if let outcome = mark(press, on: &desk) { return outcome }
    let action: KeyAction = press.key.action == .level ? .emergency : press.key.action
    switch (state, state.role(of: press.by)) {
    case (.talking(let holder), .holder): return whileTalking(holder, action, press, on: &desk)
    case (.adding(let holder?, let addition), .holder),
      (.adding(let holder?, let addition), .target):
      return whileAdding(holder, addition, action, press, on: &desk)
    case (.asking(let holder, let addition), .holder):
      return whileAsking(holder, addition, action, press, on: &desk)
    case (.consulting(let conference), .holder?), (.consulting(let conference), .target?):
      return whileConsulting(conference, action, press, on: &desk)
    case (.conferring(let conference), .holder?), (.conferring(let conference), .target?):
      return whileConferring(conference, action, press, on: &desk)
    case (.arriving, _), (.refusing, _), (.waiting, _), (.recalling, _), (.confirming, _),
      (.ended, _):
      return .refused(.notInCall)
    case (.talking, _), (.adding, _), (.asking, _), (.consulting, _), (.conferring, _):
      return .refused(.notYours)
    }
  }

  /// What only marks the call, whatever its state; `nil` when the key does more.
  private mutating func mark(_ press: KeyPress, on desk: inout Desk) -> KeyOutcome? {
    guard press.by != caller, state.role(of: press.by) != .rung else { return nil }
    switch press.key.action {
    case .markHarassment:
      record.harassment = true
      return .accepted
    case .reason:
      record.reason = press.key.reason
      return .accepted
    case .guide: return guide(press, on: &desk)
    case .level:
      guard let level = press.key.level else { return .refused(.unknownKey) }
      record.level = level.rawValue
      // From 较大 up, 110 goes first: the rest is what the emergency key does.
      return level >= .larger ? nil : .accepted
    case .record, .stopRecording:
      recordsByKey = press.key.action == .record
      return .accepted
    case .pause, .ready:
      guard let seat = leg(press.by)?.party.seat else { return .refused(.notYours) }
      desk.setPaused(seat, press.key.action == .pause)
      return .accepted
    case .transfer, .threeWay, .consult, .accept, .decline, .return, .cancel, .hold, .emergency,
      .release:
      return nil
    }
  }
}
