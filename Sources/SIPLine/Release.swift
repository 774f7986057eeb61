internal import CPJSIP
package import Switchboard

extension Line {
  /// Lets go of a leg at any stage: CANCEL, BYE or a final answer; no event follows.
  ///
  /// A 200 that crosses the CANCEL is acknowledged and hung up without anybody hearing of it.
  package func release(_ id: LegID, _ why: Letting) {
    guard let leg = legs[id] else { return }
    switch (leg.stage, why) {
    case (.dialling, .answeredElsewhere):
      endQuietly(leg, status: 200, reason: "Call completed elsewhere")
    case (.dialling, _): endQuietly(leg, status: 487, reason: nil)
    case (.arriving, _): endQuietly(leg, status: 480, reason: nil)
    case (.answered, _): endQuietly(leg, status: 200, reason: nil)
    }
  }

  /// Our 200 still waits for the PRACK of our 180: the INVITE can only be refused.
  private func isUnsent(_ leg: Leg) -> Bool {
    leg.session.pointee.role == PJSIP_ROLE_UAS
      && leg.session.pointee.state.rawValue < PJSIP_INV_STATE_CONNECTING.rawValue
  }

  /// Ends a dialog of which nobody wants to hear any more.
  func endQuietly(_ leg: Leg, status: Int32, reason: String?) {
    forget(leg)
    let status = isUnsent(leg) && status < 300 ? 480 : status
    stack.withPool { pool in
      var text = reason?.pj(in: pool) ?? pj_str_t()
      var message: UnsafeMutablePointer<pjsip_tx_data>?
      let made =
        reason == nil
        ? pjsip_inv_end_session(leg.session, status, nil, &message)
        : pjsip_inv_end_session(leg.session, status, &text, &message)
      if made == 0, let message { pjsip_inv_send_msg(leg.session, message) }
    }
  }
}
