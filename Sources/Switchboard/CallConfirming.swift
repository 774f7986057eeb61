internal import Routing

/// A seat's phone that dials a key which means the seat itself: speed dial for `pause` and `ready`.
extension Call {
  /// How long after the answer the tone comes, and how long it has: a phone opens its ear late.
  private static let pause: Duration = .milliseconds(300)
  private static let tone: Duration = .seconds(1)

  /// Carries the key out and answers, so that the agent can hear it.
  mutating func serve(_ key: Key, on desk: inout Desk) {
    guard let seat = leg(caller)?.party.seat else { return }
    desk.setPaused(seat, key.action == .pause)
    record.keys.append(
      KeyRecord(
        at: 0, seat: seat.text, key: key.name, action: key.action.rawValue,
        source: KeySource.dialled.rawValue, outcome: KeyOutcome.accepted.description))
    state = .confirming(told: false)
    answerCaller(on: &desk)
    startTimer(.confirmation, Call.pause, on: &desk)
  }

  /// The tone, then the end.
  mutating func confirm(on desk: inout Desk) {
    guard case .confirming(let told) = state else { return }
    guard !told else { return end(.released, on: &desk) }
    state = .confirming(told: true)
    desk.emit(.tell(caller, .keyAccepted))
    startTimer(.confirmation, Call.tone, on: &desk)
  }
}
