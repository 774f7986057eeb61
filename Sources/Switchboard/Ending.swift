/// Why a call ended; record, metric and log line are drawn from it.
package enum Ending: Hashable, Sendable {
  /// The citizen hung up.
  case callerHungUp
  /// The citizen gave up before any seat had answered.
  case abandoned
  /// The citizen's leg was found dead.
  case callerLost
  /// The last responsible seat let go on purpose.
  case released
  /// An operator's command.
  case operatorCommand
  /// Refused before it was a call: no such number, or a seat's call that failed.
  case rejected(status: Int)
  /// Its parties went on in another call (attended transfer).
  case merged(into: CallID)
  /// The box stopped while the call was up; written at the next start.
  case boxStopped
}

extension Ending: CustomStringConvertible {
  package var description: String {
    switch self {
    case .callerHungUp: "caller-hung-up"
    case .abandoned: "abandoned"
    case .callerLost: "caller-lost"
    case .released: "released"
    case .operatorCommand: "operator"
    case .rejected(let status): "rejected-\(status)"
    case .merged(let call): "merged-\(call)"
    case .boxStopped: "box-stopped"
    }
  }
}
