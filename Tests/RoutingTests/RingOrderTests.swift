import Routing
import Testing

/// Groups that stand behind groups: experts, hours, overflow, seats posted at the other side.
@Suite struct RingOrderTests {
  private static func directory() -> Directory {
    var expert = Group(name: "expert", members: [.seat("e")])
    expert.then = "desk"
    var desk = Group(name: "desk", members: [.seat("a"), .seat("b")], strategy: .longestIdle)
    desk.overflow = Overflow(to: "remote", queueLength: 3)
    var day = Group(name: "day", members: [.seat("a")])
    (day.hours, day.closed) = (OpeningHours("daily 08:00-18:00"), .group("night"))
    var night = Group(name: "night", members: [.seat("b")])
    (night.hours, night.closed) = (OpeningHours("daily 18:00-07:00"), .group("day"))
    var police = Group(name: "110", members: [.seat("p")])
    police.dedicated = ["posted"]
    var circle = Group(name: "circle", members: [.seat("a")])
    circle.then = "round"
    var round = Group(name: "round", members: [.seat("b")])
    (round.then, round.overflow) = ("circle", Overflow(to: "round"))
    return Directory(
      seats: ["a", "b", "e", "p", "posted"].map { Seat(name: $0, platform: "x") },
      groups: [
        expert, desk, day, night, police, circle, round,
        Group(name: "remote", members: [.trunk("region", number: "12345")]),
      ],
      trunks: [Trunk(name: "region")],
      numbers: NumberPlan([NumberRule(pattern: "12348", route: .group("expert"))]))
  }

  private func rung(
    _ destination: Destination, at time: String? = nil, isTransfer: Bool = false,
    overflows: Bool = false
  ) -> [String] {
    let order = Self.directory().order(
      to: destination, at: time.flatMap { CivilTime($0) }, isTransfer: isTransfer,
      overflows: { _ in overflows })
    return order.stages.map { stage in stage.targets.map(\.description).joined(separator: " ") }
  }

  @Test func expertsComeBeforeTheDesk() {
    #expect(rung(.number("12348")) == ["e", "a b"])
    #expect(Self.directory().order(to: .number("12348")).queue == .group("expert"))
  }

  @Test func overflowComesLastAndOnlyWhenOpen() {
    #expect(rung(.group("desk")) == ["a b"])
    #expect(rung(.group("expert"), overflows: true) == ["e", "a b", "12345@region"])
  }

  @Test func dedicatedSeatsComeFirstForTransfersOnly() {
    #expect(rung(.group("110")) == ["p"])
    #expect(rung(.group("110"), isTransfer: true) == ["posted", "p"])
  }

  @Test(arguments: [
    ("2026-01-05 08:00", "a"), ("2026-01-05 18:00", "b"), ("2026-01-05 06:59", "b"),
    // Both are closed: the caller still comes to somebody.
    ("2026-01-05 07:30", "a"),
  ])
  func hoursDecide(_ time: String, _ seat: String) {
    #expect(rung(.group("day"), at: time) == [seat])
  }

  @Test func aCircleEnds() {
    #expect(rung(.group("circle"), overflows: true) == ["a", "b"])
    #expect(Self.directory().groups(serving: "circle").map(\.group) == ["circle", "round"])
  }

  @Test func reachNamesTheGatesOnTheWay() {
    let reach = Self.directory().groups(serving: "expert")
    #expect(reach.map(\.group) == ["expert", "desk", "remote"])
    #expect(reach.map(\.gates) == [[], [], ["desk"]])
  }

  @Test func overflowOpensAtAnyThreshold() {
    let overflow = Overflow(to: "x", queueLength: 3, queueWait: .seconds(60), freeSeats: 2)
    #expect(!overflow.isOpen(waiting: 2, waited: .seconds(59), free: 2))
    #expect(overflow.isOpen(waiting: 3, waited: .zero, free: 9))
    #expect(overflow.isOpen(waiting: 0, waited: .seconds(60), free: 9))
    #expect(overflow.isOpen(waiting: 0, waited: .zero, free: 1))
    #expect(Overflow(to: "x").isOpen(waiting: 0, waited: .zero, free: 9))
    #expect(!Overflow(to: "x", queueLength: 1).isOpen(waiting: 0, waited: .seconds(600), free: 0))
  }

  @Test func reservedChannelsAreForEmergencies() {
    let trunk = Trunk(name: "t", channels: 3, reserved: 1)
    #expect(trunk.hasRoom(busy: 1, isUrgent: false) && !trunk.hasRoom(busy: 2, isUrgent: false))
    #expect(trunk.hasRoom(busy: 2, isUrgent: true) && !trunk.hasRoom(busy: 3, isUrgent: true))
    #expect(Trunk(name: "t").hasRoom(busy: 9999, isUrgent: false))
  }
}
