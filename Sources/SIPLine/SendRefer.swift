internal import CPJSIP
package import Switchboard

extension Line {
  /// Presses the transfer button: REFER to a URI, or with Replaces to another leg of ours.
  ///
  /// For phones. Comes back as `referStatus`, first the answer to REFER, then each NOTIFY.
  package func refer(_ id: LegID, to target: String, replacing other: LegID? = nil) {
    guard let leg = legs[id], leg.stage == .answered, let uri = SIPURI(target) else { return }
    var text = uri.text
    if let other {
      guard let replaced = legs[other] else { return }
      text += "?Replaces=\(SIPURI.encode(Self.replaces(replaced)))"
    }
    guard let request = makeRequest("REFER", in: leg) else { return }
    request.add(header: "Refer-To", "<\(text)>")
    let local = leg.dialog.pointee.local.info_str.text
    if let referrer = SIPURI(local) { request.add(header: "Referred-By", "<\(referrer.text)>") }
    leg.sentRefer = true
    if pjsip_dlg_send_request(leg.dialog, request, -1, nil) != 0 {
      leg.sentRefer = false
      emit(.referStatus(id, status: 503, final: true))
    }
  }

  /// The value of Replaces that names a leg's dialog to its far end (RFC 3891 section 6.1).
  private static func replaces(_ leg: Leg) -> String {
    let dialog = leg.dialog.pointee
    let remote = dialog.remote.info?.pointee.tag.text ?? ""
    let local = dialog.local.info?.pointee.tag.text ?? ""
    return "\(leg.sipCallID);to-tag=\(remote);from-tag=\(local)"
  }

  func referAnswered(_ leg: Leg, _ status: Int) {
    let refused = status >= 300
    if refused { leg.sentRefer = false }
    emit(.referStatus(leg.id, status: status, final: refused))
  }
}
