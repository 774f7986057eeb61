internal import Routing

/// One intention of an agent, whatever the device that carried it.
package enum KeyAction: String, Hashable, Sendable, CaseIterable {
  case transfer
  case threeWay = "three-way"
  case consult
  case accept
  case decline
  case `return`
  case cancel
  case hold
  case emergency
  case level
  case markHarassment = "mark-harassment"
  case reason
  /// Plays to the citizen whom to call, by reason.
  case guide
  case release
  case record
  case stopRecording = "stop-recording"
  /// The seat takes no calls for a while.
  case pause
  /// The seat takes calls again, also before its wrap-up time is over.
  case ready

  /// Whether a key of this action must say whom it rings.
  package var needsDestination: Bool {
    switch self {
    case .transfer, .threeWay, .consult: true
    case .accept, .decline, .return, .cancel, .hold, .emergency, .level, .markHarassment, .reason,
      .guide, .release, .record, .stopRecording, .pause, .ready:
      false
    }
  }

  /// Whether it is about the seat itself, in a call or in none.
  package var isOfSeat: Bool { self == .pause || self == .ready }
}

/// When the seat that pressed `transfer` leaves the call.
package enum LeavePolicy: String, Hashable, Sendable, CaseIterable {
  /// When the target has answered: talk-through until then.
  case onAnswer = "on-answer"
  /// At the press, once the target is being rung.
  case atOnce = "at-once"
  /// Not by itself: all three talk.
  case never
}

/// How serious a matter is (一般, 较大, 重大, 特别重大); from `larger` up, 110 goes first.
package enum Level: Int, Hashable, Comparable, Sendable, CaseIterable {
  case ordinary = 1
  case larger, major, extraordinary

  package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
}
