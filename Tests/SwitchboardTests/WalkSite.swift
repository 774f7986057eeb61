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
    ]))

  static let keys = [
    Key(name: "transfer-110", digits: "*1", action: .transfer, destination: .group("110")),
    Key(name: "three-way-110", digits: "*2", action: .threeWay, destination: .group("110")),
    Key(
      name: "transfer-12345", digits: "*3", action: .transfer, destination: .group("12345"),
      leave: .atOnce),
    Key(name: "consult-110", digits: "*4", action: .consult, destination: .group("110")),
    Key(name: "to-2002", digits: "*5", action: .transfer, destination: .seat("2002")),
    Key(name: "return", digits: "*0", action: .return),
    Key(name: "away", digits: "*8", action: .pause),
    Key(name: "back", digits: "*9", action: .ready),
  ]

  static let policy: Policy = {
    var policy = Policy()
    policy.recording = RecordingRules(
      mode: .calls, numbers: ["119": true, "0*": false], groups: ["110": false], announces: true)
    return policy
  }()

  static let numbers = ["12345", "110", "119", "114", "999", "013800138000", "12348"]
  static let keyNames =
    keys.map(\.name) + [
      "accept", "decline", "cancel", "hold", "release", "emergency", "mark-harassment", "level-1",
      "level-3", "record", "stop-recording", "no-such-key", "pause", "ready", "ready",
    ]
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
