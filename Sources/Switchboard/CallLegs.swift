internal import Routing

extension Call {
  /// The leg of this id, while it is in the call.
  func leg(_ id: LegID) -> Leg? { legs.first { $0.id == id } }

  /// Adds a leg; its seat is engaged from now on.
  mutating func admit(
    _ id: LegID, _ party: Party, group: GroupName?, on desk: inout Desk
  ) {
    record.legs.append(
      LegRecord(leg: id.rawValue, party: party.description, startedAt: since(desk.now)))
    legs.append(
      Leg(id: id, party: party, group: group, recordIndex: record.legs.count - 1, phase: .calling))
    desk.engage(party, with: id)
  }

  /// Lets go of a leg, whatever its stage.
  mutating func letGo(
    _ id: LegID, _ why: Letting, freesSeat: Bool = true, on desk: inout Desk
  ) {
    guard leg(id) != nil else { return }
    desk.emit(.release(id, why))
    forget(id, why.rawValue, freesSeat: freesSeat, on: &desk)
  }

  /// A leg is gone: nothing is to be said to it any more.
  ///
  /// - Parameter freesSeat: `false` for a seat that did not take the call: it would not take the
  ///   next either, so nobody who waits is offered to it before the retry timer says so.
  mutating func forget(
    _ id: LegID, _ why: String, freesSeat: Bool = true, on desk: inout Desk
  ) {
    guard let index = legs.firstIndex(where: { $0.id == id }) else { return }
    let leg = legs.remove(at: index)
    desk.disengage(id, isWilling: freesSeat, wrapUp: wrapUp(after: leg, on: desk))
    record.legs[leg.recordIndex].endedAt = since(desk.now)
    record.legs[leg.recordIndex].ending = why
  }

  /// A seat that had a call writes down what it was about; one that called itself does not.
  private func wrapUp(after leg: Leg, on desk: Desk) -> (call: CallID, length: Duration)? {
    guard let seat = leg.party.seat, leg.phase == .answered, leg.id != caller else { return nil }
    let length = desk.wrapUp(of: seat, in: leg.group)
    return length > .zero ? (id, length) : nil
  }

  /// Answers the caller's INVITE, once.
  mutating func answerCaller(on desk: inout Desk) {
    guard let index = legs.firstIndex(where: { $0.id == caller }) else { return }
    guard legs[index].phase != .answered else { return }
    legs[index].phase = .answered
    desk.emit(.answer(caller))
    record.answeredAt = since(desk.now)
    record.legs[legs[index].recordIndex].answeredAt = since(desk.now)
    watchMedia(of: legs[index], on: &desk)
  }

  /// Ends the call, in this one place, with this one reason.
  mutating func end(_ ending: Ending, on desk: inout Desk) {
    guard !isEnded else { return }
    endOpenTransfer(ending.description)
    endNegotiation("left", on: desk)
    state = .ended(ending)
    record.ending = ending.description
    record.endedAt = since(desk.now)
    let why: Letting = ending == .operatorCommand ? .operatorCommand : .callEnded
    for leg in legs { letGo(leg.id, why, on: &desk) }
  }

  // MARK: Timers

  mutating func startTimer(_ kind: TimerKind, _ duration: Duration, on desk: inout Desk) {
    timers.insert(kind)
    desk.emit(.startTimer(TimerID(call: id, kind: kind), duration))
  }

  /// Whether the call, as it stands, waits for this timer.
  private func wants(_ kind: TimerKind) -> Bool {
    switch (kind, state) {
    case (.ring, _): state.hunt?.legs.isEmpty == false
    case (.retry, .waiting(let waiting)): waiting.hunt.legs.isEmpty
    case (.announce, .waiting): true
    case (.confirmation, .confirming): true
    case (.negotiation, .consulting(let conference)),
      (.negotiation, .conferring(let conference)):
      conference.negotiation.isOpen
    case (.announcement, .refusing): true
    case (.media(let leg), _): self.leg(leg)?.isMissed == true
    case (.retry, _), (.announce, _), (.confirmation, _), (.negotiation, _), (.announcement, _),
      (.wrapUp, _):
      false
    }
  }

  // MARK: The end of a turn

  /// Brings the world in line with the state.
  mutating func settle(on desk: inout Desk) {
    let named = Set(state.legs + (isEnded ? [] : [caller]))
    for leg in legs where !named.contains(leg.id) { letGo(leg.id, .callEnded, on: &desk) }
    for kind in timers.sorted(by: { "\($0)" < "\($1)" }) where !wants(kind) {
      timers.remove(kind)
      desk.emit(.stopTimer(TimerID(call: id, kind: kind)))
    }
    sendMatrix(on: &desk)
    settleRecording(on: &desk)
    sendRecord(on: &desk)
  }
}
