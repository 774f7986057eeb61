import Routing
import Testing

/// Who is rung, in which order, until when.
@Suite struct RingStepTests {
  private let directory = Directory(
    seats: [
      Seat(name: "1001", platform: "12345"), Seat(name: "1002", platform: "12345"),
      Seat(name: "2001", platform: "110"),
    ],
    groups: [
      Group(
        name: "turn", members: [.seat("1001"), .seat("1002")], strategy: .inTurn,
        ringTimeout: .seconds(7)),
      Group(name: "all", members: [.seat("1001"), .seat("2001")], strategy: .all),
      Group(
        name: "fair", members: [.trunk("police", number: "110"), .seat("1001"), .seat("1002")],
        strategy: .longestIdle),
      Group(name: "empty", members: []),
    ],
    trunks: [Trunk(name: "carrier"), Trunk(name: "police")],
    numbers: NumberPlan([
      NumberRule(pattern: "12345", route: .group("turn")),
      NumberRule(pattern: "2001", route: .seat("2001")),
      NumberRule(pattern: "0*", route: .trunk("carrier")),
    ]))

  private func targets(_ destination: Destination, idle: [SeatName: Int64] = [:]) -> [[Target]] {
    directory.steps(to: destination, idleSince: { idle[$0] ?? 0 }).map(\.targets)
  }

  @Test func inTurnIsOneStepASeat() {
    #expect(targets(.number("12345")) == [[.seat("1001")], [.seat("1002")]])
    let step = directory.steps(to: .group("turn")).first
    #expect(step?.timeout == .seconds(7) && step?.group == "turn")
  }

  @Test func allIsOneStep() {
    #expect(targets(.group("all")) == [[.seat("1001"), .seat("2001")]])
  }

  @Test func longestIdleComesFirstAndTheTrunkLast() {
    #expect(
      targets(.group("fair"), idle: ["1001": 9, "1002": 5])
        == [[.seat("1002")], [.seat("1001")], [.trunk("police", number: "110")]])
    #expect(
      targets(.group("fair"))
        == [[.seat("1001")], [.seat("1002")], [.trunk("police", number: "110")]],
      "equal times keep the site's order")
  }

  @Test func aTrunkIsDialledTheNumber() {
    #expect(targets(.number("0138")) == [[.trunk("carrier", number: "0138")]])
    #expect(targets(.trunk("police", number: "110")) == [[.trunk("police", number: "110")]])
  }

  @Test(arguments: [Destination.group("empty"), .group("no"), .seat("no"), .number("999")])
  func whatTheSiteDoesNotKnowRingsNobody(destination: Destination) {
    #expect(targets(destination).isEmpty)
  }

  @Test func desksAndHomes() {
    #expect(directory.homeGroup(of: "1002") == "turn")
    #expect(directory.homeGroup(of: "2001") == "all")
    #expect(directory.platform(of: .number("12345")) == "12345")
    #expect(directory.platform(of: .seat("2001")) == "110")
    #expect(directory.platform(of: .trunk("police", number: "110")) == nil)
  }
}
