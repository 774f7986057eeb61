internal import Routing

extension SiteChecker {
  /// Reports a peer that cannot be spoken to from its network, or is the box itself.
  func checkReach(_ uri: Located<SIPURI>, key: String, _ network: SiteNetwork?) {
    guard let network else { return }
    let transport = uri.value.transport
    let address = uri.value.address
    let words = [transport.rawValue] + (address.map { ["over \($0.family.words)"] } ?? [])
    let usable = network.listeners.contains {
      $0.transport == transport && (address == nil || $0.address.family == address?.family)
    }
    if !usable {
      findings.error(
        uri.place,
        "\(key) needs \(words.joined(separator: " ")), which network \(network.name) has not; "
          + "expected one of: \(network.listeners.map(\.description).joined(separator: ", "))")
    }
    guard let address else {
      findings.warning(
        uri.place,
        "\(key) is at a host name, so calls to it are made and calls from it refused: who calls is "
          + "known by the address; expected an address such as sip:192.0.2.7:5060")
      return
    }
    if network.listeners.contains(where: { $0.address == address && $0.port == uri.value.port }) {
      findings.error(
        uri.place,
        "\(key) is \(uri.value.description.shown), the box itself; expected the address of a peer")
    } else if !network.allows(address) {
      findings.warning(
        uri.place,
        "\(key) is at \(address), whom network \(network.name) does not let in; "
          + "expected it within allow = \(network.allow.map(\.description).joined(separator: ", "))"
      )
    }
  }

  /// Reports peers that cannot be told apart when they call.
  func checkPeers(trunks: [Located<CheckedTrunk>], seats: [Located<CheckedSeat>]) {
    var peers: [SIPURI: TrunkName] = [:]
    for checked in trunks.map(\.value) {
      if let first = peers[checked.trunk.peer] {
        findings.warning(
          checked.peer.place,
          "peer is that of trunk \(first), so calls from it count as \(first)'s; "
            + "expected another address or port")
      } else {
        peers[checked.trunk.peer] = checked.trunk.name
      }
    }
    var contacts: [SIPURI: SeatName] = [:]
    for checked in seats.map(\.value) {
      guard let contact = checked.contact else { continue }
      if let first = contacts[contact.value] {
        findings.error(
          contact.place,
          "contact is that of seat \(first); expected a user, address or port of its own")
      } else {
        contacts[contact.value] = checked.seat.name
      }
    }
  }

  /// Reports ports that two parts of the site would open.
  func checkPorts(_ networks: [CheckedNetwork]) {
    var listeners: [(listener: SIPListener, owner: NetworkName)] = []
    var ranges: [(range: MediaPorts, owner: NetworkName)] = []
    for network in networks {
      let owner = network.network.name
      for listener in network.listeners {
        if let first = listeners.first(where: { $0.listener == listener.value }) {
          findings.error(
            listener.place,
            "sip has \"\(listener.value)\", which network \(first.owner) has already; "
              + "expected a free address or port")
        }
        listeners.append((listener.value, owner))
      }
      for range in network.mediaPorts {
        let first = ranges.first {
          $0.range.address == range.value.address && $0.range.ports.overlaps(range.value.ports)
        }
        if let first {
          findings.error(
            range.place,
            "rtp has \"\(range.value)\", which overlaps \"\(first.range)\" of network \(first.owner); "
              + "expected ports of its own")
        }
        ranges.append((range.value, owner))
      }
    }
    for range in networks.flatMap(\.mediaPorts) {
      let clash = listeners.first {
        $0.listener.transport == .udp && $0.listener.address == range.value.address
          && range.value.ports.contains($0.listener.port)
      }
      if let clash {
        findings.error(
          range.place,
          "rtp has \"\(range.value)\", in which \"\(clash.listener)\" of network \(clash.owner) lies; "
            + "expected ports of its own")
      }
    }
  }
}
