internal import Routing

/// A caller's place in a queue: the higher priority first, then who called first.
struct Ticket: Hashable, Comparable, Sendable {
  let priority: Int
  let called: Instant
  let call: CallID

  static func < (left: Ticket, right: Ticket) -> Bool {
    (-left.priority, left.called, left.call) < (-right.priority, right.called, right.call)
  }
}

/// The callers who wait for one group, seat or trunk and whom nobody rings for now.
struct Queue: Sendable {
  /// Who is next comes first.
  private(set) var tickets: [Ticket] = []
  /// When callers of this queue were answered, the last few.
  private var answers: [Instant] = []

  private static let kept = 8

  /// Where a ticket is, or would be.
  private func index(of ticket: Ticket) -> Int {
    var (low, high) = (0, tickets.count)
    while low < high {
      let middle = (low + high) / 2
      if tickets[middle] < ticket { low = middle + 1 } else { high = middle }
    }
    return low
  }

  mutating func insert(_ ticket: Ticket) { tickets.insert(ticket, at: index(of: ticket)) }

  mutating func remove(_ ticket: Ticket) {
    let index = index(of: ticket)
    if index < tickets.count, tickets[index] == ticket { tickets.remove(at: index) }
  }

  /// How many callers come before a ticket.
  func count(before ticket: Ticket) -> Int { index(of: ticket) }

  /// Somebody who waited here has been answered.
  mutating func noteAnswer(at now: Instant) {
    answers.append(now)
    if answers.count > Self.kept { answers.removeFirst() }
  }

  /// How long a caller waits who is `position`th in line, as the last answers went; `nil` when they
  /// were too few or too long ago to tell.
  func estimate(position: Int, at now: Instant) -> Duration? {
    guard answers.count >= 4, let first = answers.first, let last = answers.last else { return nil }
    let interval = (last - first) / (answers.count - 1)
    guard interval > .zero, now - last <= max(interval * 3, .seconds(30)) else { return nil }
    return interval * position
  }
}

/// Everybody who waits.
struct Queues: Sendable {
  private var queues: [Route: Queue] = [:]
  private var places: [CallID: (route: Route, ticket: Ticket)] = [:]

  subscript(route: Route) -> Queue { queues[route] ?? Queue() }

  /// Every queue in which somebody waits.
  var waiting: [(route: Route, queue: Queue)] {
    queues.lazy.filter { !$0.value.tickets.isEmpty }.map { ($0.key, $0.value) }
  }

  var count: Int { places.count }

  func place(of call: CallID) -> (route: Route, ticket: Ticket)? { places[call] }

  /// The call waits there from now on, or nowhere.
  mutating func set(_ call: CallID, _ place: (route: Route, ticket: Ticket)?) {
    if let old = places[call] {
      if let place, place.route == old.route, place.ticket == old.ticket { return }
      queues[old.route]?.remove(old.ticket)
    }
    places[call] = place
    if let place { queues[place.route, default: Queue()].insert(place.ticket) }
  }

  mutating func noteAnswer(in route: Route, at now: Instant) {
    queues[route, default: Queue()].noteAnswer(at: now)
  }
}
