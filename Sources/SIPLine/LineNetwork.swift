internal import CPJSIP
internal import Routing

/// A network with its open listeners.
final class LineNetwork {
  unowned let line: Line
  let name: NetworkName
  private var allow: [AddressRange]
  /// Ranges that are let in no more but for the dialogs that they are in.
  private var finishing: [AddressRange] = []
  private(set) var listeners: [Listener] = []

  init(_ configuration: NetworkConfiguration, line: Line) throws {
    self.line = line
    name = configuration.name
    allow = try configuration.allowedRanges()
  }

  /// - Parameter isWithinDialog: whether the message belongs to something that began before.
  func allows(_ address: IPAddress, isWithinDialog: Bool) -> Bool {
    allow.contains { $0.contains(address) }
      || isWithinDialog && finishing.contains { $0.contains(address) }
  }

  /// Lets others in from now on; calls that are up end as they would have.
  func allow(_ ranges: [AddressRange], elseFinish: Bool) {
    finishing = elseFinish ? Array(Set(finishing + allow).subtracting(ranges)) : []
    allow = ranges
  }

  func add(_ listener: Listener) {
    listeners.append(listener)
    Stack.shared?.networks[listener.key] = self
  }

  /// The listener from which a peer is spoken to.
  func listener(for transport: SIPTransport, ipv6: Bool) -> Listener? {
    listeners.first { $0.transport == transport && $0.isIPv6 == ipv6 }
  }

  func listener(for uri: SIPURI) -> Listener? {
    listener(for: uri.transport, ipv6: uri.isIPv6)
  }

  func close() {
    for listener in listeners {
      Stack.shared?.networks[listener.key] = nil
      listener.close()
    }
    listeners = []
  }
}

extension NetworkConfiguration {
  /// - Throws: `LineError.badRange`.
  func allowedRanges() throws -> [AddressRange] {
    try allow.map { text in
      guard let range = AddressRange(text) else { throw LineError.badRange(text) }
      return range
    }
  }
}

/// The network whose transport brought this message, if it still has one.
func network(of data: UnsafeMutablePointer<pjsip_rx_data>) -> LineNetwork? {
  network(of: data.pointee.tp_info.transport)
}

/// The network that a transport belongs to.
func network(of transport: UnsafeMutablePointer<pjsip_transport>?) -> LineNetwork? {
  guard let transport, let stack = Stack.shared else { return nil }
  if let network = stack.networks[UnsafeRawPointer(transport)] { return network }
  return transport.pointee.factory.flatMap { stack.networks[UnsafeRawPointer($0)] }
}
