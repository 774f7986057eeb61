internal import Routing

/// The seats of a group, those of them that would take a call now, and who of them is rung first.
///
/// Nothing is sorted when a call comes: a seat that becomes free goes to its place in the site's order
/// (one bit), or behind all who are idle already (one link), because whoever is free last is idle least.
struct Roster: Sendable {
  let seats: [SeatName]
  /// The members that are no seats: rung after them, in this order.
  let others: [Target]
  private let isByIdleTime: Bool
  /// A bit a seat: whether it is free.
  private var bits: [UInt64]
  /// The free seats, longest idle first, as a ring of places that begins and ends at `seats.count`.
  private var next: [Int]
  private var previous: [Int]
  private(set) var freeCount = 0
  /// How many of the seats can be reached at all.
  var reachableCount = 0

  init(_ members: [Target], isByIdleTime: Bool) {
    seats = members.compactMap { if case .seat(let seat) = $0 { seat } else { nil } }
    others = members.filter { if case .seat = $0 { false } else { true } }
    self.isByIdleTime = isByIdleTime
    bits = Array(repeating: 0, count: (seats.count + 63) / 64)
    let ends = isByIdleTime ? seats.count + 1 : 0
    next = Array(repeating: seats.count, count: ends)
    previous = next
  }

  private func isFree(_ place: Int) -> Bool { bits[place / 64] & 1 << UInt64(place % 64) != 0 }

  /// The seat at `place` would take a call from now on, or would not any more.
  mutating func set(_ place: Int, isFree free: Bool) {
    guard isFree(place) != free else { return }
    bits[place / 64] ^= 1 << UInt64(place % 64)
    freeCount += free ? 1 : -1
    guard isByIdleTime else { return }
    if free {
      link(place, behind: previous[seats.count])
    } else {
      next[previous[place]] = next[place]
      previous[next[place]] = previous[place]
    }
  }

  private mutating func link(_ place: Int, behind other: Int) {
    next[place] = next[other]
    previous[place] = other
    previous[next[other]] = place
    next[other] = place
  }

  /// The first free seat, as they are rung, that is wanted.
  func first(where isWanted: (SeatName) -> Bool) -> SeatName? {
    var found: SeatName?
    forEachFree { seat in
      guard isWanted(seat) else { return true }
      found = seat
      return false
    }
    return found
  }

  /// The free seats, as they are rung.
  func free(atMost count: Int) -> [SeatName] {
    var free: [SeatName] = []
    forEachFree { seat in
      if free.count < count { free.append(seat) }
      return free.count < count
    }
    return free
  }

  /// - Parameter body: returns whether to go on.
  private func forEachFree(_ body: (SeatName) -> Bool) {
    if isByIdleTime {
      var place = next[seats.count]
      while place != seats.count {
        guard body(seats[place]) else { return }
        place = next[place]
      }
    } else {
      for (index, word) in bits.enumerated() {
        var rest = word
        while rest != 0 {
          guard body(seats[index * 64 + rest.trailingZeroBitCount]) else { return }
          rest &= rest - 1
        }
      }
    }
  }
}
