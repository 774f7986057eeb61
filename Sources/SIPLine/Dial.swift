internal import CPJSIP
package import Routing
package import Switchboard

/// An INVITE of ours.
struct Dialling {
  var party: Party
  var network: LineNetwork
  /// From, as in the header.
  var from: String
  /// Request URI and To.
  var target: SIPURI
  /// Where it goes when not where the target says; never shown to the peer.
  var route: SIPURI?
  var credentials: Credentials?
  var headers: [(String, String)] = []
  var contactUser: String
}

extension Line {
  /// Rings a seat or a number at a trunk.
  ///
  /// Comes back as `inviteSent`, then `ringing`, `answered` or `failed`.
  package func dial(_ leg: LegID, _ target: Target, _ identity: CallerIdentity) {
    guard let dialling = plan(target, identity) else { return emit(.failed(leg, .unreachable)) }
    let inherited = hops(of: identity.call)
    guard inherited > 0 else {
      counters[.tooManyHops, default: 0] += 1
      return emit(.failed(leg, .other(483)))
    }
    invite(leg, dialling, hops: inherited, call: identity.call)
  }

  func plan(_ target: Target, _ identity: CallerIdentity) -> Dialling? {
    switch target {
    case .seat(let name): plan(seat: name, identity)
    case .trunk(let name, let number): plan(trunk: name, number: number, identity)
    }
  }

  private func plan(seat name: SeatName, _ identity: CallerIdentity) -> Dialling? {
    guard let seat = peers.seats[name], let network = networks[seat.network] else { return nil }
    let binding = binding(of: name)
    guard let uri = peers.seatURIs[name] ?? binding?.contact,
      let listener = network.listener(for: binding?.route ?? uri)
    else { return nil }
    let number = Identity.clean(identity.number)
    let host = SIPURI(host: listener.host).bracketed
    return Dialling(
      party: .seat(name), network: network,
      from: Identity.from(
        number: number, host: listener.host, display: identity.nuisance.map(Identity.display)),
      target: uri, route: binding?.route, credentials: nil,
      headers: Identity.assertion(number: number, host: host)
        + Identity.alert(identity.nuisance),
      contactUser: configuration.contactUser)
  }

  private func plan(
    trunk name: TrunkName, number: String, _ identity: CallerIdentity
  ) -> Dialling? {
    guard let trunk = peers.trunks[name], var uri = peers.trunkURIs[name],
      let network = networks[trunk.network], let listener = network.listener(for: uri)
    else { return nil }
    uri.user = Identity.clean(number)
    let shown =
      switch trunk.callerID {
      case .citizen: Identity.clean(identity.number)
      case .own(let own): own
      }
    return Dialling(
      party: .trunk(name, number: number), network: network,
      from: Identity.from(number: shown, host: listener.host), target: uri,
      credentials: trunk.credentials,
      headers: trunk.trustIdentity
        ? Identity.assertion(number: shown, host: listener.host) : [],
      contactUser: configuration.contactUser)
  }

  /// Sends the INVITE; whatever keeps it from leaving is told as `failed`.
  func invite(_ id: LegID, _ dialling: Dialling, hops: Int, call: CallID?) {
    let request = MediaRequest(
      network: dialling.network.name, party: dialling.party,
      isIPv6: (dialling.route ?? dialling.target).isIPv6)
    guard let local = delegate?.localMedia(for: id, request) else {
      return emit(.failed(id, .noMedia))
    }
    do {
      let leg = try makeLeg(id, dialling, local)
      if let call { join(call, leg) }
      do { try sendInvite(leg, dialling, hops: hops) } catch {
        // The leg may have failed by itself on the way, and said so.
        if legs[id] != nil { emit(.failed(id, .unreachable)) }
        forget(leg)
      }
    } catch { emit(.failed(id, .unreachable)) }
  }

  private func makeLeg(_ id: LegID, _ dialling: Dialling, _ local: LocalMedia) throws -> Leg {
    guard let listener = dialling.network.listener(for: dialling.route ?? dialling.target) else {
      throw LineError.unknownNetwork(dialling.network.name.text, of: "\(dialling.party)")
    }
    return try stack.withPool { pool in
      var from = dialling.from.pj(in: pool)
      var contact = listener.contact(user: dialling.contactUser).pj(in: pool)
      var to = "<\(dialling.target.text)>".pj(in: pool)
      var target = dialling.target.text.pj(in: pool)
      var made: UnsafeMutablePointer<pjsip_dialog>?
      try check("dialog") {
        pjsip_dlg_create_uac(pjsip_ua_instance(), &from, &contact, &to, &target, &made)
      }
      let dialog = made!
      pjsip_dlg_inc_lock(dialog)
      defer { pjsip_dlg_dec_lock(dialog) }
      do { return try dress(dialog, id, dialling, local, listener, pool) } catch {
        pjsip_dlg_terminate(dialog)
        throw error
      }
    }
  }

  /// Gives a new dialog its way out, its credentials and its invite session.
  private func dress(
    _ dialog: UnsafeMutablePointer<pjsip_dialog>, _ id: LegID, _ dialling: Dialling,
    _ local: LocalMedia, _ listener: Listener, _ pool: Pool
  ) throws -> Leg {
    var selector = listener.selector
    try check("transport") { pjsip_dlg_set_transport(dialog, &selector) }
    if let route = dialling.route { try setRoute(route, of: dialog) }
    if let credentials = dialling.credentials {
      try withCredentials(credentials, in: pool) { credentials in
        pjsip_auth_clt_set_credentials(&dialog.pointee.auth_sess, 1, credentials)
      }
    }
    let options =
      PJSIP_INV_SUPPORT_100REL.rawValue | PJSIP_INV_SUPPORT_TIMER.rawValue
      | PJSIP_INV_SUPPORT_UPDATE.rawValue
    let description = sessionDescription(local, in: dialog.pointee.pool)
    var session: Session?
    try check("session") { pjsip_inv_create_uac(dialog, description, options, &session) }
    startSessionTimer(session!)
    let leg = Leg(
      id: id, line: self, network: dialling.network, party: dialling.party, session: session!,
      local: local, stage: .dialling)
    adopt(leg)
    return leg
  }

  /// A route that PJSIP follows and does not print.
  private func setRoute(_ route: SIPURI, of dialog: UnsafeMutablePointer<pjsip_dialog>) throws {
    let pool = dialog.pointee.pool!
    guard let header = routeHeader(route, in: pool) else {
      throw LineError.badURI(route.text, of: "route")
    }
    let memory = pj_pool_zalloc(pool, MemoryLayout<pjsip_route_hdr>.size)!
    let list = memory.assumingMemoryBound(to: pjsip_route_hdr.self)
    list.pointee.prev = list
    list.pointee.next = list
    pj_list_insert_before(memory, header)
    try check("route") { pjsip_dlg_set_route_set(dialog, list) }
  }

  /// A Route header that PJSIP follows and does not print.
  func routeHeader(_ route: SIPURI, in pool: Pool) -> UnsafeMutableRawPointer? {
    let text = "<\(route.text);lr;hide>".pj(in: pool)
    var name = "Route".pj(in: pool)
    return pjsip_parse_hdr(pool, &name, text.ptr, text.slen, nil)
  }

  private func sendInvite(_ leg: Leg, _ dialling: Dialling, hops: Int) throws {
    var request: UnsafeMutablePointer<pjsip_tx_data>?
    let made = pjsip_inv_invite(leg.session, &request)
    if made != 0 { pjsip_inv_terminate(leg.session, 500, 0) }
    try check("INVITE") { made }
    for (name, value) in dialling.headers { request!.add(header: name, value) }
    if let call = leg.call {
      request!.add(header: "X-Liandong-Call", "\(call)")
      request!.add(header: "X-Liandong-Boxes", "\(boxes(of: call) + 1)")
    }
    request!.setMaxForwards(hops)
    let sipCallID = leg.sipCallID
    try check("send INVITE") { pjsip_inv_send_msg(leg.session, request) }
    emit(.inviteSent(leg.id, sipCallID: sipCallID, at: .now))
    guard legs[leg.id] != nil else { return }
    let id = leg.id
    leg.provisionalTimer = schedule(after: configuration.provisionalTimeout) { [weak self] in
      self?.silent(id)
    }
  }

  /// Not even a 100: the peer counts as unreachable, and a late answer is sent away.
  private func silent(_ id: LegID) {
    guard let leg = legs[id], leg.stage == .dialling else { return }
    giveUp(leg)
  }

  /// Lends PJSIP credentials for the length of one call; it makes its own copy.
  func withCredentials(
    _ credentials: Credentials, in pool: Pool,
    _ body: (UnsafePointer<pjsip_cred_info>) -> pj_status_t
  ) throws {
    var info = pjsip_cred_info()
    info.realm = (credentials.realm ?? "*").pj(in: pool)
    info.scheme = "digest".pj(in: pool)
    info.username = credentials.username.pj(in: pool)
    info.data_type = Int32(PJSIP_CRED_DATA_PLAIN_PASSWD.rawValue)
    info.data = credentials.password.pj(in: pool)
    try check("credentials") { body(&info) }
  }
}
