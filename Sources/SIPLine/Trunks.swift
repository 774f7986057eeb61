internal import CPJSIP
internal import Routing
internal import Switchboard

/// What we know of a trunk's life.
struct TrunkState {
  /// `nil` until the first answer, or for ever when nobody asks.
  var reachable: Bool?
  var timer: LineTimer?
}

/// One OPTIONS under way.
struct Ping {
  let line: Line
  let trunk: TrunkName
}

extension Line {
  /// Begins to register with and to ping the trunks that want it.
  func startTrunks() throws {
    for trunk in configuration.trunks {
      try startRegistration(of: trunk)
      if trunk.qualify != nil { ping(trunk.name) }
    }
  }

  func startRegistration(of trunk: TrunkConfiguration) throws {
    guard let uri = peers.trunkURIs[trunk.name], let expires = trunk.registerExpires else { return }
    try startRegistration(
      trunk.name, uri, user: trunk.credentials?.username ?? configuration.contactUser,
      credentials: trunk.credentials, network: trunk.network, expires: expires)
  }

  /// Sends OPTIONS to a trunk, and again when its time has come.
  func ping(_ name: TrunkName) {
    guard let trunk = peers.trunks[name], let uri = peers.trunkURIs[name],
      let network = networks[trunk.network], let pause = trunk.qualify
    else { return }
    trunkStates[name, default: TrunkState()].timer = schedule(after: pause) { [weak self] in
      self?.ping(name)
    }
    guard let listener = network.listener(for: uri) else { return }
    stack.withPool { pool in
      var target = uri.text.pj(in: pool)
      var to = "<\(uri.text)>".pj(in: pool)
      let own = SIPURI(user: configuration.contactUser, host: listener.host)
      var from = "<\(own.text)>".pj(in: pool)
      var contact = listener.contact(user: configuration.contactUser).pj(in: pool)
      var request: UnsafeMutablePointer<pjsip_tx_data>?
      let made = pjsip_endpt_create_request(
        stack.endpoint, pjsip_get_options_method(), &target, &from, &to, &contact, nil, -1, nil,
        &request)
      guard made == 0, let request else { return }
      var selector = listener.selector
      pjsip_tx_data_set_transport(request, &selector)
      let token = stack.newToken()
      stack.pings[token] = Ping(line: self, trunk: name)
      let sent = pjsip_endpt_send_request(
        stack.endpoint, request, 4000, UnsafeMutableRawPointer(bitPattern: token)
      ) { pong($0, $1) }
      if sent != 0, stack.pings.removeValue(forKey: token) != nil {
        heard(of: name, answered: false)
      }
    }
  }

  fileprivate func heard(of name: TrunkName, answered: Bool) {
    guard trunkStates[name]?.reachable != answered else { return }
    trunkStates[name, default: TrunkState()].reachable = answered
    emit(.trunkReachable(name, answered))
  }

  /// Forgets whether a trunk lives, and asks it no more.
  func stopPings(of name: TrunkName) {
    cancel(trunkStates.removeValue(forKey: name)?.timer)
    for (token, ping) in stack.pings where ping.line === self && ping.trunk == name {
      stack.pings[token] = nil
    }
  }

  func stopPings() {
    for state in trunkStates.values { cancel(state.timer) }
    for (token, ping) in stack.pings where ping.line === self { stack.pings[token] = nil }
  }
}

/// An OPTIONS of ours ended; any answer but 503 is life.
private func pong(_ token: UnsafeMutableRawPointer?, _ event: UnsafeMutablePointer<pjsip_event>?) {
  guard let token, let event,
    let ping = Stack.shared?.pings.removeValue(forKey: Int(bitPattern: token)),
    let transaction = event.pointee.body.tsx_state.tsx
  else { return }
  let heard = event.pointee.body.tsx_state.type == PJSIP_EVENT_RX_MSG
  ping.line.heard(of: ping.trunk, answered: heard && transaction.pointee.status_code != 503)
}
