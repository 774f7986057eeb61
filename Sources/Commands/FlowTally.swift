internal import Simulation

/// Counts what `simulate` has played.
struct FlowTally: Hashable, Sendable {
  private(set) var flows = 0
  private(set) var events = 0
  private(set) var expectations = 0
  /// Lines that went otherwise, or that no one understands.
  private(set) var mismatches = 0

  /// Adds one flow that was played; `expects` is false when its expectations were not looked at.
  mutating func add(_ flow: Flow, errors: Int, expects: Bool) {
    flows += 1
    mismatches += errors
    for line in flow.lines {
      switch line {
      case .event: events += 1
      case .expected: expectations += expects ? 1 : 0
      case .remark: break
      }
    }
  }

  /// `3 flows, 41 events, all as expected`.
  var summary: String {
    let played = "\(Count.of(flows, "flow")), \(Count.of(events, "event")), "
    if mismatches > 0 { return played + "\(mismatches) not as expected" }
    return played + (expectations > 0 ? "all as expected" : "nothing was expected")
  }
}
