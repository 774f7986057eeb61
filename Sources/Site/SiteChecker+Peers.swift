internal import Routing

extension SiteChecker {
  /// A network and where its parts stand.
  struct CheckedNetwork: Sendable {
    let network: SiteNetwork
    let listeners: [Located<SIPListener>]
    let mediaPorts: [Located<MediaPorts>]
  }

  /// A trunk or a seat's fixed address, and where it stands.
  struct CheckedTrunk: Sendable {
    let trunk: SiteTrunk
    /// The same as routing needs it.
    let routed: Trunk
    let peer: Located<SIPURI>
  }

  /// A seat, and where its contact stands, if it has one.
  struct CheckedSeat: Sendable {
    let seat: SiteSeat
    let contact: Located<SIPURI>?
    let sound: Located<String>?
    let input: Located<String>?
  }

  func network(_ reader: SectionReader) -> CheckedNetwork? {
    let sip = reader.read(NetworkKeys.sip)
    let rtp = reader.read(NetworkKeys.rtp)
    let allow = reader.read(NetworkKeys.allow)
    guard let sip, let rtp, let allow else { return nil }
    for (index, range) in rtp.enumerated() {
      let family = range.value.address.family
      if rtp[..<index].contains(where: { $0.value.address.family == family }) {
        findings.error(
          range.place, "rtp has two ranges for \(family.words); expected one for each family")
      } else if !sip.contains(where: { $0.value.address.family == family }) {
        findings.error(
          range.place, "rtp has \(family.words), which sip has not; expected the families of sip")
      }
    }
    for listener in sip
    where !rtp.contains(where: { $0.value.address.family == listener.value.address.family }) {
      findings.error(
        listener.place,
        "sip has \(listener.value.address.family.words), for which rtp has no range; "
          + "expected rtp = ADDRESS:LOW-HIGH for it")
    }
    return CheckedNetwork(
      network: SiteNetwork(
        name: NetworkName(reader.name), listeners: sip.map(\.value),
        mediaPorts: rtp.map(\.value), allow: allow.map(\.value)),
      listeners: sip, mediaPorts: rtp)
  }

  func trunk(
    _ reader: SectionReader, networks: [NetworkName: SiteNetwork], media: MediaSettings?
  ) -> CheckedTrunk? {
    let network = resolve(reader.read(TrunkKeys.network), .network).map { NetworkName($0) }
    let peer = reader.read(TrunkKeys.peer)
    let username = reader.read(TrunkKeys.username)
    let password = reader.read(TrunkKeys.password)
    let realm = reader.read(TrunkKeys.realm)
    let register = reader.read(TrunkKeys.register)
    let expires = reader.read(TrunkKeys.expires)
    let qualify = reader.read(TrunkKeys.qualify)
    let identity = reader.read(TrunkKeys.identity)
    let callerID = reader.read(TrunkKeys.callerID)
    let numberFrom = reader.read(TrunkKeys.numberFrom)
    let nat = reader.read(TrunkKeys.nat)
    let codecs = reader.read(TrunkKeys.codecs)
    let packetTime = reader.read(TrunkKeys.packetTime)
    let comfortNoise = reader.read(TrunkKeys.comfortNoise)
    checkPacketTime(packetTime, codecs, media)
    let routed = channels(reader)
    checkCredentials(reader, registers: register?.value == true)
    if let network, let peer { checkReach(peer, key: "peer", networks[network]) }
    guard let network, let peer, let register, let expires, let qualify, let identity,
      let callerID, let numberFrom, let nat, let routed
    else { return nil }
    var credentials: Credentials?
    if let username, let password {
      credentials = Credentials(username: username, password: password, realm: realm)
    }
    return CheckedTrunk(
      trunk: SiteTrunk(
        name: TrunkName(reader.name), network: network, peer: peer.value,
        credentials: credentials, registers: register.value, expires: expires, qualify: qualify,
        identity: identity, callerID: callerID, numberFrom: numberFrom,
        nat: nat, codecs: codecs?.map(\.value), packetTime: packetTime?.value,
        comfortNoise: comfortNoise),
      routed: routed, peer: peer)
  }

  /// How many calls the trunk carries.
  private func channels(_ reader: SectionReader) -> Trunk? {
    let channels = reader.read(TrunkKeys.channels)
    let reserved = reader.read(TrunkKeys.reserved)
    let whenFull = reader.read(TrunkKeys.whenFull)
    if let channels, let reserved, reserved.value >= channels {
      findings.error(
        reserved.place,
        "reserved is \"\(reserved.value)\" of \(channels) channels; expected fewer than channels")
    }
    let mayNeedChannels = [
      (reserved.map { $0.value > 0 } ?? false, reader.place(of: TrunkKeys.reserved)),
      (whenFull == .refuse, reader.place(of: TrunkKeys.whenFull)),
    ]
    for (needs, place) in mayNeedChannels where needs && !reader.has(TrunkKeys.channels) {
      findings.error(
        place,
        "\(reader.section.title) counts no channels; expected channels = "
          + TrunkKeys.channels.kind.expected)
    }
    guard let reserved, let whenFull else { return nil }
    return Trunk(
      name: TrunkName(reader.name), channels: channels, reserved: reserved.value,
      refusesWhenFull: whenFull == .refuse)
  }

  private func checkCredentials(_ reader: SectionReader, registers: Bool) {
    switch (reader.has(TrunkKeys.username), reader.has(TrunkKeys.password)) {
    case (true, false): reader.miss(TrunkKeys.password, because: " though it has a username")
    case (false, true): reader.miss(TrunkKeys.username, because: " though it has a password")
    case (true, true): break
    case (false, false):
      if registers {
        reader.miss(TrunkKeys.username, because: " though it registers")
        reader.miss(TrunkKeys.password, because: " though it registers")
      } else if reader.has(TrunkKeys.realm) {
        reader.miss(TrunkKeys.username, because: " though it has a realm")
      }
    }
  }

  func seat(
    _ reader: SectionReader, networks: [NetworkName: SiteNetwork], media: MediaSettings?
  ) -> CheckedSeat? {
    let platform = reader.read(SeatKeys.platform)
    let network = resolve(reader.read(SeatKeys.network), .network).map { NetworkName($0) }
    let contact = reader.read(SeatKeys.contact)
    let password = reader.read(SeatKeys.password)
    let display = reader.has(SeatKeys.display) ? reader.read(SeatKeys.display) : reader.name
    let nat = reader.read(SeatKeys.nat)
    let codecs = reader.read(SeatKeys.codecs)
    let packetTime = reader.read(SeatKeys.packetTime)
    let comfortNoise = reader.read(SeatKeys.comfortNoise)
    checkPacketTime(packetTime, codecs, media)
    if reader.has(SeatKeys.sound) {
      return soundSeat(reader, platform: platform, display: display)
    }
    checkNoSound(reader)
    let gain = reader.read(SeatKeys.gain)
    if !reader.has(SeatKeys.network) { reader.miss(SeatKeys.network) }
    switch (reader.has(SeatKeys.contact), reader.has(SeatKeys.password)) {
    case (true, true):
      findings.error(
        reader.place(of: SeatKeys.password),
        "\(reader.section.title) has a contact and a password; "
          + "expected a contact for a fixed address, or a password for a phone that registers")
    case (false, false):
      findings.error(
        reader.place,
        "\(reader.section.title) has neither contact nor password nor sound; expected a contact for a "
          + "fixed address, a password for a phone that registers, or sound for a card of the box")
    default: break
    }
    if let network, let contact { checkReach(contact, key: "contact", networks[network]) }
    let access =
      contact.map { SeatAccess.fixed($0.value) } ?? password.map { .registers($0.value) }
    guard let platform, let network, let display, let nat, let gain, let access else { return nil }
    return CheckedSeat(
      seat: SiteSeat(
        name: SeatName(reader.name), platform: PlatformName(platform), network: network,
        access: access, display: display, nat: nat, gain: gain,
        codecs: codecs?.map(\.value), packetTime: packetTime?.value, comfortNoise: comfortNoise),
      contact: contact, sound: nil, input: nil)
  }
}

extension IPAddress.Family {
  var words: String { self == .v4 ? "IPv4" : "IPv6" }
}
