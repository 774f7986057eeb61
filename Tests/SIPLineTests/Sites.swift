import Routing
import SIPLine
import Switchboard

/// The networks and peers that the tests speak of.
enum Sites {
  static let gov: NetworkName = "gov"
  static let police: NetworkName = "police"
  static let identity = CallerIdentity(
    call: CallID(0x1a3f), number: "13800000000", dialled: "12345")

  /// A phone or a carrier: takes any call on an address of its own.
  static func phone(
    _ address: String = "127.0.0.1", _ transports: [SIPTransport] = [.udp]
  ) -> LineConfiguration {
    var configuration = LineConfiguration(networks: [network("lan", address, transports)])
    configuration.acceptUnknownPeers = true
    configuration.contactUser = "phone"
    return configuration
  }

  static func network(
    _ name: NetworkName, _ address: String, _ transports: [SIPTransport] = [.udp]
  ) -> NetworkConfiguration {
    NetworkConfiguration(
      name: name,
      listeners: transports.map { ListenerConfiguration($0, address, port: 0) },
      allow: ["127.0.0.0/8", "::1"])
  }

  /// The box of the contract: carrier and seat 1001 on `gov`, seat 2001 on `police`.
  static func box(
    carrier: UInt16 = 9, seat1001: UInt16 = 9, seat2001: UInt16 = 9, tcp: Bool = false
  ) -> LineConfiguration {
    let suffix = tcp ? ";transport=tcp" : ""
    return LineConfiguration(
      networks: [network(gov, "127.0.0.2", [.udp, .tcp]), network(police, "127.0.0.3")],
      trunks: [
        TrunkConfiguration(
          name: "carrier", network: gov, peer: "sip:127.0.0.1:\(carrier)\(suffix)")
      ],
      seats: [
        SeatConfiguration(
          name: "1001", network: gov, contact: "sip:1001@127.0.0.1:\(seat1001)\(suffix)"),
        SeatConfiguration(
          name: "2001", network: police, contact: "sip:2001@127.0.0.1:\(seat2001)"),
        SeatConfiguration(name: "1002", network: gov, password: "secret-1002"),
      ])
  }
}
