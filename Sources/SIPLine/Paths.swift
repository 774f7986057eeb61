internal import CPJSIP

/// Which of our sockets a dialog uses: always one of the peer's own network.
extension Line {
  /// The listener that brought a message.
  private func listener(for data: Received, in network: LineNetwork) -> Listener? {
    guard let transport = data.pointee.tp_info.transport else { return nil }
    let key = UnsafeRawPointer(transport)
    let factory = transport.pointee.factory.map { UnsafeRawPointer($0) }
    return network.listeners.first { $0.key == key || $0.key == factory }
  }

  func contact(for data: Received, in network: LineNetwork) -> String? {
    listener(for: data, in: network)?.contact(user: configuration.contactUser)
  }

  func selector(for data: Received, in network: LineNetwork) -> pjsip_tpselector {
    listener(for: data, in: network)?.selector ?? pjsip_tpselector()
  }

  /// The connection behind a transport, or `nil` for UDP.
  func connection(of transport: UnsafeMutablePointer<pjsip_transport>?) -> UnsafeRawPointer? {
    guard let transport,
      transport.pointee.flag & PJSIP_TRANSPORT_RELIABLE.rawValue != 0
    else { return nil }
    return UnsafeRawPointer(transport)
  }
}

/// A connection broke: dialogs on it are asked whether they are alive, over a new one.
///
/// A carrier may close an idle connection and still be in every call (RFC 3261 section 18), so
/// nobody is given up before the question failed.
func connectionLost(_ transport: UnsafeMutablePointer<pjsip_transport>) {
  guard let stack = Stack.shared else { return }
  let key = UnsafeRawPointer(transport)
  for leg in stack.legs.values where leg.connection == key {
    leg.connection = nil
    leg.line.later { [line = leg.line, id = leg.id] in line.probe(id) }
  }
}
