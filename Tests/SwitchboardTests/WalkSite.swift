import Routing
import Switchboard

/// The site of the random walk: two desks, every ring strategy, trunks as desks and a way outside; an
/// expert, a seat posted at the other side, wrap-up, overflow, and a trunk that is soon full.
enum WalkSite {
  static let seats: [SeatName] = ["1001", "1002", "1003", "1009", "2001", "2002"]
  static let policeChannels = 2

  private static var hotline: Group {
    var group = Group(
      name: "12345", members: [.seat("1001"), .seat("1002")], strategy: .longestIdle)
    group.wrapUp = .seconds(15)
    group.overflow = Overflow(to: "remote", queueLength: 2, queueWait: .seconds(20))
    return group
  }

  private static var expert: Group {
    var group = Group(name: "expert", members: [.seat("1003")])
    group.then = "12345"
    return group
  }

  private static var police: Group {
    var group = Group(
      name: "110",
      members: [.seat("2001"), .seat("2002"), .trunk("police", number: "110")],
      strategy: .inTurn)
    group.dedicated = ["1009"]
    return group
  }

  static let directory = Directory(
    seats: seats.map {
      Seat(name: $0, platform: $0 == "1009" || $0.text.hasPrefix("2") ? "110" : "12345")
    },
    groups: [
      hotline, expert, police,
      Group(name: "remote", members: [.trunk("region", number: "12345")]),
      Group(name: "everyone", members: [.seat("1001"), .seat("2001")], strategy: .all),
      Group(name: "nobody", members: []),
      Group(name: "experts", members: [.seat("1002")]),
    ],
    trunks: [
      Trunk(name: "carrier"), Trunk(name: "region"),
      Trunk(name: "police", channels: policeChannels, reserved: 1),
    ],
    numbers: NumberPlan([
      NumberRule(pattern: "12345", route: .group("12345")),
      NumberRule(pattern: "110", route: .group("110")),
      NumberRule(pattern: "119", route: .group("everyone")),
      NumberRule(pattern: "12348", route: .group("expert")),
      NumberRule(pattern: "114", route: .group("nobody")),
      NumberRule(pattern: "0*", route: .trunk("carrier")),
      NumberRule(
        pattern: "12396", route: .group("12345"),
        merger: Merger(mode: .whole, mergedOn: CivilDate("2026-02-28"), after: .reject)),
      NumberRule(
        pattern: "12333", route: .group("12345"),
        merger: Merger(
          mode: .dual, mergedOn: CivilDate("2026-03-01"), after: .announce,
          own: .trunk("police", number: "12333"), experts: "experts")),
      NumberRule(
        pattern: "12366", route: .group("12345"),
        merger: Merger(
          mode: .branch, mergedOn: CivilDate("2026-03-02"),
          own: .trunk("carrier", number: "12366"), citizens: .own)),
    ]))

  /// The same after a change: fewer seats, groups, numbers and trunks.
  static let smaller = Directory(
    seats: [Seat(name: "1002", platform: "12345"), Seat(name: "2001", platform: "110")],
    groups: [
      Group(name: "12345", members: [.seat("1002")]), Group(name: "110", members: [.seat("2001")]),
    ],
    trunks: [Trunk(name: "carrier")],
    numbers: NumberPlan([
      NumberRule(pattern: "110", route: .group("110")),
      NumberRule(pattern: "12319", route: .group("12345")),
    ]))

  static let keys = [
    Key(name: "transfer-110", digits: "*1", action: .transfer, destination: .group("110")),
    Key(name: "three-way-110", digits: "*2", action: .threeWay, destination: .group("110")),
    Key(
      name: "transfer-12345", digits: "*3", action: .transfer, destination: .group("12345"),
      leave: .atOnce),
    Key(name: "consult-110", digits: "*4", action: .consult, destination: .group("110")),
    Key(name: "to-2002", digits: "*5", action: .transfer, destination: .seat("2002")),
    Key(name: "to-12366", digits: "*6", action: .threeWay, destination: .number("12366")),
    Key(name: "to-12333", digits: "*7", action: .transfer, destination: .number("12333")),
    Key(name: "three-way-12345", action: .threeWay, destination: .group("12345")),
    Key(name: "return", digits: "*0", action: .return),
    Key(name: "away", digits: "*8", action: .pause),
    Key(name: "back", digits: "*9", action: .ready),
  ]

  static let numbers = [
    "12345", "110", "119", "114", "999", "013800138000", "12348", "12396", "12333", "12366",
  ]
  /// Days around the beginning and the end of the transitions.
  static let days = ["2026-02-27", "2026-03-01", "2026-05-28", "2026-06-01", "2026-06-03"].map {
    CivilTime(CivilDate($0)!, second: 86_340)
  }
  static let keyNames =
    keys.map(\.name) + [
      "accept", "decline", "cancel", "hold", "release", "emergency", "mark-harassment", "level-1",
      "level-2", "level-3", "guide-discipline", "record", "stop-recording", "no-such-key", "pause",
      "ready", "ready",
    ]

  static let nuisance = Nuisance(callsInHour: 12, callsInDay: 40, repeats: 5, marks: 3)

  static var policy: Policy {
    var policy = Policy()
    policy.tell = .group("12345")
    policy.recording = RecordingRules(
      mode: .calls, numbers: ["119": true, "0*": false], groups: ["110": false], announces: true)
    return policy
  }
}

/// SplitMix64: small, seeded, the same everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
