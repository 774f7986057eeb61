package import Routing
package import Switchboard

/// Whoever the SIP line serves; called on the thread that runs `Line.run`.
package protocol LineDelegate: AnyObject {
  /// A name that no leg has had yet.
  func newLeg() -> LegID
  /// May call back into the line; no PJSIP lock is held.
  func received(_ event: LineEvent)
  /// What the leg's session description says; must not call back into the line.
  ///
  /// Asked once a leg, before `incoming` or during `dial`. With `nil` an incoming call is refused
  /// with 500 and a dialled one fails as `.noMedia`.
  func localMedia(for leg: LegID, _ request: MediaRequest) -> LocalMedia?
  /// An incoming leg for which media was asked came to nothing before `incoming`.
  func discarded(_ leg: LegID)
}

/// Who the media of a leg is for.
package struct MediaRequest: Hashable, Sendable {
  package let network: NetworkName
  package let party: Party
  /// Whether the peer's media is reached by IPv6.
  package let isIPv6: Bool
}
