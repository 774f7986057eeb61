import Routing
import Testing

@testable import Switchboard

/// Who of a group is free and who is rung first, beside a list that is sorted each time.
@Suite struct RosterTests {
  @Test(arguments: [false, true], [1, 2, 63, 64, 65, 200])
  func ringsAsASortedListWould(isByIdleTime: Bool, count: Int) {
    let seats = (0..<count).map { SeatName("\($0)") }
    var roster = Roster(seats.map { .seat($0) }, isByIdleTime: isByIdleTime)
    var free: [Int: Int] = [:]
    var random = SeededGenerator(seed: UInt64(count))
    for turn in 0..<2000 {
      let place = Int.random(in: 0..<count, using: &random)
      let isFree = Bool.random(using: &random)
      if isFree {
        if free[place] == nil { free[place] = turn }
      } else {
        free[place] = nil
      }
      roster.set(place, isFree: isFree)
      let order = free.sorted { isByIdleTime ? $0.value < $1.value : $0.key < $1.key }
      #expect(roster.freeCount == free.count)
      #expect(roster.free(atMost: .max) == order.map { seats[$0.key] })
      #expect(roster.first { $0 != seats[0] } == order.first { $0.key != 0 }.map { seats[$0.key] })
    }
  }

  @Test func trunksAreNoSeats() {
    let trunk = Target.trunk("t", number: "1")
    var roster = Roster([trunk, .seat("a")], isByIdleTime: true)
    roster.set(0, isFree: true)
    #expect(roster.others == [trunk] && roster.free(atMost: 9) == ["a"])
  }
}
