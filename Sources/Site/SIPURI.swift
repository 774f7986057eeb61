/// Where a SIP peer is: `sip:1001@192.0.2.7:5060;transport=tcp` (RFC 3261 section 19.1).
package struct SIPURI: Hashable, Sendable {
  /// The part before `@`.
  package let user: String?
  package let host: Host
  /// 5060 when the URI names none.
  package let port: UInt16
  /// UDP when the URI names none.
  package let transport: SIPTransport

  /// An address, or a name that DNS must answer for.
  package enum Host: Hashable, Sendable {
    case address(IPAddress)
    case name(String)
  }

  /// The address, when the host is one.
  package var address: IPAddress? {
    if case .address(let address) = host { address } else { nil }
  }
}

extension SIPURI: CustomStringConvertible {
  /// The URI with its port, as it goes into a request line.
  package var description: String {
    let place =
      switch host {
      case .address(let address): address.bracketed
      case .name(let name): name
      }
    let suffix = transport == .udp ? "" : ";transport=\(transport.rawValue)"
    return "sip:\(user.map { $0 + "@" } ?? "")\(place):\(port)\(suffix)"
  }
}
