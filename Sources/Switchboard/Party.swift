package import Routing

/// Who is at the other end of a leg.
package enum Party: Hashable, Sendable {
  /// Somebody outside who called, over this trunk.
  case citizen(TrunkName)
  case seat(SeatName)
  /// Somebody whom the box rang over a trunk.
  case trunk(TrunkName, number: String)

  /// The seat, when it is one.
  package var seat: SeatName? {
    if case .seat(let name) = self { name } else { nil }
  }

  /// Whoever is rung at a target.
  package init(_ target: Target) {
    switch target {
    case .seat(let name): self = .seat(name)
    case .trunk(let name, let number): self = .trunk(name, number: number)
    }
  }
}

extension Party: CustomStringConvertible {
  package var description: String {
    switch self {
    case .citizen: "citizen"
    case .seat(let name): name.text
    case .trunk(let name, let number): "\(number)@\(name)"
    }
  }
}

/// The first request of a call, as it reached the box.
package struct Arrival: Hashable, Sendable {
  package let call: CallID
  /// `.citizen` or `.seat`.
  package let party: Party
  /// The caller's number, as far as the trunk may be believed; empty when withheld.
  package let callerNumber: String
  /// What was dialled.
  package let dialled: String
  /// The SIP Call-ID of the leg, for the record.
  package let sipCallID: String
  /// Wall clock at arrival, microseconds since 1970, for the record only.
  package let wallClock: Int64
  /// What the site's clocks and calendars showed at arrival: what the call is routed by, all its life.
  package let localTime: CivilTime
  /// Why the caller counts as a nuisance; `nil` for everybody else.
  package var nuisance: Nuisance?
  /// How many other boxes have handed the call on already.
  package let boxes: Int

  /// - Parameter localTime: without one, `wallClock` as UTC has it.
  package init(
    call: CallID, party: Party, callerNumber: String, dialled: String, sipCallID: String,
    wallClock: Int64, localTime: CivilTime? = nil, nuisance: Nuisance? = nil, boxes: Int = 0
  ) {
    self.call = call
    self.party = party
    self.callerNumber = callerNumber
    self.dialled = dialled
    self.sipCallID = sipCallID
    self.wallClock = wallClock
    self.nuisance = nuisance
    self.boxes = boxes
    self.localTime = localTime ?? CivilTime(secondsSince1970: Int(wallClock / 1_000_000))
  }
}
