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

  /// What every box should have recorded; a missing one is a warning.
  package static let standard: [Prompt] = [
    .connecting, .returning, .allBusy, .lineTrouble, .recorded,
  ]
}
