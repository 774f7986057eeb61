internal import Routing

/// From 较大 up, 110 goes first and 12345 is told in parallel: by message, so that nobody is kept
/// from a citizen by it.
extension Call {
  /// Tells the desk that the site names, unless it is in the call or knows already.
  mutating func tellDesk(of level: Level, _ press: KeyPress, on desk: inout Desk) {
    guard let destination = desk.policy.tell, level >= .larger else { return }
    guard !legs.contains(where: { $0.phase == .answered && isDesk(of: destination, $0, on: desk) }),
      !(record.told ?? []).contains(where: { $0.level >= level.rawValue })
    else { return }
    let bulletin = Bulletin(
      call: id, level: level, callerNumber: arrival.callerNumber, dialled: arrival.dialled,
      seat: leg(press.by)?.party.description ?? "")
    let targets = listeners(at: destination, on: desk)
    for target in targets {
      note(target.description, level, on: desk)
      desk.emit(.inform(target, bulletin))
    }
    if targets.isEmpty {
      note("\(destination)", level, on: desk)
      told("\(destination)", isTaken: false, on: &desk)
    }
  }

  /// Whoever of the desk has no call; when all have one, all that can be reached.
  private func listeners(at destination: Destination, on desk: Desk) -> [Target] {
    var seen: Set<Target> = []
    let order = desk.order(to: destination, at: localTime(on: desk))
    let targets = order.stages.flatMap(\.targets).filter { seen.insert($0).inserted }
    let reached = targets.filter { $0.seat.map { desk.seats[$0].isReachable } ?? true }
    let idle = reached.filter { $0.seat.map { desk.seats[$0].isFree } ?? true }
    return Array((idle.isEmpty ? reached : idle).prefix(32))
  }

  private mutating func note(_ party: String, _ level: Level, on desk: Desk) {
    record.told =
      (record.told ?? []) + [
        ToldRecord(at: since(desk.now), level: level.rawValue, party: party, outcome: nil)
      ]
  }

  /// A message was taken, or could not be brought.
  ///
  /// When nobody took it, whoever is in the call is told: somebody has to use the telephone.
  mutating func told(_ party: String, isTaken: Bool, on desk: inout Desk) {
    guard let told = record.told,
      let index = told.lastIndex(where: { $0.party == party && $0.outcome == nil })
    else { return }
    record.told?[index].outcome = isTaken ? "taken" : "failed"
    let same = record.told?.filter { $0.level == told[index].level } ?? []
    guard same.allSatisfy({ $0.outcome == "failed" }) else { return }
    for id in state.legs where leg(id)?.phase == .answered {
      desk.emit(.tell(id, .nobodyTold))
    }
  }
}

extension Target {
  /// The seat, when it is one.
  fileprivate var seat: SeatName? { if case .seat(let name) = self { name } else { nil } }
}

/// What a desk is told of a call that it is not in.
package struct Bulletin: Hashable, Sendable {
  package let call: CallID
  package let level: Level
  /// Empty when withheld.
  package let callerNumber: String
  package let dialled: String
  /// Who set the level.
  package let seat: String

  package init(call: CallID, level: Level, callerNumber: String, dialled: String, seat: String) {
    self.call = call
    self.level = level
    self.callerNumber = callerNumber
    self.dialled = dialled
    self.seat = seat
  }
}
