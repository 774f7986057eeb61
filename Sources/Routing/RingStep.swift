/// Targets that ring at the same time, and how long.
package struct RingStep: Hashable, Sendable {
  package let targets: [Target]
  package let timeout: Duration
  /// The group that sent the call here, where its calls fall back to.
  package let group: GroupName?

  package init(targets: [Target], timeout: Duration, group: GroupName? = nil) {
    self.targets = targets
    self.timeout = timeout
    self.group = group
  }
}

extension Directory {
  /// Who is rung for `destination`, in which order, until when, as if everybody were free.
  ///
  /// - Parameter idleSince: a seat's last hang-up in microseconds; smaller is longer idle.
  /// - Returns: no step at all when the site knows no such destination.
  package func steps(
    to destination: Destination, idleSince: (SeatName) -> Int64 = { _ in 0 }
  ) -> [RingStep] {
    order(to: destination).stages.flatMap { $0.steps(idleSince: idleSince) }
  }
}
