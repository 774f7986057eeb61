internal import CPJSIP
package import Switchboard

extension Line {
  /// Tells the phone that sent a REFER how it goes (RFC 3515 section 2.4.5).
  ///
  /// `final` ends the subscription. Without a REFER of this leg it does nothing.
  package func notify(_ id: LegID, _ progress: ReferProgress) {
    guard let leg = legs[id], let transfer = leg.transfer else { return }
    switch progress {
    case .accepted:
      accept(leg, transfer)
    case .refused(let status):
      answerRefer(leg, status: (300..<700).contains(status) ? Int32(status) : 603)
      leg.transfer = nil
    case .ringing:
      accept(leg, transfer)
      sendNotify(leg, transfer, status: 180, over: false)
    case .final(let status):
      accept(leg, transfer)
      sendNotify(leg, transfer, status: status, over: true)
      leg.transfer = nil
    }
  }

  /// 202 and the first NOTIFY, once.
  private func accept(_ leg: Leg, _ transfer: Transfer) {
    guard transfer.pending != nil else { return }
    answerRefer(leg, status: 202)
    sendNotify(leg, transfer, status: 100, over: false)
  }

  private func sendNotify(_ leg: Leg, _ transfer: Transfer, status: Int, over: Bool) {
    guard transfer.wantsNotify, leg.session.pointee.state == PJSIP_INV_STATE_CONFIRMED,
      let request = makeRequest("NOTIFY", in: leg)
    else { return }
    request.add(header: "Event", "refer;id=\(transfer.sequence)")
    request.add(
      header: "Subscription-State", over ? "terminated;reason=noresource" : "active;expires=180")
    let reason = pjsip_get_status_text(Int32(status)).pointee.text
    // PJSIP has no setter for a parameter of the type; the subtype is printed as it is.
    request.setBody(
      type: "message", "sipfrag;version=2.0", "SIP/2.0 \(status) \(reason)\r\n")
    pjsip_dlg_send_request(leg.dialog, request, -1, nil)
  }

  /// A NOTIFY within the dialog: of the REFER that we sent, when we did.
  func notified(_ leg: Leg, _ data: Received) {
    guard leg.sentRefer, let message = data.pointee.msg_info.msg else {
      return answer(data, of: leg, status: 481)
    }
    answer(data, of: leg, status: 200)
    let words = message.bodyText.split(separator: " ", maxSplits: 2)
    guard words.count >= 2, words[0].hasPrefix("SIP/2"), let status = Int(words[1].prefix(3)) else {
      return
    }
    let state = message.header("Subscription-State")?.lowercased() ?? ""
    let final = status >= 200 || state.hasPrefix("terminated")
    if final { leg.sentRefer = false }
    emit(.referStatus(leg.id, status: status, final: final))
  }
}
