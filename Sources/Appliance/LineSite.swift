internal import Console
internal import Routing
internal import SIPLine
internal import Site

extension LineConfiguration {
  /// What the SIP line is to know of a site.
  init(_ site: SiteConfiguration) {
    self.init(
      networks: site.networks.map(NetworkConfiguration.init),
      trunks: site.trunks.map(TrunkConfiguration.init),
      seats: site.seats.compactMap(SeatConfiguration.init))
    userAgent = "Liandong/\(Product.version)"
  }
}

extension NetworkConfiguration {
  fileprivate init(_ network: SiteNetwork) {
    self.init(
      name: network.name,
      listeners: network.listeners.map { listener in
        ListenerConfiguration(
          listener.transport == .udp ? .udp : .tcp, listener.address.description,
          port: listener.port)
      },
      allow: network.allow.map(\.description))
  }
}

extension TrunkConfiguration {
  fileprivate init(_ trunk: SiteTrunk) {
    self.init(name: trunk.name, network: trunk.network, peer: trunk.peer.description)
    credentials = trunk.credentials.map { credentials in
      SIPLine.Credentials(
        username: credentials.username, password: credentials.password.text,
        realm: credentials.realm)
    }
    registerExpires = trunk.registers ? Int(trunk.expires.components.seconds) : nil
    qualify = trunk.qualify
    trustIdentity = trunk.identity == .trust
    numberFrom =
      switch trunk.numberFrom {
      case .requestURI: .requestURI
      case .to: .to
      case .diversion: .diversion
      case .historyInfo: .historyInfo
      }
    switch trunk.callerID {
    case .citizen: callerID = .citizen
    case .number(let number): callerID = .own(number)
    }
  }
}

extension SeatConfiguration {
  /// `nil` for a seat that has no phone.
  fileprivate init?(_ seat: SiteSeat) {
    guard let network = seat.network else { return nil }
    switch seat.access {
    case .fixed(let contact):
      self.init(name: seat.name, network: network, contact: contact.description)
    case .registers(let password):
      self.init(name: seat.name, network: network, password: password.text)
    case .sound: return nil
    }
  }
}
