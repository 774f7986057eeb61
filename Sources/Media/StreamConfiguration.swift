/// Where a stream is opened: what a `[network]` of the site says about RTP.
package struct StreamConfiguration: Sendable {
  /// The local IPv4 or IPv6 literal to bind to.
  package var localAddress: String
  /// The ports to choose from: RTP on an even one, RTCP on the next.
  package var portRange: ClosedRange<UInt16>
  /// Whether a peer behind NAT may send from elsewhere than it signalled: the first valid packet
  /// within a second after signalling then decides where the peer is.
  package var latching: Bool

  package init(
    localAddress: String, portRange: ClosedRange<UInt16>, latching: Bool = false
  ) {
    self.localAddress = localAddress
    self.portRange = portRange
    self.latching = latching
  }
}
