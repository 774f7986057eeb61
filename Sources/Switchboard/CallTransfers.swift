internal import Routing

/// A transfer whose citizen's voice has not yet been heard by the new party.
struct AwaitedVoice: Hashable, Sendable {
  let transferIndex: Int
  let leg: LegID
  /// The matrix that lets the voice through, once it is sent out.
  var serial: Int?
}

extension Call {
  /// Begins to ring whom a key asks for; the state says what it means for those who talk.
  ///
  /// - Returns: the addition with its first legs ringing, or why nobody could be rung.
  mutating func begin(
    _ press: KeyPress, to destination: Destination, leave: LeavePolicy, isEmergency: Bool,
    on desk: inout Desk
  ) -> Result<Addition, Refused> {
    guard let presser = leg(press.by) else { return .failure(Refused(.notInCall)) }
    let plan = desk.directory.plan(
      for: RouteRequest(
        destination, from: .agent(desk.platform(of: presser)), at: localTime(on: desk)))
    var hunt = search(
      along: plan, for: destination, isTransfer: true, isEmergency: isEmergency, on: desk)
    // A destination that the site gave up is one for calls under way to it, and for no key.
    guard desk.directory.resolve(destination) != nil, !hunt.stages.isEmpty else {
      return .failure(Refused(.noSuchDestination))
    }
    noteRoute(hunt, by: plan, on: desk)
    guard ringNext(&hunt, on: &desk) else { return .failure(Refused(.nobodyFree)) }
    record.transfers.append(
      TransferRecord(
        key: press.key.name, seat: presser.party.description, destination: destination.description,
        t0: since(press.pressed), t1: since(desk.now)))
    return .success(
      Addition(
        hunt: hunt, leave: leave, isEmergency: isEmergency, presser: press.by,
        presserParty: presser.party, presserGroup: presser.group,
        transferIndex: record.transfers.count - 1,
        referrer: press.source == .refer ? press.by : nil))
  }

  /// The target answered.
  mutating func succeed(_ addition: Addition, with leg: LegID, on desk: inout Desk) {
    record.transfers[addition.transferIndex].t4 = since(desk.now)
    record.transfers[addition.transferIndex].outcome = "connected"
    record.transfers[addition.transferIndex].target = self.leg(leg)?.party.description
    awaitedVoices.append(AwaitedVoice(transferIndex: addition.transferIndex, leg: leg))
    notify(addition, .final(status: 200), on: &desk)
  }

  /// Nobody of its targets could be had.
  mutating func fail(_ addition: Addition, _ failure: Failure, on desk: inout Desk) {
    record.transfers[addition.transferIndex].outcome = failure.description
    notify(addition, .final(status: failure.status), on: &desk)
  }

  /// The targets need not answer any more.
  mutating func cancel(_ addition: Addition, _ why: String, on desk: inout Desk) {
    for leg in addition.hunt.legs { letGo(leg, .cancelled, on: &desk) }
    record.transfers[addition.transferIndex].outcome = why
    notify(addition, .final(status: 487), on: &desk)
  }

  /// The call ends while a target still rings.
  mutating func endOpenTransfer(_ why: String) {
    switch state {
    case .adding(_, let addition), .asking(_, let addition):
      record.transfers[addition.transferIndex].outcome = why
    case .arriving, .refusing, .waiting, .talking, .consulting, .conferring, .recalling,
      .confirming,
      .ended:
      break
    }
  }

  private func notify(_ addition: Addition, _ progress: ReferProgress, on desk: inout Desk) {
    guard let referrer = addition.referrer, leg(referrer) != nil else { return }
    desk.emit(.notify(referrer, progress))
  }

  // MARK: The measured key

  private var openAddition: Addition? {
    switch state {
    case .adding(_, let addition), .asking(_, let addition): addition
    case .arriving, .refusing, .waiting, .talking, .consulting, .conferring, .recalling,
      .confirming,
      .ended:
      nil
    }
  }

  /// T2, of the first INVITE of a transfer.
  mutating func stampInvite(of leg: LegID, on desk: Desk) {
    guard let addition = openAddition, addition.hunt.legs.contains(leg) else { return }
    let index = addition.transferIndex
    if record.transfers[index].t2 == nil { record.transfers[index].t2 = since(desk.now) }
  }

  /// T3, and the first ringing that a REFER hears of.
  mutating func stampRinging(of leg: Leg, on desk: inout Desk) {
    record.legs[leg.recordIndex].ringingAt = since(desk.now)
    guard let addition = openAddition, addition.hunt.legs.contains(leg.id) else { return }
    guard record.transfers[addition.transferIndex].t3 == nil else { return }
    record.transfers[addition.transferIndex].t3 = since(desk.now)
    notify(addition, .ringing, on: &desk)
  }

  /// Asks for T6 where a new party begins to hear the citizen.
  mutating func watchFirstVoices(in next: HearingMatrix, on desk: inout Desk) {
    for index in awaitedVoices.indices where awaitedVoices[index].serial == nil {
      let listener = awaitedVoices[index].leg
      guard next[listener]?.voices.contains(caller) == true else { continue }
      awaitedVoices[index].serial = serial
      desk.emit(.watchFirstVoice(from: caller, to: listener))
    }
  }

  /// T5.
  mutating func hearingInForce(_ serial: Int, on desk: Desk) {
    for awaited in awaitedVoices where awaited.serial == serial {
      record.transfers[awaited.transferIndex].t5 = since(desk.now)
    }
    awaitedVoices.removeAll {
      $0.serial == serial && record.transfers[$0.transferIndex].t6 != nil
    }
  }

  /// T6.
  mutating func firstVoice(at listener: LegID, on desk: Desk) {
    for awaited in awaitedVoices where awaited.leg == listener && awaited.serial != nil {
      record.transfers[awaited.transferIndex].t6 = since(desk.now)
    }
    awaitedVoices.removeAll {
      $0.leg == listener && $0.serial != nil && record.transfers[$0.transferIndex].t5 != nil
    }
  }
}
