/// A seat at one moment, as `seats` shows it.
package struct SeatStatus: Hashable, Sendable, Codable {
  /// What a seat does.
  package enum State: String, Hashable, Sendable, Codable, CaseIterable {
    case idle
    case ringing
    case talking
    /// Its agent writes down what the last call was about.
    case wrapUp = "wrap-up"
    /// Its agent takes no calls for a while.
    case paused
    /// Its phone is not registered, or does not answer.
    case unreachable
  }

  package var name: String
  package var platform: String
  package var state: State
  /// The call that rings or talks there.
  package var call: String?
  /// Where its phone is; `nil` when none is registered.
  package var contact: String?
  /// How loud its agent is; `nil` when it is in no call, or cannot be measured.
  package var level: LevelStatus?

  package init(
    name: String, platform: String, state: State, call: String? = nil, contact: String? = nil
  ) {
    self.name = name
    self.platform = platform
    self.state = state
    self.call = call
    self.contact = contact
  }
}
