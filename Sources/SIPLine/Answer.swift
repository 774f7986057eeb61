internal import CPJSIP
package import Switchboard

extension Line {
  /// Tells the caller that it rings: 180, with our answer for early media when there is an offer.
  ///
  /// Reliable (RFC 3262) when the caller can do that.
  package func ring(_ id: LegID) {
    guard let leg = legs[id], leg.stage == .arriving, leg.ringing == .silent else { return }
    leg.ringing = .earlyMedia
    let early =
      leg.session.pointee.neg.map {
        pjmedia_sdp_neg_get_state($0) == PJMEDIA_SDP_NEG_STATE_WAIT_NEGO
      } ?? false
    let reliable =
      leg.session.pointee.options & PJSIP_INV_REQUIRE_100REL.rawValue != 0
    // PJSIP puts a session description into 183 only: have it make one, and say 180.
    respond(leg, status: early || reliable ? 183 : 180) { response in
      response.pointee.msg.pointee.line.status.code = 180
      response.pointee.msg.pointee.line.status.reason = pjsip_get_status_text(180).pointee
    }
  }

  /// Answers the caller: 200.
  package func answer(_ id: LegID) {
    guard let leg = legs[id], leg.stage == .arriving else { return }
    leg.stage = .answered
    if respond(leg, status: 200) { return }
    emit(.hungUp(id, .lost))
    endQuietly(leg, status: 488, reason: nil)
  }

  /// Refuses the caller with a final status of 300 or more.
  package func reject(_ id: LegID, _ status: Int) {
    guard let leg = legs[id], leg.stage == .arriving else { return }
    let code = (300..<700).contains(status) ? Int32(status) : 480
    endQuietly(leg, status: code, reason: nil)
  }

  @discardableResult
  private func respond(
    _ leg: Leg, status: Int32,
    _ edit: (UnsafeMutablePointer<pjsip_tx_data>) -> Void = { _ in }
  ) -> Bool {
    var response: UnsafeMutablePointer<pjsip_tx_data>?
    guard pjsip_inv_answer(leg.session, status, nil, nil, &response) == 0, let response else {
      return false
    }
    edit(response)
    return pjsip_inv_send_msg(leg.session, response) == 0
  }
}
