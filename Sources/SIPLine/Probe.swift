internal import CPJSIP
package import Switchboard

extension Line {
  /// Asks the peer of an answered dialog for life with OPTIONS.
  ///
  /// 481, no answer or a broken transport come back as `hungUp(_, .lost)`; any answer is life.
  package func probe(_ id: LegID) {
    guard let leg = legs[id], leg.stage == .answered else { return }
    var request: UnsafeMutablePointer<pjsip_tx_data>?
    guard pjsip_dlg_create_request(leg.dialog, pjsip_get_options_method(), -1, &request) == 0,
      let request
    else { return }
    if pjsip_dlg_send_request(leg.dialog, request, -1, nil) != 0 { giveUp(leg) }
  }
}
