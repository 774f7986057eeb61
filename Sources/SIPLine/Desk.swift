internal import CPJSIP

/// Takes each request that belongs to no dialog; `true` when it was dealt with.
func serve(_ data: UnsafeMutablePointer<pjsip_rx_data>?) -> Bool {
  guard let data else { return false }
  if pjsip_rdata_get_dlg(data) != nil { return claimsWithinDialog(data) }
  guard let network = network(of: data) else { return false }
  return network.line.serve(data, in: network)
}

/// PJSIP answers 500 to what no usage of a dialog claims; a REFER waits for the Switchboard.
private func claimsWithinDialog(_ data: UnsafeMutablePointer<pjsip_rx_data>) -> Bool {
  data.pointee.msg_info.msg?.pointee.line.req.method.name.text == "REFER"
}

extension Line {
  func serve(_ data: UnsafeMutablePointer<pjsip_rx_data>, in network: LineNetwork) -> Bool {
    guard let message = data.pointee.msg_info.msg else { return false }
    let method = message.pointee.line.req.method
    if let to = data.pointee.msg_info.to, to.pointee.tag.slen > 0 {
      // A dialog that is over, or never was.
      if method.id == PJSIP_ACK_METHOD { return true }
      pjsip_endpt_respond_stateless(stack.endpoint, data, 481, nil, nil, nil)
      return true
    }
    switch method.id {
    case PJSIP_INVITE_METHOD: invited(data, in: network)
    case PJSIP_REGISTER_METHOD: register(data, in: network)
    case PJSIP_OPTIONS_METHOD: answerOptions(data)
    case PJSIP_ACK_METHOD: break
    case PJSIP_CANCEL_METHOD:
      pjsip_endpt_respond_stateless(stack.endpoint, data, 481, nil, nil, nil)
    default: answerWithAllow(data, status: method.name.text == "REFER" ? 603 : 405)
    }
    return true
  }

  /// Answers with what we can do (RFC 3261 section 8.2.1).
  func answerWithAllow(_ data: UnsafeMutablePointer<pjsip_rx_data>, status: Int32) {
    stack.withPool { pool in
      let headers = capabilityHeaders(in: pool)
      pjsip_endpt_respond_stateless(stack.endpoint, data, status, nil, headers, nil)
    }
  }

  /// A list of copies of Allow, Accept and Supported.
  func capabilityHeaders(in pool: Pool) -> UnsafeMutablePointer<pjsip_hdr> {
    let memory = pj_pool_zalloc(pool, MemoryLayout<pjsip_hdr>.size)!
    let list = memory.assumingMemoryBound(to: pjsip_hdr.self)
    list.pointee.prev = list
    list.pointee.next = list
    for kind in [PJSIP_H_ALLOW, PJSIP_H_ACCEPT, PJSIP_H_SUPPORTED] {
      guard let header = pjsip_endpt_get_capability(stack.endpoint, Int32(kind.rawValue), nil)
      else { continue }
      pj_list_insert_before(memory, pjsip_hdr_clone(pool, header))
    }
    return list
  }
}
