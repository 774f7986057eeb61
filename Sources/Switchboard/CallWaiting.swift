internal import Routing

/// Callers for whom nobody is free: they hear music and where they stand, and come first to whoever
/// becomes free.
extension Call {
  /// Where the call stands in its queue while nobody rings for it; `nil` when it does not wait.
  var place: (route: Route, ticket: Ticket)? {
    guard case .waiting(let waiting) = state, waiting.hunt.legs.isEmpty,
      let queue = waiting.hunt.queue
    else { return nil }
    return (queue, ticket)
  }

  private var ticket: Ticket { Ticket(priority: priority, called: start, call: id) }

  /// How long the caller has waited.
  func waited(on desk: Desk) -> Duration {
    if case .waiting(let waiting) = state { desk.now - waiting.since } else { .zero }
  }

  /// Whether others have the first right to the seats that are free.
  func mustQueue(in queue: Route, on desk: Desk) -> Bool {
    desk.queues[queue].count(before: ticket) > 0
      && desk.freeSeats(for: queue, waited: .zero) > 0
  }

  /// The caller is answered, hears music and is offered again and again.
  mutating func wait(_ hunt: Hunt, on desk: inout Desk) {
    answerCaller(on: &desk)
    var hunt = hunt
    hunt.legs = []
    var waiting = Waiting(hunt: hunt, since: desk.now, lastTry: desk.now)
    tellOfOverload(&waiting)
    state = .waiting(waiting)
    desk.noteJoined(hunt.queue)
    startRetryTimer(on: &desk)
    if let interval = desk.announcement(in: hunt.queue) {
      startTimer(.announce, interval, on: &desk)
    }
  }

  /// Offers a waiting caller once more to whoever is free.
  mutating func retry(_ waiting: Waiting, on desk: inout Desk) {
    var waiting = waiting
    var hunt = search(
      for: waiting.hunt.destination, waited: desk.now - waiting.since, on: desk)
    let isRinging = ringNext(&hunt, on: &desk)
    waiting.hunt = hunt
    waiting.lastTry = desk.now
    if !isRinging { tellOfOverload(&waiting) }
    state = .waiting(waiting)
    if !isRinging { startRetryTimer(on: &desk) }
  }

  /// Nobody whom the caller was offered to answered: they wait on, where they stood.
  mutating func waitOn(_ waiting: Waiting, on desk: inout Desk) {
    var waiting = waiting
    waiting.hunt.legs = []
    waiting.lastTry = desk.now
    tellOfOverload(&waiting)
    state = .waiting(waiting)
    startRetryTimer(on: &desk)
  }

  /// Says once, as soon as it is so, that the overflow has nobody either.
  private func tellOfOverload(_ waiting: inout Waiting) {
    guard waiting.hunt.hasOverflow, !waiting.isToldOfOverload else { return }
    waiting.isToldOfOverload = true
    waiting.sentence = .overload
  }

  /// Whether it is this caller's turn again to be offered to a trunk.
  func isDue(on desk: Desk) -> Bool {
    guard case .waiting(let waiting) = state else { return false }
    return desk.now - waiting.lastTry >= desk.policy.retry / 2
  }

  /// The next retry, or the moment at which the wait opens an overflow if that comes first.
  private mutating func startRetryTimer(on desk: inout Desk) {
    guard case .waiting(let waiting) = state else { return }
    var delay = desk.policy.retry
    if case .group(let name)? = waiting.hunt.queue,
      let limit = desk.directory.groups[name]?.overflow?.queueWait
    {
      let rest = limit - (desk.now - waiting.since)
      if rest > .zero { delay = min(delay, rest) }
    }
    startTimer(.retry, delay, on: &desk)
  }

  // MARK: What the caller is told

  /// Tells the caller in turn where they stand and, when that can be said, how long it will take.
  mutating func announce(_ waiting: Waiting, on desk: inout Desk) {
    var waiting = waiting
    // The sentence before the first one is over by now, whether anybody said so or not.
    isAnnounced = true
    waiting.announcements += 1
    let isForPlace = waiting.announcements % 2 == 1
    let general = waiting.hunt.hasOverflow ? Prompt.overload : .allBusy
    waiting.sentence =
      (isForPlace ? placeSentence(on: desk) : waitSentence(on: desk)) ?? general
    state = .waiting(waiting)
    if let interval = desk.announcement(in: waiting.hunt.queue) {
      startTimer(.announce, interval, on: &desk)
    }
  }

  /// 1 for who is next; `nil` while a seat rings for the caller.
  private func position(on desk: Desk) -> Int? {
    place.map { desk.queues[$0.route].count(before: $0.ticket) + 1 }
  }

  private func placeSentence(on desk: Desk) -> Prompt? {
    position(on: desk).map { .position($0) }
  }

  /// Only what was measured is said, and only while somebody is there to answer.
  private func waitSentence(on desk: Desk) -> Prompt? {
    guard case .group(let group)? = place?.route, let position = position(on: desk) else {
      return nil
    }
    let isAnybodyThere = desk.directory.groups(serving: group).contains {
      desk.seats.reachableCount(of: $0.group) > 0
    }
    guard isAnybodyThere else { return nil }
    return desk.queues[.group(group)].estimate(position: position, at: desk.now)
      .flatMap { .wait($0) }
  }
}
