internal import CPJSIP
internal import Routing
internal import Switchboard

/// An INVITE that begins a dialog.
extension Line {
  typealias Received = UnsafeMutablePointer<pjsip_rx_data>

  /// Who calls, as far as we could tell.
  private struct Caller {
    let party: Party
    let number: String
  }

  func invited(_ data: Received, in network: LineNetwork) {
    guard hopsRemain(data), boxesRemain(data), !isLoop(data) else { return }
    guard let caller = identify(data, in: network) else { return }
    guard legs.count < configuration.maximumLegs else {
      return refuse(data, .tooManyLegs, status: 503)
    }
    guard let description = offer(in: data) else { return }
    accept(data, from: caller, offer: description, in: network)
  }

  private func hopsRemain(_ data: Received) -> Bool {
    guard let header = data.pointee.msg_info.max_fwd, header.pointee.ivalue == 0 else {
      return true
    }
    refuse(data, .tooManyHops, status: 483)
    return false
  }

  /// A call handed round between boxes would come back for ever: a proxy counts hops, and each box
  /// begins a call of its own, so they count themselves.
  private func boxesRemain(_ data: Received) -> Bool {
    guard boxes(of: data) >= configuration.maximumBoxes else { return true }
    refuse(data, .loop, status: 483)
    return false
  }

  private func boxes(of data: Received) -> Int {
    let text = data.pointee.msg_info.msg?.header("X-Liandong-Boxes") ?? ""
    // Whoever sends nonsense there has sent the call round often enough.
    return text.isEmpty ? 0 : Int(text).map { max(0, $0) } ?? .max
  }

  /// A call that we dialled ourselves and that came back to us.
  private func isLoop(_ data: Received) -> Bool {
    guard let text = data.pointee.msg_info.msg?.header("X-Liandong-Call"),
      let call = CallID(text: text), calls[call] != nil, !configuration.acceptUnknownPeers
    else { return false }
    refuse(data, .loop, status: 482)
    return true
  }

  /// The caller by address, then by digest, then by trunk host; refuses whoever remains.
  private func identify(_ data: Received, in network: LineNetwork) -> Caller? {
    guard let source = source(of: data) else { return nil }
    if configuration.acceptUnknownPeers { return stranger(data) }
    switch peers.peer(at: source, in: network.name) {
    case .trunk(let trunk): return citizen(data, over: trunk)
    case .seat(let seat): return agent(seat)
    case nil: break
    }
    let user = claimedUser(data)
    if let seat = peers.registeringSeat(user, in: network.name) {
      return authenticate(data, as: seat) ? agent(seat) : nil
    }
    if let seat = peers.seat(at: source.address, user: user, in: network.name) {
      return agent(seat)
    }
    if let trunk = peers.trunk(at: source.address, in: network.name) {
      return citizen(data, over: trunk)
    }
    refuse(data, .unknownPeer, status: 403)
    return nil
  }

  private func agent(_ seat: SeatConfiguration) -> Caller {
    Caller(party: .seat(seat.name), number: seat.name.text)
  }

  private func citizen(_ data: Received, over trunk: TrunkConfiguration) -> Caller {
    Caller(
      party: .citizen(trunk.name), number: Identity.caller(data, trusted: trunk.trustIdentity))
  }

  private func stranger(_ data: Received) -> Caller {
    Caller(party: .citizen("any"), number: Identity.caller(data, trusted: true))
  }

  /// What the INVITE offers: `.some(nil)` when it leaves the offer to us, `nil` when refused.
  private func offer(in data: Received) -> SessionDescription?? {
    let found = pjsip_rdata_get_sdp_info(data)
    guard let found, found.pointee.body.slen > 0 else {
      guard data.pointee.msg_info.msg?.pointee.body == nil else {
        refuse(data, .noCodec, status: 415)
        return nil
      }
      return .some(nil)
    }
    guard found.pointee.sdp_err == 0, let sdp = found.pointee.sdp else {
      refuse(data, .malformed, status: 400)
      return nil
    }
    guard let description = SessionDescription(sdp),
      description.shares(VoiceCodec.allCases), description.hasAddress
    else {
      refuse(data, .noCodec, status: 488)
      return nil
    }
    return .some(description)
  }

  private func accept(
    _ data: Received, from caller: Caller, offer: SessionDescription?, in network: LineNetwork
  ) {
    guard let options = verify(data), rejectReplaces(data) else { return }
    guard let id = delegate?.newLeg() else { return refuse(data, .noMedia, status: 503) }
    let peer = offer?.address ?? source(of: data)?.host ?? ""
    let request = MediaRequest(
      network: network.name, party: caller.party, isIPv6: peer.contains(":"))
    guard let local = delegate?.localMedia(for: id, request) else {
      return refuse(data, .noMedia, status: 500)
    }
    guard offer?.shares(local.codecs) ?? true else {
      delegate?.discarded(id)
      return refuse(data, .noCodec, status: 488)
    }
    guard let session = makeSession(data, local, options, late: offer == nil, in: network) else {
      delegate?.discarded(id)
      return
    }
    let leg = Leg(
      id: id, line: self, network: network, party: caller.party, session: session, local: local,
      stage: .arriving)
    leg.hops = data.pointee.msg_info.max_fwd.map { Int($0.pointee.ivalue) }
    leg.boxes = boxes(of: data)
    leg.connection = connection(of: data.pointee.tp_info.transport)
    adopt(leg)
    guard sendTrying(data, leg) else { return }
    let arrival = LineArrival(
      network: network.name, party: caller.party, callerNumber: caller.number,
      dialled: Identity.dialled(data, numberSource(of: caller.party)), sipCallID: leg.sipCallID,
      boxes: leg.boxes)
    emit(.incoming(id, arrival))
  }

  private func numberSource(of party: Party) -> NumberSource {
    guard case .citizen(let trunk) = party else { return .requestURI }
    return peers.trunks[trunk]?.numberFrom ?? .requestURI
  }

  /// Checks what the INVITE requires of us; answers it itself when it asks for too much.
  private func verify(_ data: Received) -> UInt32? {
    var options = UInt32(
      PJSIP_INV_SUPPORT_100REL.rawValue | PJSIP_INV_SUPPORT_TIMER.rawValue
        | PJSIP_INV_SUPPORT_UPDATE.rawValue)
    var answer: UnsafeMutablePointer<pjsip_tx_data>?
    let status = pjsip_inv_verify_request(data, &options, nil, nil, stack.endpoint, &answer)
    if status == 0 { return options }
    counters[.malformed, default: 0] += 1
    if let answer {
      pjsip_endpt_send_response2(stack.endpoint, data, answer, nil, nil)
    } else {
      pjsip_endpt_respond_stateless(stack.endpoint, data, 500, nil, nil, nil)
    }
    return nil
  }

  /// Nobody may take over a dialog of ours from outside (RFC 3891 section 3); `true` without.
  private func rejectReplaces(_ data: Received) -> Bool {
    var name = ("Replaces" as StaticString).pj
    guard pjsip_msg_find_hdr_by_name(data.pointee.msg_info.msg, &name, nil) != nil else {
      return true
    }
    var dialog: UnsafeMutablePointer<pjsip_dialog>?
    var answer: UnsafeMutablePointer<pjsip_tx_data>?
    let status = pjsip_replaces_verify_request(data, &dialog, 0, &answer)
    if status != 0, let answer {
      pjsip_endpt_send_response2(stack.endpoint, data, answer, nil, nil)
    } else {
      pjsip_endpt_respond_stateless(stack.endpoint, data, 603, nil, nil, nil)
    }
    return false
  }

  private func makeSession(
    _ data: Received, _ local: LocalMedia, _ options: UInt32, late: Bool, in network: LineNetwork
  ) -> UnsafeMutablePointer<pjsip_inv_session>? {
    guard let contact = contact(for: data, in: network) else { return nil }
    var dialog: UnsafeMutablePointer<pjsip_dialog>?
    let made = stack.withPool { pool in
      var contact = contact.pj(in: pool)
      return pjsip_dlg_create_uas_and_inc_lock(pjsip_ua_instance(), data, &contact, &dialog)
    }
    guard made == 0, let dialog else {
      pjsip_endpt_respond_stateless(stack.endpoint, data, 500, nil, nil, nil)
      return nil
    }
    defer { pjsip_dlg_dec_lock(dialog) }
    var options = options
    // Reliable when the peer can (RFC 3262), save that we would have to make a late offer early.
    if !late, data.pointee.msg_info.msg.lists("100rel", in: PJSIP_H_SUPPORTED) {
      options |= PJSIP_INV_REQUIRE_100REL.rawValue
    }
    let description = sessionDescription(local, in: dialog.pointee.pool)
    var session: UnsafeMutablePointer<pjsip_inv_session>?
    let status = pjsip_inv_create_uas(dialog, data, description, options, &session)
    guard status == 0, let session else {
      pjsip_dlg_respond(dialog, data, 500, nil, nil, nil)
      return nil
    }
    startSessionTimer(session)
    var selector = selector(for: data, in: network)
    pjsip_dlg_set_transport(dialog, &selector)
    return session
  }

  /// 100 at once; from now on the session answers by itself.
  private func sendTrying(_ data: Received, _ leg: Leg) -> Bool {
    var answer: UnsafeMutablePointer<pjsip_tx_data>?
    let status = pjsip_inv_initial_answer(leg.session, data, 100, nil, nil, &answer)
    if status == 0, let answer, pjsip_inv_send_msg(leg.session, answer) == 0 { return true }
    // A session timer that is too short, for one: PJSIP has made the refusal (422).
    if let answer { pjsip_inv_send_msg(leg.session, answer) }
    forget(leg)
    delegate?.discarded(leg.id)
    return false
  }

  func startSessionTimer(_ session: UnsafeMutablePointer<pjsip_inv_session>) {
    var settings = pjsip_timer_setting()
    pjsip_timer_setting_default(&settings)
    settings.min_se = 90
    settings.sess_expires = UInt32(max(90, configuration.sessionExpires))
    pjsip_timer_init_session(session, &settings)
  }
}
