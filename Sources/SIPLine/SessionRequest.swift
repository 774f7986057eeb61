internal import CPJSIP
internal import Switchboard

/// Requests within a dialog, theirs and ours.
extension Line {
  typealias Transaction = UnsafeMutablePointer<pjsip_transaction>

  func transactionChanged(
    _ leg: Leg, _ transaction: Transaction, _ event: UnsafeMutablePointer<pjsip_event>
  ) {
    let state = transaction.pointee.state
    if let transport = transaction.pointee.transport { leg.connection = connection(of: transport) }
    if transaction.pointee.role == PJSIP_ROLE_UAS {
      if state == PJSIP_TSX_STATE_TRYING, event.pointee.body.tsx_state.type == PJSIP_EVENT_RX_MSG {
        requested(leg, transaction, event.pointee.body.tsx_state.src.rdata)
      } else if state.rawValue >= PJSIP_TSX_STATE_TERMINATED.rawValue {
        transactionGone(leg, transaction)
      }
    } else if leg.stage == .dialling {
      if state == PJSIP_TSX_STATE_PROCEEDING, transaction.pointee.method.id == PJSIP_INVITE_METHOD {
        progressed(leg, transaction)
      }
    } else if isFinal(transaction, event) {
      answered(leg, transaction)
    }
  }

  /// A final answer to a request of ours, seen for the first time.
  private func isFinal(
    _ transaction: Transaction, _ event: UnsafeMutablePointer<pjsip_event>
  ) -> Bool {
    switch transaction.pointee.state {
    case PJSIP_TSX_STATE_COMPLETED: true
    case PJSIP_TSX_STATE_TERMINATED:
      UInt32(event.pointee.body.tsx_state.prev_state) != PJSIP_TSX_STATE_COMPLETED.rawValue
    default: false
    }
  }

  /// A request of the peer that PJSIP's session leaves to us.
  private func requested(_ leg: Leg, _ transaction: Transaction, _ data: Received?) {
    guard let data else { return }
    switch transaction.pointee.method.name.text {
    case "INVITE", "ACK", "BYE", "CANCEL", "PRACK", "UPDATE": break
    case "INFO": informed(leg, data)
    case "OPTIONS": answer(data, of: leg, status: 200)
    case "REFER": referred(leg, transaction, data)
    case "NOTIFY": notified(leg, data)
    default: answer(data, of: leg, status: 405)
    }
  }

  func answer(_ data: Received, of leg: Leg, status: Int32) {
    stack.withPool { pool in
      let headers = status == 200 || status == 405 ? capabilityHeaders(in: pool) : nil
      pjsip_dlg_respond(leg.dialog, data, status, nil, headers, nil)
    }
  }

  /// A provisional answer to our INVITE; PJSIP has read its session description by now.
  private func progressed(_ leg: Leg, _ transaction: Transaction) {
    cancel(leg.provisionalTimer)
    leg.provisionalTimer = nil
    guard (180..<200).contains(transaction.pointee.status_code) else { return }
    let now: Leg.Ringing = leg.media == nil ? .plain : .earlyMedia
    guard now.rawValue > leg.ringing.rawValue else { return }
    leg.ringing = now
    emit(.ringing(leg.id, earlyMedia: now == .earlyMedia))
  }

  /// The peer's final answer to a request of ours within the dialog, or none.
  private func answered(_ leg: Leg, _ transaction: Transaction) {
    let status = Int(transaction.pointee.status_code)
    switch transaction.pointee.method.name.text {
    case "OPTIONS":
      if status == 481 || isSilence(transaction) { later { [weak self] in self?.giveUp(leg) } }
    case "INVITE", "UPDATE":
      // PJSIP may have repeated a refresh by itself, with a session description this time.
      if (200..<300).contains(status) { settled(leg) }
      if status == 491 { retryLater(leg) }
      if status == 408, isSilence(transaction) { later { [weak self] in self?.giveUp(leg) } }
    case "REFER": referAnswered(leg, status)
    default: break
    }
  }

  /// Nobody answered: the timer ran out, or the transport broke.
  private func isSilence(_ transaction: Transaction) -> Bool {
    transaction.pointee.transport_err != 0 || transaction.pointee.status_code == 408
  }
}
