internal import CPJSIP
internal import Glibc

/// One open UDP socket or TCP listening socket.
final class Listener {
  let transport: SIPTransport
  let host: String
  let port: UInt16
  let isIPv6: Bool
  private let udp: UnsafeMutablePointer<pjsip_transport>?
  private let tcp: UnsafeMutablePointer<pjsip_tpfactory>?

  /// Opens the socket.
  ///
  /// - Throws: `LineError` that names address and port.
  init(_ configuration: ListenerConfiguration, stack: Stack) throws {
    guard let address = IPAddress(configuration.address) else {
      throw LineError.badAddress(configuration.address)
    }
    transport = configuration.transport
    host = configuration.address
    isIPv6 = address.isIPv6
    let wanted = "\(transport.rawValue) \(host) port \(configuration.port)"
    switch transport {
    case .udp:
      (udp, port) = try Self.named(wanted) { try Self.openUDP(configuration, address, stack) }
      tcp = nil
    case .tcp:
      (tcp, port) = try Self.named(wanted) { try Self.openTCP(configuration, address, stack) }
      udp = nil
    }
  }

  /// What `Stack.networks` knows this listener by.
  var key: UnsafeRawPointer {
    if let udp { UnsafeRawPointer(udp) } else { UnsafeRawPointer(tcp!) }
  }

  /// Makes a dialog or request leave from here and nowhere else.
  var selector: pjsip_tpselector {
    var selector = pjsip_tpselector()
    if let udp {
      selector.type = PJSIP_TPSELECTOR_TRANSPORT
      selector.u.transport = udp
    } else {
      selector.type = PJSIP_TPSELECTOR_LISTENER
      selector.u.listener = tcp
    }
    return selector
  }

  func contact(user: String) -> String {
    "<\(SIPURI(user: user, host: host, port: port, transport: transport).text)>"
  }

  func close() {
    if let udp {
      pjsip_udp_transport_pause(udp, UInt32(PJSIP_UDP_TRANSPORT_DESTROY_SOCKET))
      pjsip_transport_shutdown(udp)
    }
    if let tcp { _ = tcp.pointee.destroy(tcp) }
  }

  private static func openUDP(
    _ configuration: ListenerConfiguration, _ address: IPAddress, _ stack: Stack
  ) throws -> (UnsafeMutablePointer<pjsip_transport>, UInt16) {
    var settings = pjsip_udp_transport_cfg()
    pjsip_udp_transport_cfg_default(&settings, family(address))
    try bind(&settings.bind_addr, configuration, address, stack)
    var opened: UnsafeMutablePointer<pjsip_transport>?
    try check("open") { pjsip_udp_transport_start2(stack.endpoint, &settings, &opened) }
    return (opened!, UInt16(opened!.pointee.local_name.port))
  }

  private static func openTCP(
    _ configuration: ListenerConfiguration, _ address: IPAddress, _ stack: Stack
  ) throws -> (UnsafeMutablePointer<pjsip_tpfactory>, UInt16) {
    var settings = pjsip_tcp_transport_cfg()
    pjsip_tcp_transport_cfg_default(&settings, family(address))
    settings.reuse_addr = 1
    try bind(&settings.bind_addr, configuration, address, stack)
    var opened: UnsafeMutablePointer<pjsip_tpfactory>?
    // A request that follows a response at once must not wait for the peer's delayed ACK.
    var yes: Int32 = 1
    try withUnsafeMutablePointer(to: &yes) { yes in
      liandong_add_socket_option(
        &settings.sockopt_params, Int32(IPPROTO_TCP), TCP_NODELAY, yes)
      try check("open") { pjsip_tcp_transport_start3(stack.endpoint, &settings, &opened) }
    }
    return (opened!, UInt16(opened!.pointee.addr_name.port))
  }

  private static func family(_ address: IPAddress) -> Int32 {
    Int32(address.isIPv6 ? PJ_AF_INET6 : PJ_AF_INET)
  }

  private static func bind(
    _ target: inout pj_sockaddr, _ configuration: ListenerConfiguration, _ address: IPAddress,
    _ stack: Stack
  ) throws {
    try stack.withPool { pool in
      var host = configuration.address.pj(in: pool)
      try check("address") {
        pj_sockaddr_init(family(address), &target, &host, configuration.port)
      }
    }
  }

  private static func named<Result>(_ wanted: String, _ open: () throws -> Result) throws -> Result
  {
    do { return try open() } catch let error as PJError {
      // PJSIP's numbers for the system's are errno plus a constant.
      switch error.status - 120_000 {
      case EADDRINUSE: throw LineError.inUse(wanted)
      case EADDRNOTAVAIL: throw LineError.notOurs(wanted)
      default: throw LineError.cannotListen(wanted, reason: PJError.sentence(error.status))
      }
    }
  }
}
