internal import CPJSIP
package import Routing

/// How the line is, for status pages and metrics.
package struct LineStatus: Hashable, Sendable {
  /// Seats whose phone is registered now.
  package var registeredSeats: Set<SeatName>
  /// Trunks that are asked for life, and whether they answered last time.
  package var trunks: [TrunkName: Bool]
  /// Trunks with which we are registered, or not.
  package var registrations: [TrunkName: Bool]
  /// Dialogs that somebody still has.
  package var legs: Int
  /// Dialogs in PJSIP, of all lines of the process, also those that are dying.
  package var dialogs: Int
  /// Transactions in PJSIP, also those that only wait for repetitions.
  package var transactions: Int
  /// Refused requests since the start, by reason.
  package var refused: [RefusedRequest: Int]
}

extension Line {
  /// How the line is now.
  package var status: LineStatus {
    LineStatus(
      registeredSeats: Set(bindings.keys),
      trunks: trunkStates.compactMapValues(\.reachable),
      registrations: Dictionary(
        registrations.compactMap { entry in entry.trunk.map { ($0, entry.isRegistered) } },
        uniquingKeysWith: { first, _ in first }),
      legs: legs.count, dialogs: Int(pjsip_ua_get_dlg_set_count()),
      transactions: Int(pjsip_tsx_layer_get_tsx_count()), refused: counters)
  }

  /// Where a seat's phone is rung now; `nil` while it is not registered.
  package func contact(of seat: SeatName) -> String? {
    (peers.seatURIs[seat] ?? bindings[seat]?.contact)?.text
  }

  /// Whether a seat can be rung: a fixed address always, a phone while it is registered.
  package func isReachable(_ seat: SeatName) -> Bool {
    peers.seatURIs[seat] != nil || bindings[seat] != nil
  }
}
