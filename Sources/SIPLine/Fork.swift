internal import CPJSIP

/// A second phone behind a fork answered after the first: it is thanked and sent away.
///
/// Early dialogs of other branches stay with the first one; only a late 200 makes a dialog of its
/// own (RFC 3261 section 13.2.2.4).
func lateFork(
  _ dialog: UnsafeMutablePointer<pjsip_dialog>?, _ response: UnsafeMutablePointer<pjsip_rx_data>?
) -> UnsafeMutablePointer<pjsip_dialog>? {
  guard let dialog, let response, dialog.pointee.uac_has_2xx != 0,
    response.pointee.msg_info.cseq.pointee.method.id == PJSIP_INVITE_METHOD,
    pjsip_rdata_get_tsx(response) == nil,
    (200..<300).contains(response.pointee.msg_info.msg.pointee.line.status.code)
  else { return dialog }
  var fork: UnsafeMutablePointer<pjsip_dialog>?
  guard pjsip_dlg_fork(dialog, response, &fork) == 0, let fork else { return nil }
  pjsip_dlg_inc_lock(fork)
  let sequence = response.pointee.msg_info.cseq.pointee.cseq
  send(pjsip_get_ack_method(), sequence: sequence, in: fork)
  send(pjsip_get_bye_method(), sequence: -1, in: fork)
  pjsip_dlg_dec_lock(fork)
  return nil
}

private func send(
  _ method: UnsafePointer<pjsip_method>?, sequence: Int32,
  in dialog: UnsafeMutablePointer<pjsip_dialog>
) {
  var request: UnsafeMutablePointer<pjsip_tx_data>?
  guard pjsip_dlg_create_request(dialog, method, sequence, &request) == 0, let request else {
    return
  }
  pjsip_dlg_send_request(dialog, request, -1, nil)
}
