internal import CPJSIP
internal import Switchboard

/// A REFER that came, and what its sender is told of it (RFC 3515).
///
/// The subscription is kept here and not by PJSIP's evsub: its transfer subscription is freed
/// while still in use in 2.17 (pjproject #5039), and it cannot put off the answer to REFER.
final class Transfer {
  /// The answer that still waits for a decision.
  var pending: (response: UnsafeMutablePointer<pjsip_tx_data>, transaction: Line.Transaction)?
  /// CSeq of the REFER, which tells several subscriptions of one dialog apart.
  let sequence: Int32
  let wantsNotify: Bool

  init(
    _ response: UnsafeMutablePointer<pjsip_tx_data>, _ transaction: Line.Transaction,
    sequence: Int32, wantsNotify: Bool
  ) {
    pending = (response, transaction)
    self.sequence = sequence
    self.wantsNotify = wantsNotify
  }
}

extension Line {
  /// The transfer button of a phone.
  func referred(_ leg: Leg, _ transaction: Transaction, _ data: Received) {
    guard let message = data.pointee.msg_info.msg else { return }
    guard leg.party.seat != nil || configuration.acceptUnknownPeers, leg.stage == .answered else {
      // A citizen or a carrier transfers nobody here.
      return answer(data, of: leg, status: 603)
    }
    guard leg.transfer?.pending == nil else { return answer(data, of: leg, status: 491) }
    guard let text = message.header("Refer-To", short: "r"), let uri = SIPURI(text) else {
      return answer(data, of: leg, status: 400)
    }
    guard let referral = referral(to: uri) else { return answer(data, of: leg, status: 481) }
    var response: UnsafeMutablePointer<pjsip_tx_data>?
    guard pjsip_dlg_create_response(leg.dialog, data, 202, nil, &response) == 0, let response else {
      return answer(data, of: leg, status: 500)
    }
    let quiet = message.header("Refer-Sub")?.lowercased().hasPrefix("false") ?? false
    if quiet { response.add(header: "Refer-Sub", "false") }
    leg.transfer = Transfer(
      response, transaction, sequence: data.pointee.msg_info.cseq.pointee.cseq,
      wantsNotify: !quiet)
    emit(.refer(leg.id, referral, pressed: Instant(microseconds: stack.packetTime)))
  }

  /// Where a Refer-To points; `nil` when it names a dialog that is none of ours.
  private func referral(to uri: SIPURI) -> Referral? {
    let number = Identity.clean(uri.user)
    for header in uri.headers.split(separator: "&") {
      let parts = header.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "replaces" else { continue }
      return leg(replacedBy: SIPURI.decode(parts[1].utf8)).map { .replaces($0, number: number) }
    }
    return number.isEmpty ? nil : .number(number)
  }

  /// The leg whose dialog a Replaces value names (RFC 3891 section 3).
  private func leg(replacedBy value: String) -> LegID? {
    let parts = value.split(separator: ";").map { String($0.trimmed) }
    guard let callID = parts.first else { return nil }
    func tag(_ name: String) -> String? {
      parts.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }
    guard let to = tag("to-tag"), let from = tag("from-tag") else { return nil }
    return legs.values.first { leg in
      let (local, remote) = (leg.dialog.pointee.local, leg.dialog.pointee.remote)
      let tags = (local.info?.pointee.tag.text, remote.info?.pointee.tag.text)
      return leg.sipCallID == callID && (tags == (to, from) || tags == (from, to))
    }?.id
  }

  /// The transaction of a REFER ended before it was answered.
  func transactionGone(_ leg: Leg, _ transaction: Transaction) {
    guard let pending = leg.transfer?.pending, pending.transaction == transaction else { return }
    leg.transfer = nil
    pjsip_tx_data_dec_ref(pending.response)
  }

  /// A leg goes: no REFER stays without an answer.
  func finishTransfer(of leg: Leg) {
    if leg.transfer?.pending != nil { answerRefer(leg, status: 603) }
    leg.transfer = nil
  }

  /// Sends the answer that waited.
  func answerRefer(_ leg: Leg, status: Int32) {
    guard let pending = leg.transfer?.pending else { return }
    leg.transfer?.pending = nil
    if status != 202 {
      pjsip_dlg_modify_response(leg.dialog, pending.response, status, nil)
    }
    pjsip_dlg_send_response(leg.dialog, pending.transaction, pending.response)
  }
}
