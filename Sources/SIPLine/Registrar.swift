internal import CPJSIP
internal import Routing
internal import Switchboard

/// Where a seat's phone has registered.
struct Binding {
  /// The phone's Contact.
  let contact: SIPURI
  /// Where its REGISTER came from, when that is not where the contact points.
  let route: SIPURI?
  let expiry: LineTimer
  let until: Instant
}

/// REGISTER from the phones of our seats (RFC 3261 section 10.3).
extension Line {
  /// Bounds of a registration, seconds.
  private var shortest: Int { 30 }
  private var longest: Int { 3600 }

  func binding(of seat: SeatName) -> Binding? { bindings[seat] }

  func register(_ data: Received, in network: LineNetwork) {
    let to = SIPURI(uriText(data.pointee.msg_info.to?.pointee.uri, PJSIP_URI_IN_FROMTO_HDR))
    guard let to, let seat = peers.registeringSeat(to.user, in: network.name) else {
      return refuse(data, .unknownPeer, status: 403)
    }
    guard authenticate(data, as: seat) else { return }
    let header = pjsip_msg_find_hdr(data.pointee.msg_info.msg, PJSIP_H_CONTACT, nil)
    guard let header else { return confirm(data, seat.name) }
    let contact = header.assumingMemoryBound(to: pjsip_contact_hdr.self)
    let seconds = expires(data, contact)
    if contact.pointee.star != 0 || seconds == 0 {
      unbind(seat.name)
      return confirm(data, seat.name)
    }
    guard seconds >= shortest else { return tooBrief(data) }
    let text = uriText(contact.pointee.uri, PJSIP_URI_IN_CONTACT_HDR)
    guard let uri = SIPURI(text), uri.scheme == "sip", let source = source(of: data) else {
      return refuse(data, .malformed, status: 400)
    }
    bind(seat.name, uri, from: source, data, seconds: min(seconds, longest))
    confirm(data, seat.name)
  }

  private func expires(
    _ data: Received, _ contact: UnsafeMutablePointer<pjsip_contact_hdr>
  ) -> Int {
    let own = contact.pointee.expires
    if contact.pointee.star == 0, own != UInt32.max, own != UInt32(bitPattern: -1) {
      return Int(own)
    }
    guard let found = pjsip_msg_find_hdr(data.pointee.msg_info.msg, PJSIP_H_EXPIRES, nil) else {
      return longest
    }
    return Int(found.assumingMemoryBound(to: pjsip_generic_int_hdr.self).pointee.ivalue)
  }

  /// A new registration replaces the seat's old one.
  private func bind(
    _ seat: SeatName, _ contact: SIPURI, from source: SocketAddress, _ data: Received,
    seconds: Int
  ) {
    let isConnection = connection(of: data.pointee.tp_info.transport) != nil
    var route: SIPURI? = SIPURI(
      host: source.host, port: source.port, transport: isConnection ? .tcp : .udp)
    let direct = IPAddress(contact.host) == source.address && (contact.port ?? 5060) == source.port
    if direct, (contact.transport == .tcp) == isConnection { route = nil }
    let isNew = bindings[seat] == nil
    if let old = bindings[seat] { cancel(old.expiry) }
    let expiry = schedule(after: .seconds(seconds)) { [weak self] in self?.unbind(seat) }
    bindings[seat] = Binding(
      contact: contact, route: route, expiry: expiry, until: .now + .seconds(seconds))
    if isNew { emit(.seatReachable(seat, true)) }
  }

  /// The seat's phone is no longer where it was.
  func unbind(_ seat: SeatName) {
    guard let old = bindings.removeValue(forKey: seat) else { return }
    cancel(old.expiry)
    emit(.seatReachable(seat, false))
  }

  /// 200 with the registration as it stands.
  private func confirm(_ data: Received, _ seat: SeatName) {
    var response: UnsafeMutablePointer<pjsip_tx_data>?
    guard pjsip_endpt_create_response(stack.endpoint, data, 200, nil, &response) == 0,
      let response
    else { return }
    if let binding = bindings[seat] {
      let left = max(0, (binding.until - .now).milliseconds / 1000)
      response.add(header: "Contact", "<\(binding.contact.text)>;expires=\(left)")
    }
    pjsip_endpt_send_response2(stack.endpoint, data, response, nil, nil)
  }

  private func tooBrief(_ data: Received) {
    var response: UnsafeMutablePointer<pjsip_tx_data>?
    guard pjsip_endpt_create_response(stack.endpoint, data, 423, nil, &response) == 0,
      let response
    else { return }
    response.add(header: "Min-Expires", "\(shortest)")
    pjsip_endpt_send_response2(stack.endpoint, data, response, nil, nil)
  }
}
