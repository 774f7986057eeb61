internal import Routing

/// How many calls each trunk carries now, in both directions.
struct Channels: Sendable {
  private var busy: [TrunkName: Int] = [:]

  subscript(trunk: TrunkName) -> Int { busy[trunk] ?? 0 }

  mutating func take(_ trunk: TrunkName) { busy[trunk, default: 0] += 1 }

  mutating func giveBack(_ trunk: TrunkName) {
    busy[trunk, default: 0] -= 1
    if busy[trunk] == 0 { busy[trunk] = nil }
  }
}

extension Party {
  /// The trunk that carries the leg, when one does.
  var trunk: TrunkName? {
    switch self {
    case .citizen(let trunk), .trunk(let trunk, _): trunk
    case .seat: nil
    }
  }
}
