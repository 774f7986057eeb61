import Routing
import Switchboard
import Testing

/// The site changes under calls that are up.
@Suite struct ReloadTests {
  private var switchboard = Switchboard(directory: WalkSite.directory, keys: WalkSite.keys)

  private func site(
    seats: [SeatName] = ["1001", "1002", "2001", "2002"], numbers: [String: GroupName]
  ) -> Directory {
    let desk110: [SeatName] = ["2001", "2002"]
    return Directory(
      seats: seats.map { Seat(name: $0, platform: desk110.contains($0) ? "110" : "12345") },
      groups: [
        Group(name: "12345", members: seats.filter { !desk110.contains($0) }.map { .seat($0) }),
        Group(name: "110", members: seats.filter(desk110.contains).map { .seat($0) }),
      ].filter { !$0.members.isEmpty },
      numbers: NumberPlan(
        numbers.map { NumberRule(pattern: $0.key, route: .group($0.value)) }))
  }

  private mutating func call(_ number: String, id: UInt64 = 1) -> [Effect] {
    let leg = switchboard.newLeg()
    return switchboard.handle(
      .incoming(
        leg,
        Arrival(
          call: CallID(id), party: .citizen("carrier"), callerNumber: "138", dialled: number,
          sipCallID: "", wallClock: 0)), at: Instant(microseconds: 1))
  }

  private mutating func reload(_ directory: Directory, reachable: Bool = true) -> [Effect] {
    switchboard.reload(
      directory: directory, keys: WalkSite.keys, policy: Policy(), isReachable: { _ in reachable },
      at: Instant(microseconds: 2))
  }

  private func dialled(_ effects: [Effect]) -> [Target] {
    effects.compactMap { if case .dial(_, let target, _) = $0 { target } else { nil } }
  }

  @Test mutating func newNumberLeadsAndOldOneDoesNot() {
    #expect(reload(site(numbers: ["12396": "110"])).isEmpty)
    #expect(dialled(call("12396")) == [.seat("2001")])
    #expect(call("12345", id: 2).contains { if case .reject(_, 404) = $0 { true } else { false } })
  }

  /// Who waits for a number that is no more still gets its desk, and in the end a person.
  @Test mutating func whoWaitsKeepsItsPlan() {
    for seat in ["1001", "1002"] as [SeatName] {
      _ = switchboard.handle(.seatReachable(seat, false), at: Instant(microseconds: 1))
    }
    #expect(dialled(call("12345")).isEmpty)
    #expect(switchboard.callViews.map(\.state) == ["waiting"])
    let desk = site(numbers: ["110": "110"])
    #expect(dialled(reload(desk)) == [.seat("1001")], "the desk that came back")
    #expect(switchboard.callViews.map(\.state) == ["waiting"])
  }

  @Test mutating func whoWaitsForADeskThatIsNoMoreGetsTheEmergencyDesk() {
    for seat in ["1001", "1002"] as [SeatName] {
      _ = switchboard.handle(.seatReachable(seat, false), at: Instant(microseconds: 1))
    }
    _ = call("12345")
    let left = site(seats: ["2001", "2002"], numbers: ["110": "110"])
    #expect(dialled(reload(left)) == [.seat("2001")])
  }

  /// A seat that rings and is no more may still answer; a seat that waits to be rung is passed over.
  @Test mutating func ringingSeatThatIsNoMoreMayAnswer() throws {
    let effects = call("12345")
    let rung = try #require(
      effects.compactMap { if case .dial(let leg, .seat("1001"), _) = $0 { leg } else { nil } }
        .first)
    _ = reload(site(seats: ["1002", "2001", "2002"], numbers: ["12345": "12345"]))
    _ = switchboard.handle(.answered(rung), at: Instant(microseconds: 3))
    #expect(switchboard.callViews.map(\.state) == ["talking"])
    #expect(switchboard.isInCall("1001"))
    let pressed = switchboard.handle(
      .command(CommandID(1), seat: "1001", key: "transfer-110", pressed: Instant(microseconds: 4)),
      at: Instant(microseconds: 4))
    #expect(dialled(pressed) == [.seat("2001")])
  }

  @Test mutating func numberThatIsNoMoreIsNoTarget() throws {
    let effects = call("12345")
    let rung = try #require(
      effects.compactMap { if case .dial(let leg, _, _) = $0 { leg } else { nil } }.first)
    _ = switchboard.handle(.answered(rung), at: Instant(microseconds: 3))
    _ = reload(site(numbers: ["12345": "12345"]))
    let refused = switchboard.handle(
      .refer(rung, .number("119"), pressed: Instant(microseconds: 4)), at: Instant(microseconds: 4))
    #expect(refused.contains(.notify(rung, .final(status: 404))))
  }
}
