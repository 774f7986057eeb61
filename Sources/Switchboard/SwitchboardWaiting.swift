internal import Routing

/// Seats that become free, and who has the first right to them.
extension Switchboard {
  /// A timer ran out; a retry is everybody's in that queue: the first in line come first.
  mutating func timeOver(_ timer: TimerID) {
    if case .wrapUp(let seat) = timer.kind { return desk.endWrapUp(of: seat, isOver: true) }
    if timer.kind == .retry, let id = timer.call, let queue = desk.queues.place(of: id)?.route {
      // A seat that did not answer somebody is free again for whoever is first in line.
      guard calls[id]?.timers.remove(.retry) != nil else { return }
      let offered = offerSeats(to: queue)
      if let earlier = firstDue(in: queue, before: id) {
        change(earlier) { call, desk in call.move(.retry, on: &desk) }
      }
      if offered.contains(id) { return }
      return change(id) { call, desk in call.move(.retry, on: &desk) }
    }
    change(timer.call) { call, desk in call.handle(timer.kind, on: &desk) }
  }

  /// Whoever stands before a call in a queue that trunks serve, and whose own retry is due soon.
  private func firstDue(in queue: Route, before id: CallID) -> CallID? {
    guard desk.reachesTrunks(from: queue) else { return nil }
    return desk.queues[queue].tickets.lazy.map(\.call).prefix { $0 != id }
      .first { calls[$0]?.isDue(on: desk) == true }
  }

  /// Offers each seat that became free to who has the first right to it, and so on while seats are left.
  mutating func offerSeats() {
    for queue in desk.takeDueQueues() { offerSeats(to: queue) }
    for group in desk.takeGrownQueues() { offerOverflow(of: group) }
    for seat in desk.takeFreedSeats() {
      var offered: Set<CallID> = []
      while desk.seats[seat].isFree,
        let id = desk.firstInLine(
          for: seat, waited: { calls[$0]?.waited(on: desk) ?? .zero },
          where: { !offered.contains($0) })
      {
        offered.insert(id)
        change(id) { call, desk in call.move(.retry, on: &desk) }
      }
    }
  }

  /// Offers the first callers of a crowded queue to its overflow, until it is crowded no more.
  private mutating func offerOverflow(of group: GroupName) {
    while desk.isCrowded(group), let ticket = desk.queues[.group(group)].tickets.first {
      change(ticket.call) { call, desk in call.move(.retry, on: &desk) }
      if desk.queues.place(of: ticket.call) != nil { break }
    }
  }

  /// Offers the free seats to the first callers of a queue, as many as there are seats.
  ///
  /// - Returns: who was offered to somebody, or at least asked.
  @discardableResult
  mutating func offerSeats(to queue: Route) -> Set<CallID> {
    var offered: Set<CallID> = []
    while let ticket = desk.queues[queue].tickets.first(where: { !offered.contains($0.call) }) {
      let waited = calls[ticket.call]?.waited(on: desk) ?? .zero
      guard desk.freeSeats(for: queue, waited: waited) > 0 else { break }
      offered.insert(ticket.call)
      change(ticket.call) { call, desk in call.move(.retry, on: &desk) }
      // Whoever is still in line could not be offered to anybody: neither can those behind.
      if desk.queues.place(of: ticket.call) != nil { break }
    }
    return offered
  }

  /// Wrap-up times that ended go to their calls' records.
  mutating func noteWrapUps() {
    for (wrapUp, length) in desk.takeWrapUps() {
      guard calls[wrapUp.call] != nil else {
        desk.emit(.wrappedUp(wrapUp.call, wrapUp.leg, length))
        continue
      }
      calls[wrapUp.call]?.noteWrapUp(of: wrapUp.leg, length)
    }
  }
}
