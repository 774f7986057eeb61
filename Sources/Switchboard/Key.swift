package import Routing

/// A key of the site: a name that people know it by and what it means.
package struct Key: Hashable, Sendable {
  package let name: String
  /// The digits that press it on a seat's phone, such as `*1`; empty when it has none.
  package let digits: String
  package let action: KeyAction
  /// Whom it rings; `nil` for an action that rings nobody or carries its own.
  package let destination: Destination?
  package let leave: LeavePolicy
  package let level: Level?
  /// The code that the actions `reason` and `guide` note.
  package let reason: String?

  package init(
    name: String, digits: String = "", action: KeyAction, destination: Destination? = nil,
    leave: LeavePolicy = .onAnswer, level: Level? = nil, reason: String? = nil
  ) {
    self.name = name
    self.digits = digits
    self.action = action
    self.destination = destination
    self.leave = leave
    self.level = level
    self.reason = reason
  }
}

/// Where a key press came from.
package enum KeySource: String, Hashable, Sendable {
  case telephoneEvent = "rfc4733"
  case info
  case refer
  case console
  /// A key of the box itself: USB or GPIO keypad, headset hook.
  case evdev
  /// An INVITE to the key's digits.
  case dialled
}

/// Why a key press was not carried out; every one is told to the agent.
package enum Refusal: String, Hashable, Sendable, CaseIterable {
  case unknownKey = "unknown-key"
  case notInCall = "not-in-call"
  case notYours = "not-yours"
  case nothingToUndo = "nothing-to-undo"
  case nothingToAccept = "nothing-to-accept"
  case alreadyThreeWay = "already-three-way"
  case alreadyConsulting = "already-consulting"
  case busyAdding = "busy-adding"
  case noSuchDestination = "no-such-destination"
  case nobodyFree = "nobody-free"
}

/// What became of a key press.
package enum KeyOutcome: Hashable, Sendable {
  case accepted
  case refused(Refusal)
  /// The same key again within the debounce time, or one whose wish is being carried out already.
  case ignored
}

extension KeyOutcome {
  /// Whether the press reached its call, also when nobody could be rung for it.
  var isCarriedOut: Bool {
    switch self {
    case .accepted, .refused(.nobodyFree), .refused(.noSuchDestination): true
    case .refused, .ignored: false
    }
  }
}

extension KeyOutcome: CustomStringConvertible {
  package var description: String {
    switch self {
    case .accepted: "accepted"
    case .refused(let reason): "refused: \(reason.rawValue)"
    case .ignored: "ignored"
    }
  }
}
