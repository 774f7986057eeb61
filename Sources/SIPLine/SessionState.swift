internal import CPJSIP
internal import Switchboard

extension Line {
  /// A dialog went on to its next state.
  func stateChanged(_ leg: Leg, _ event: UnsafeMutablePointer<pjsip_event>?) {
    switch leg.session.pointee.state {
    case PJSIP_INV_STATE_CONNECTING: leg.answeredAt = .now
    case PJSIP_INV_STATE_CONFIRMED: confirmed(leg)
    case PJSIP_INV_STATE_DISCONNECTED: ended(leg, event)
    default: break
    }
  }

  /// Our INVITE was answered and acknowledged, or the peer acknowledged our answer.
  private func confirmed(_ leg: Leg) {
    guard leg.stage == .dialling else { return }
    cancel(leg.provisionalTimer)
    guard leg.media != nil else {
      emit(.failed(leg.id, .noMedia))
      let id = leg.id
      // PJSIP is in the midst of this dialog: hang up in the next turn.
      return later { [weak self] in self?.release(id, .lost) }
    }
    leg.stage = .answered
    emit(.answered(leg.id, at: leg.answeredAt ?? .now))
  }

  private func ended(_ leg: Leg, _ event: UnsafeMutablePointer<pjsip_event>?) {
    let cause = Int(leg.session.pointee.cause.rawValue)
    switch leg.stage {
    case .dialling: emit(.failed(leg.id, failure(cause: cause, leg)))
    // A caller may end what was not answered yet with BYE too (RFC 3261 section 15).
    case .arriving: emit(.hungUp(leg.id, cause == 487 || isBye(event) ? .onHook : .lost))
    case .answered: emit(.hungUp(leg.id, isBye(event) ? .onHook : .lost))
    }
    forget(leg)
  }

  private func failure(cause: Int, _ leg: Leg) -> Failure {
    switch cause {
    // PJSIP's word for an exchange of offer and answer that did not end.
    case 406: .noMedia
    // Nobody said 408: PJSIP waited in vain.
    case 408 where leg.ringing == .silent: .unreachable
    case ..<300: .noAnswer
    default: Failure(status: cause)
    }
  }

  /// Whether the peer's BYE ended the dialog.
  private func isBye(_ event: UnsafeMutablePointer<pjsip_event>?) -> Bool {
    guard let event, event.pointee.type == PJSIP_EVENT_TSX_STATE,
      let transaction = event.pointee.body.tsx_state.tsx
    else { return false }
    return transaction.pointee.role == PJSIP_ROLE_UAS
      && transaction.pointee.method.id == PJSIP_BYE_METHOD
  }

  /// Gives up a dialog whose peer is gone.
  func giveUp(_ leg: Leg) {
    guard legs[leg.id] != nil else { return }
    emit(leg.stage == .dialling ? .failed(leg.id, .unreachable) : .hungUp(leg.id, .lost))
    endQuietly(leg, status: 408, reason: nil)
  }
}
