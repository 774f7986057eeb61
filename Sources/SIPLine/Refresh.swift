internal import CPJSIP
internal import Switchboard

/// Glare: both sides sent a re-INVITE or UPDATE at once (RFC 3261 section 14.1).
extension Line {
  /// Tries again after the time that the RFC gives to each side.
  ///
  /// PJSIP repeats nothing by itself, and a session refresh that was lost this way would end the
  /// call when its interval is over.
  func retryLater(_ leg: Leg) {
    guard legs[leg.id] != nil else { return }
    cancel(leg.retryTimer)
    let ownsCallID = leg.session.pointee.role == PJSIP_ROLE_UAC
    let tens = ownsCallID ? Int.random(in: 210...400) : Int.random(in: 0...200)
    let id = leg.id
    leg.retryTimer = schedule(after: .milliseconds(tens * 10)) { [weak self] in
      self?.retry(id)
    }
  }

  /// The peer agreed to a re-INVITE or UPDATE of ours: nothing is left to repeat.
  func settled(_ leg: Leg) {
    cancel(leg.retryTimer)
    leg.retryTimer = nil
    leg.offering = false
  }

  private func retry(_ id: LegID) {
    guard let leg = legs[id], leg.stage == .answered else { return }
    leg.retryTimer = nil
    if leg.offering || !allows(leg, "UPDATE") { return reinvite(leg) }
    var request: UnsafeMutablePointer<pjsip_tx_data>?
    guard pjsip_inv_update(leg.session, nil, nil, &request) == 0, let request else {
      return retryLater(leg)
    }
    pjsip_inv_send_msg(leg.session, request)
  }

  /// Whether the peer's Allow header names that method (RFC 3311 section 4).
  private func allows(_ leg: Leg, _ method: String) -> Bool {
    stack.withPool { pool in
      var token = method.pj(in: pool)
      return pjsip_dlg_remote_has_cap(leg.dialog, Int32(PJSIP_H_ALLOW.rawValue), nil, &token)
        == PJSIP_DIALOG_CAP_SUPPORTED
    }
  }
}
