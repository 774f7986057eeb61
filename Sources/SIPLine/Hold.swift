internal import CPJSIP
package import Switchboard

extension Line {
  /// Puts the peer on hold with a re-INVITE (`sendonly`), or takes it back; for phones.
  package func hold(_ id: LegID, _ held: Bool) {
    guard let leg = legs[id], leg.stage == .answered, leg.holding != held else { return }
    leg.holding = held
    reinvite(leg)
  }

  /// Offers the leg's own media anew.
  func reinvite(_ leg: Leg) {
    guard leg.session.pointee.state == PJSIP_INV_STATE_CONFIRMED,
      leg.session.pointee.invite_tsx == nil, isSettled(leg),
      let description = sessionDescription(
        leg.local, held: leg.holding, in: leg.session.pointee.pool_prov)
    else { return retryLater(leg) }
    var request: UnsafeMutablePointer<pjsip_tx_data>?
    guard pjsip_inv_reinvite(leg.session, nil, description, &request) == 0, let request else {
      return retryLater(leg)
    }
    leg.offering = true
    pjsip_inv_send_msg(leg.session, request)
  }

  /// No exchange of offer and answer is under way.
  func isSettled(_ leg: Leg) -> Bool {
    guard let negotiator = leg.session.pointee.neg else { return false }
    return pjmedia_sdp_neg_get_state(negotiator) == PJMEDIA_SDP_NEG_STATE_DONE
  }
}
