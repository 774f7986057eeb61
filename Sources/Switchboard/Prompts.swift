package import Routing

/// The sentences that the box itself says to citizens.
extension Prompt {
  /// The citizen's seat left at the press: being connected.
  package static let connecting = Prompt("connecting")
  /// The other desk could not be had: being brought back.
  package static let returning = Prompt("returning")
  /// Every seat is busy.
  package static let allBusy = Prompt("all-busy")
  /// The other side can no longer be heard.
  package static let lineTrouble = Prompt("line-trouble")
  /// While it rings: the call will be recorded.
  package static let recorded = Prompt("recorded")
  /// Every seat is busy, also those of the other regions.
  package static let overload = Prompt("overload")

  /// Where a caller stands in the queue: `position-1` … `position-9`, then `position-many`.
  package static func position(_ position: Int) -> Prompt {
    Prompt((1...9).contains(position) ? "position-\(position)" : "position-many")
  }

  /// The waits in minutes that can be said.
  private static let minutes = [1, 2, 3, 5, 10]

  /// How long the wait will be, rounded up; `nil` when it is too long to be told.
  package static func wait(_ duration: Duration) -> Prompt? {
    minutes.first { .seconds(60 * $0) >= duration }.map { Prompt("wait-\($0)") }
  }

  /// What every box should have recorded; a missing one is a warning.
  package static let standard: [Prompt] =
    [
      .connecting, .returning, .allBusy, .lineTrouble, .overload, .transition, .withdrawn,
      .recorded,
    ]
    + (1...10).map { .position($0) }
    + minutes.map { Prompt("wait-\($0)") }
}
