internal import CPJSIP
internal import Switchboard

/// First to see every request, before transactions: what was not let in is never answered.
func passGate(request data: UnsafeMutablePointer<pjsip_rx_data>?) -> Bool {
  guard let data, let stack = Stack.shared else { return false }
  stack.packetTime = Instant.now.microseconds
  guard let network = network(of: data), let source = source(of: data) else { return false }
  if network.allows(source.address, isWithinDialog: isWithinDialog(data)) {
    answerToSource(data)
    return true
  }
  network.line.count(.notAllowed, from: source)
  return false
}

/// Answers go to where the request came from: with `maddr` in its Via (RFC 3261 section 18.2.2) anybody could
/// have the box write to an address of its choice, on the other network too.
private func answerToSource(_ data: UnsafeMutablePointer<pjsip_rx_data>) {
  data.pointee.msg_info.via?.pointee.maddr_param.slen = 0
}

/// Whether a request belongs to a dialog or transaction that began before.
private func isWithinDialog(_ data: UnsafeMutablePointer<pjsip_rx_data>) -> Bool {
  if let to = data.pointee.msg_info.to, to.pointee.tag.slen > 0 { return true }
  let method = data.pointee.msg_info.msg?.pointee.line.req.method.id
  return method == PJSIP_CANCEL_METHOD || method == PJSIP_ACK_METHOD
}

/// First to see every response.
func passGate(response data: UnsafeMutablePointer<pjsip_rx_data>?) -> Bool {
  guard let data, let network = network(of: data), let source = source(of: data) else {
    return false
  }
  guard network.allows(source.address, isWithinDialog: true) else { return false }
  softenNotifyAnswer(data)
  return true
}

/// A phone whose subscription is over answers NOTIFY with 481, and means the subscription only
/// (RFC 5057 section 5.2). PJSIP would hang up the call: show it another refusal.
private func softenNotifyAnswer(_ data: UnsafeMutablePointer<pjsip_rx_data>) {
  guard let message = data.pointee.msg_info.msg, let sequence = data.pointee.msg_info.cseq,
    message.pointee.line.status.code == 481, sequence.pointee.method.name.text == "NOTIFY"
  else { return }
  message.pointee.line.status.code = 489
}

/// How many refusals are answered; beyond that a stranger gets silence.
struct RefusalLimit {
  /// Answers a second.
  private let rate: Int64 = 20
  private var second: Int64 = 0
  private var answered: Int64 = 0

  mutating func admits(at now: Instant) -> Bool {
    let second = now.microseconds / 1_000_000
    if second != self.second { (self.second, answered) = (second, 0) }
    answered += 1
    return answered <= rate
  }
}

extension Line {
  func count(_ reason: RefusedRequest, from source: SocketAddress?) {
    counters[reason, default: 0] += 1
    // The log has the same bound as the answers; the counter has all.
    if refusalNotes.admits(at: .now) {
      emit(.refused(reason, from: source?.description ?? "unknown"))
    }
  }

  /// Refuses a request outside any dialog, or leaves it unanswered when there are too many.
  func refuse(
    _ data: UnsafeMutablePointer<pjsip_rx_data>, _ reason: RefusedRequest, status: Int32
  ) {
    let answered = refusals.admits(at: .now)
    count(reason, from: source(of: data))
    guard answered else { return }
    pjsip_endpt_respond_stateless(stack.endpoint, data, status, nil, nil, nil)
  }
}
