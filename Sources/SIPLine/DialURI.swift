package import Routing
package import Switchboard

extension Line {
  /// Dials any SIP URI from a network of ours; for phones.
  ///
  /// - Parameters:
  ///   - uri: such as `sip:12345@127.0.0.2:5060;transport=tcp`.
  ///   - from: the number or name in From.
  ///   - headers: added to the INVITE as they are.
  package func dial(
    _ leg: LegID, uri: String, from: String, network: NetworkName,
    credentials: Credentials? = nil, headers: [(String, String)] = []
  ) {
    guard let target = SIPURI(uri), let network = networks[network],
      let listener = network.listener(for: target)
    else { return emit(.failed(leg, .unreachable)) }
    let dialling = Dialling(
      party: .trunk("any", number: target.user), network: network,
      from: Identity.from(number: from, host: listener.host), target: target, route: nil,
      credentials: credentials, headers: headers,
      contactUser: from.isEmpty ? configuration.contactUser : from)
    invite(leg, dialling, hops: configuration.maxForwards, call: nil)
  }

  /// Call-ID of a leg's dialog while it lives.
  package func sipCallID(of leg: LegID) -> String? { legs[leg]?.sipCallID }
}
