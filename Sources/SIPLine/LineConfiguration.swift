package import Routing

/// Everything that the SIP line is told at its start; plain values, checked by the site reader.
package struct LineConfiguration: Sendable {
  /// Where we listen, at least one.
  package var networks: [NetworkConfiguration]
  /// Peers that carry many calls.
  package var trunks: [TrunkConfiguration]
  /// Phones of our desks.
  package var seats: [SeatConfiguration]
  /// Session interval that we ask for (RFC 4028), seconds, at least 90.
  package var sessionExpires: Int = 1800
  /// Max-Forwards of a call that came from no other box (RFC 3261 section 8.1.1.6), 1 to 255.
  package var maxForwards: Int = 70
  /// How many boxes of our kind a call may have gone through before this one, 1 to 64; beyond that it
  /// goes in circles.
  package var maximumBoxes: Int = 5
  /// User-Agent of our requests; the first line of the process decides.
  package var userAgent: String = "Liandong"
  /// Realm of the challenges to our seats.
  package var realm: String = "liandong"
  /// How long a dialled peer may stay silent, without even a 100, before it counts as unreachable.
  package var provisionalTimeout: Duration = .seconds(4)
  /// PJSIP's own log on stderr: 0 nothing, 1 errors, up to 5; 4 and above show message texts.
  package var logLevel: Int = 1
  /// Bytes of released pools that PJSIP keeps for the next call; the first line's counts. Zero
  /// gives each back at once, which lets AddressSanitizer see what is used too late.
  package var poolCache: Int = 16 << 20
  /// Takes calls from any allowed address; for phones, never for the box.
  package var acceptUnknownPeers: Bool = false
  /// Legs at one time; further INVITEs get 503.
  package var maximumLegs: Int = 15_000
  /// All addresses of a host name as literals, IPv6 or IPv4; called on threads of its own, may take long. The
  /// last line of the process decides.
  package var lookUp: @Sendable (_ name: String, _ isIPv6: Bool) -> [String] = HostNames.system
  /// User part of our Contact.
  package var contactUser: String = "liandong"

  package init(
    networks: [NetworkConfiguration], trunks: [TrunkConfiguration] = [],
    seats: [SeatConfiguration] = []
  ) {
    self.networks = networks
    self.trunks = trunks
    self.seats = seats
  }
}

/// How a SIP message travels.
package enum SIPTransport: String, Hashable, Sendable, CaseIterable {
  case udp
  case tcp
}

/// One address that we listen on.
package struct ListenerConfiguration: Hashable, Sendable {
  /// UDP or TCP.
  package var transport: SIPTransport
  /// An IPv4 or IPv6 address as text, without brackets.
  package var address: String
  /// Zero lets the kernel choose.
  package var port: UInt16

  package init(_ transport: SIPTransport, _ address: String, port: UInt16) {
    self.transport = transport
    self.address = address
    self.port = port
  }
}

/// One network of the site: where we listen on it and who may speak to us.
package struct NetworkConfiguration: Hashable, Sendable {
  /// What trunks and seats call it.
  package var name: NetworkName
  /// At least one; peers are spoken to from the first that fits them.
  package var listeners: [ListenerConfiguration]
  /// Address ranges such as `10.0.0.0/8` or `fd00::/8`; what comes from elsewhere is dropped.
  package var allow: [String]

  package init(name: NetworkName, listeners: [ListenerConfiguration], allow: [String]) {
    self.name = name
    self.listeners = listeners
    self.allow = allow
  }
}

/// User name and password for digest authentication (RFC 8760).
package struct Credentials: Hashable, Sendable {
  /// As the other side knows us.
  package var username: String
  /// In clear; never printed.
  package var password: String
  /// `nil` answers a challenge of any realm.
  package var realm: String?

  package init(username: String, password: String, realm: String? = nil) {
    self.username = username
    self.password = password
    self.realm = realm
  }
}

extension Credentials: CustomStringConvertible {
  /// Without the password.
  package var description: String { "credentials of \(username)" }
}

/// Whose number a trunk shows to those whom we dial over it.
package enum CallerIDPolicy: Hashable, Sendable {
  case citizen
  /// For carriers that refuse numbers that are not ours.
  case own(String)
}

/// One trunk of the site.
package struct TrunkConfiguration: Hashable, Sendable {
  /// As the number plan calls it.
  package var name: TrunkName
  /// The network whose sockets it is spoken to from.
  package var network: NetworkName
  /// `sip:host:port[;transport=tcp]`, the host an address literal.
  package var peer: String
  /// Answers the challenges of the peer, to REGISTER and INVITE.
  package var credentials: Credentials?
  /// Registers with the peer, for this many seconds at a time; `nil` does not.
  package var registerExpires: Int?
  /// Asks the peer for life with OPTIONS this often; `nil` does not.
  package var qualify: Duration?
  /// Believes P-Asserted-Identity that comes in and sends it out (RFC 3325).
  package var trustIdentity: Bool = false
  /// Whose number those whom we dial over it see.
  package var callerID: CallerIDPolicy = .citizen
  /// Where its INVITEs say what the citizen dialled first.
  package var numberFrom: NumberSource = .requestURI

  package init(name: TrunkName, network: NetworkName, peer: String) {
    self.name = name
    self.network = network
    self.peer = peer
  }
}

/// Where an INVITE says what was dialled.
package enum NumberSource: Hashable, Sendable {
  case requestURI
  case to
  /// The last Diversion: the number that was diverted first (RFC 5806 section 5.1).
  case diversion
  /// The first entry of History-Info: the number that was asked for first (RFC 7044 section 5).
  case historyInfo
}

/// One seat of the site that is a SIP phone.
package struct SeatConfiguration: Hashable, Sendable {
  /// As groups call it; also the user name of a phone that registers.
  package var name: SeatName
  /// The network whose sockets it is spoken to from.
  package var network: NetworkName
  /// A fixed address, `sip:user@host:port`; `nil` for a phone that registers.
  package var contact: String?
  /// Of a phone that registers.
  package var password: String?

  package init(
    name: SeatName, network: NetworkName, contact: String? = nil, password: String? = nil
  ) {
    self.name = name
    self.network = network
    self.contact = contact
    self.password = password
  }
}
