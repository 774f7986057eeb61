package import Routing

/// A place where an agent answers, as the wire needs to know it.
package struct SiteSeat: Hashable, Sendable {
  package let name: SeatName
  /// The desk that it belongs to.
  package let platform: PlatformName
  package let network: NetworkName
  /// How its phone is found.
  package let access: SeatAccess
  /// What people call it; the name of the seat when the file says nothing.
  package let display: String
  /// Whether RTP may be latched to where it really comes from.
  package let nat: Bool
}

/// How a seat's phone is found.
package enum SeatAccess: Hashable, Sendable {
  /// At a fixed address; it never registers.
  case fixed(SIPURI)
  /// Where it last registered, by digest with the seat's name and this password.
  case registers(Secret)
}

extension SeatAccess: CustomStringConvertible {
  package var description: String {
    switch self {
    case .fixed(let contact): "contact \(contact)"
    case .registers(let password): "password \(password)"
    }
  }
}
