package import Routing

/// A SIP peer that carries many calls, as the wire needs to know it.
package struct SiteTrunk: Hashable, Sendable {
  package let name: TrunkName
  package let network: NetworkName
  /// Where its calls go, and where they are expected from.
  package let peer: SIPURI
  /// What the peer asks of us by digest; `nil` when it asks nothing.
  package let credentials: Credentials?
  /// Whether the box registers with the peer; it then has `credentials`.
  package let registers: Bool
  /// How long a registration is asked for (RFC 3261 section 10.2.1.1).
  package let expires: Duration
  /// How often the peer is asked by OPTIONS whether it lives; `nil` for never.
  package let qualify: Duration?
  /// Whether identities cross this trunk (RFC 3325 trust domain).
  package let identity: IdentityPolicy
  /// Which number the peer is shown as the caller's.
  package let callerID: CallerIDPolicy
  /// Where the number that was dialled is read in its INVITEs.
  package let numberFrom: NumberSource
  /// Whether RTP may be latched to where it really comes from.
  package let nat: Bool
  /// What it is offered instead of the box's codecs.
  package let codecs: [Codec]?
  /// What it is asked to put into a packet, instead of what the box asks for.
  package let packetTime: Duration?
  /// Whether it is offered comfort noise, instead of what holds for the box.
  package let comfortNoise: Bool?
}

/// A user name and password for digest authentication (RFC 8760, RFC 3261 section 22).
package struct Credentials: Hashable, Sendable {
  package let username: String
  package let password: Secret
  /// The realm they are for; `nil` for whichever the peer names.
  package let realm: String?

  package init(username: String, password: Secret, realm: String? = nil) {
    self.username = username
    self.password = password
    self.realm = realm
  }
}

/// Whether P-Asserted-Identity is believed and sent (RFC 3325).
package enum IdentityPolicy: String, Hashable, Sendable, CaseIterable {
  /// Believed from the peer, and sent to it.
  case trust
  /// Ignored from the peer, and never sent to it.
  case withhold
}

/// Which number a trunk's peer sees as the caller's.
package enum CallerIDPolicy: Hashable, Sendable {
  /// The citizen's own.
  case citizen
  /// This one, for carriers that refuse numbers that are not theirs.
  case number(String)
}

/// Where an INVITE says what was dialled, on a trunk where calls come over other numbers.
package enum NumberSource: String, Hashable, Sendable, CaseIterable {
  case requestURI = "request-uri"
  case to
  /// The number that was diverted first (RFC 5806): the last entry.
  case diversion
  /// The number that was asked for first (RFC 7044): the first entry.
  case historyInfo = "history-info"
}

/// What happens to a call that comes in over a trunk without a channel left for it.
enum FullTrunkPolicy: String, Hashable, Sendable, CaseIterable {
  /// It is taken: the peer may carry more than it said.
  case accept
  /// It is answered 503.
  case refuse
}
