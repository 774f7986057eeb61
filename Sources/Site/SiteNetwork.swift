package import Routing

/// One of the networks that the box stands between: where it listens and whom it hears at all.
package struct SiteNetwork: Hashable, Sendable {
  package let name: NetworkName
  /// Where SIP is taken; never empty, no address and port twice in a site.
  package let listeners: [SIPListener]
  /// Where RTP is taken: one range for each address family of `listeners`.
  package let mediaPorts: [MediaPorts]
  /// Who may speak to the box on this network; never empty.
  package let allow: [AddressBlock]

  /// Whether a packet from `address` is let in.
  package func allows(_ address: IPAddress) -> Bool {
    let plain = address.unmapped
    return allow.contains { $0.contains(plain) }
  }

  /// The RTP range for peers of an address family, if this network has that family.
  package func mediaPorts(for family: IPAddress.Family) -> MediaPorts? {
    mediaPorts.first { $0.address.family == family }
  }
}

/// How SIP travels.
package enum SIPTransport: String, Hashable, Sendable, CaseIterable {
  case udp
  case tcp
}

/// One address and port on which SIP is taken.
package struct SIPListener: Hashable, Sendable {
  package let transport: SIPTransport
  package let address: IPAddress
  /// 1 to 65535.
  package let port: UInt16

  package init(transport: SIPTransport, address: IPAddress, port: UInt16) {
    self.transport = transport
    self.address = address
    self.port = port
  }
}

extension SIPListener: CustomStringConvertible {
  /// As the site file spells it: `udp:127.0.0.1:5060`, `tcp:[::1]:5060`.
  package var description: String { "\(transport.rawValue):\(address.bracketed):\(port)" }
}

/// The UDP ports of one address that carry RTP and RTCP.
package struct MediaPorts: Hashable, Sendable {
  package let address: IPAddress
  /// At least two ports, within 1024 to 65535.
  package let ports: ClosedRange<UInt16>

  package init(address: IPAddress, ports: ClosedRange<UInt16>) {
    self.address = address
    self.ports = ports
  }
}

extension MediaPorts: CustomStringConvertible {
  /// As the site file spells it: `127.0.0.1:20000-20999`.
  package var description: String {
    "\(address.bracketed):\(ports.lowerBound)-\(ports.upperBound)"
  }
}
