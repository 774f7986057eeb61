internal import CPJSIP
internal import Routing

/// A network with its open listeners.
final class LineNetwork {
  unowned let line: Line
  let name: NetworkName
  let allow: [AddressRange]
  private(set) var listeners: [Listener] = []

  init(_ configuration: NetworkConfiguration, line: Line) throws {
    self.line = line
    name = configuration.name
    allow = try configuration.allow.map { text in
      guard let range = AddressRange(text) else { throw LineError.badRange(text) }
      return range
    }
  }

  func allows(_ address: IPAddress) -> Bool { allow.contains { $0.contains(address) } }

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

/// The network whose transport brought this message, if it still has one.
func network(of data: UnsafeMutablePointer<pjsip_rx_data>) -> LineNetwork? {
  guard let transport = data.pointee.tp_info.transport, let stack = Stack.shared else { return nil }
  if let network = stack.networks[UnsafeRawPointer(transport)] { return network }
  return transport.pointee.factory.flatMap { stack.networks[UnsafeRawPointer($0)] }
}
