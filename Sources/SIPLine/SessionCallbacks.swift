internal import CPJSIP

/// What PJSIP's invite session tells us; a session whose leg was released is heard in one place.
func sessionCallbacks() -> pjsip_inv_callback {
  var callbacks = pjsip_inv_callback()
  callbacks.on_state_changed = { session, event in
    guard let session else { return }
    if let leg = leg(of: session) {
      leg.line.stateChanged(leg, event)
    } else {
      endOrphan(session)
    }
  }
  callbacks.on_tsx_state_changed = { session, transaction, event in
    guard let session, let transaction, let event else { return }
    if let leg = leg(of: session) {
      leg.line.transactionChanged(leg, transaction, event)
    } else {
      answerForOrphan(session, transaction, event)
    }
  }
  callbacks.on_rx_offer = { session, _ in
    guard let session, let leg = leg(of: session) else { return }
    leg.line.answerOffer(session, leg)
  }
  callbacks.on_media_update = { session, status in
    guard let session, let leg = leg(of: session) else { return }
    leg.line.exchangeEnded(session, leg, status: status)
  }
  return callbacks
}

/// A dialog that we let go while its INVITE was under way, and that was answered all the same:
/// the 200 that crossed our CANCEL has had its ACK, and now gets its BYE.
private func endOrphan(_ session: UnsafeMutablePointer<pjsip_inv_session>) {
  guard session.pointee.state == PJSIP_INV_STATE_CONFIRMED,
    session.pointee.role == PJSIP_ROLE_UAC
  else { return }
  var bye: UnsafeMutablePointer<pjsip_tx_data>?
  if pjsip_inv_end_session(session, 487, nil, &bye) == 0, let bye {
    pjsip_inv_send_msg(session, bye)
  }
}

/// A request within a dialog that nobody has any more.
private func answerForOrphan(
  _ session: UnsafeMutablePointer<pjsip_inv_session>,
  _ transaction: UnsafeMutablePointer<pjsip_transaction>, _ event: UnsafeMutablePointer<pjsip_event>
) {
  guard transaction.pointee.role == PJSIP_ROLE_UAS,
    transaction.pointee.state == PJSIP_TSX_STATE_TRYING,
    event.pointee.body.tsx_state.type == PJSIP_EVENT_RX_MSG
  else { return }
  switch transaction.pointee.method.name.text {
  case "INVITE", "BYE", "CANCEL", "ACK", "PRACK", "UPDATE": return
  default: break
  }
  pjsip_dlg_respond(session.pointee.dlg, event.pointee.body.tsx_state.src.rdata, 481, nil, nil, nil)
}
