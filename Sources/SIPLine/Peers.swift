internal import CPJSIP
internal import Routing

/// Who stands at which address.
struct Peers: Sendable {
  /// A peer that the site names.
  enum Peer: Sendable {
    case trunk(TrunkConfiguration)
    case seat(SeatConfiguration)
  }

  /// One address within one network: the same address elsewhere is somebody else.
  private struct Place: Hashable {
    let network: NetworkName
    let address: SocketAddress
  }

  private struct Host: Hashable {
    let network: NetworkName
    let address: IPAddress
  }

  let trunks: [TrunkName: TrunkConfiguration]
  let seats: [SeatName: SeatConfiguration]
  let trunkURIs: [TrunkName: SIPURI]
  let seatURIs: [SeatName: SIPURI]
  private var places: [Place: Peer] = [:]
  private var trunkHosts: [Host: TrunkConfiguration] = [:]
  private var seatHosts: [Host: [SeatConfiguration]] = [:]

  /// - Throws: `LineError.badURI` and `.unknownNetwork`.
  init(_ configuration: LineConfiguration) throws {
    let networks = Set(configuration.networks.map(\.name))
    var trunkURIs: [TrunkName: SIPURI] = [:]
    var seatURIs: [SeatName: SIPURI] = [:]
    for trunk in configuration.trunks {
      trunkURIs[trunk.name] = try Self.uri(trunk.peer, of: "trunk \(trunk.name)")
      try Self.known(trunk.network, networks, "trunk \(trunk.name)")
    }
    for seat in configuration.seats {
      try Self.known(seat.network, networks, "seat \(seat.name)")
      guard let contact = seat.contact else { continue }
      seatURIs[seat.name] = try Self.uri(contact, of: "seat \(seat.name)")
    }
    trunks = Dictionary(configuration.trunks.map { ($0.name, $0) }) { first, _ in first }
    seats = Dictionary(configuration.seats.map { ($0.name, $0) }) { first, _ in first }
    self.trunkURIs = trunkURIs
    self.seatURIs = seatURIs
    for trunk in configuration.trunks {
      guard let uri = trunkURIs[trunk.name], let address = IPAddress(uri.host) else { continue }
      let place = SocketAddress(address: address, port: uri.port ?? 5060)
      places[Place(network: trunk.network, address: place)] = .trunk(trunk)
      trunkHosts[Host(network: trunk.network, address: address)] = trunk
    }
    for seat in configuration.seats {
      guard let uri = seatURIs[seat.name], let address = IPAddress(uri.host) else { continue }
      let place = SocketAddress(address: address, port: uri.port ?? 5060)
      places[Place(network: seat.network, address: place)] = .seat(seat)
      seatHosts[Host(network: seat.network, address: address), default: []].append(seat)
    }
  }

  private static func uri(_ text: String, of owner: String) throws -> SIPURI {
    guard let uri = SIPURI(text), uri.scheme == "sip" else {
      throw LineError.badURI(text, of: owner)
    }
    return uri
  }

  private static func known(
    _ network: NetworkName, _ networks: Set<NetworkName>, _ owner: String
  ) throws {
    guard networks.contains(network) else {
      throw LineError.unknownNetwork(network.text, of: owner)
    }
  }

  /// The peer at exactly this address and port.
  func peer(at address: SocketAddress, in network: NetworkName) -> Peer? {
    places[Place(network: network, address: address)]
  }

  /// A fixed seat whose connection has a port of its own: known by its host and user name.
  func seat(at address: IPAddress, user: String, in network: NetworkName) -> SeatConfiguration? {
    seatHosts[Host(network: network, address: address)]?.first {
      $0.name.text == user || seatURIs[$0.name]?.user == user
    }
  }

  func trunk(at address: IPAddress, in network: NetworkName) -> TrunkConfiguration? {
    trunkHosts[Host(network: network, address: address)]
  }

  /// The seat of this name that registers with a password in this network.
  func registeringSeat(_ name: String, in network: NetworkName) -> SeatConfiguration? {
    guard let seat = seats[SeatName(name)], seat.network == network, seat.password != nil else {
      return nil
    }
    return seat
  }
}

/// Where a message came from.
func source(of data: UnsafeMutablePointer<pjsip_rx_data>) -> SocketAddress? {
  let name = withUnsafePointer(to: &data.pointee.pkt_info.src_name) { arrayText($0) }
  guard let address = IPAddress(name) else { return nil }
  return SocketAddress(
    address: address, port: UInt16(truncatingIfNeeded: data.pointee.pkt_info.src_port))
}
