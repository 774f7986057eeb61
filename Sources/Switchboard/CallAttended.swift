internal import Routing

/// Attended transfer (RFC 5589 section 7): a seat's own call to the other desk joins the citizen's.
extension Call {
  /// Refuses a call before it is one.
  ///
  /// - Parameter reason: how the caller's leg ended; without it, with the status.
  mutating func refuse(status: Int, because reason: String? = nil, on desk: inout Desk) {
    desk.emit(.reject(caller, status: status))
    forget(caller, reason ?? "rejected-\(status)", on: &desk)
    end(.rejected(status: status), on: &desk)
  }

  /// The seat of `leg`, when it has this call alone and may hand it over.
  func seatThatMayAdopt(from leg: LegID) -> Party? {
    guard case .talking(leg) = state, let party = self.leg(leg)?.party, party.seat != nil else {
      return nil
    }
    return party
  }

  /// Gives up the party that this call reached; the seat that called is let go.
  ///
  /// Only the seat that made this call may hand it on: a dialog of somebody else is not touched.
  ///
  /// - Returns: `nil` when nobody has answered yet; the call then ends all the same, because its
  ///   phone will not go on with it, and the number is rung anew from the citizen's call.
  mutating func surrender(
    to other: CallID, from id: LegID, of seat: Party, on desk: inout Desk
  ) -> Leg? {
    guard id == caller, leg(id)?.party == seat else { return nil }
    var given: Leg?
    if case .talking(let holder) = state, let index = legs.firstIndex(where: { $0.id == holder }) {
      given = legs.remove(at: index)
    }
    if let given {
      record.legs[given.recordIndex].endedAt = since(desk.now)
      record.legs[given.recordIndex].ending = "merged"
      desk.emit(.move(given.id, to: other))
    }
    end(.merged(into: other), on: &desk)
    return given
  }

  /// Takes the party of the seat's other call: the citizen goes on with it, the seat is free.
  mutating func adopt(
    _ given: Leg, from presser: LegID, number: String, pressed: Instant, on desk: inout Desk
  ) {
    let key = Key(name: "refer", action: .transfer, destination: .number(number))
    let now = since(desk.now)
    record.keys.append(
      KeyRecord(
        at: since(pressed), seat: leg(presser)?.party.description ?? "", key: key.name,
        action: key.action.rawValue, source: KeySource.refer.rawValue,
        outcome: KeyOutcome.accepted.description))
    record.transfers.append(
      TransferRecord(
        key: key.name, seat: leg(presser)?.party.description ?? "",
        destination: "number \(number)", outcome: "connected", target: given.party.description,
        t0: since(pressed), t1: now))
    record.legs.append(
      LegRecord(
        leg: given.id.rawValue, party: given.party.description, startedAt: now, answeredAt: now))
    legs.append(
      Leg(
        id: given.id, party: given.party, group: given.group, recordIndex: record.legs.count - 1,
        phase: given.phase, hold: given.hold, isSilent: given.isSilent))
    awaitedVoices.append(AwaitedVoice(transferIndex: record.transfers.count - 1, leg: given.id))
    desk.emit(.notify(presser, .accepted))
    desk.emit(.notify(presser, .final(status: 200)))
    handOver(from: presser, to: given.id, on: &desk)
  }
}
