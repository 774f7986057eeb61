package import Routing

/// The times and limits that call control goes by.
package struct Policy: Hashable, Sendable {
  /// The same key again within this time is one press.
  package var debounce: Duration = .milliseconds(500)
  /// Handing a call back to the desk it came from within this time makes a three-way of it.
  package var pingPong: Duration = .seconds(600)
  /// How long desks may negotiate before the first receiver has the matter.
  package var negotiation: Duration = .seconds(180)
  /// How long after `mediaLost` a seat's leg is given up, or a citizen's probed.
  package var mediaGrace: Duration = .seconds(10)
  /// How often a waiting citizen is offered to the group again.
  package var retry: Duration = .seconds(5)

  /// How often a caller who waits for no group is told so again.
  package var announcement: Duration = .seconds(30)
  /// Hanging up this soon after the answer is not letting go on purpose: the call is offered again.
  package var dropGuard: Duration = .seconds(2)
  /// A holder lost this soon after a hand-over never really had the call: it goes back.
  package var trial: Duration = .seconds(30)
  /// The longest that an announcement before a refusal plays.
  package var longestAnnouncement: Duration = .seconds(30)
  /// Whom a level from 较大 up is told in parallel; `nil` for nobody.
  package var tell: Destination?
  /// Calls at once; one more is refused with 503 before it is a call.
  package var maximumCalls = 10_000
  /// Which calls are recorded.
  package var recording = RecordingRules()

  package init() {}
}
