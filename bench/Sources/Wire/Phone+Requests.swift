extension Phone {
  /// Calls a number.
  func call(_ number: String, from caller: String) {
    let dialog = Dialog(calling: number, from: caller, own: sip.endpoint, box: box)
    self.dialog = dialog
    send(
      "INVITE \(dialog.target) SIP/2.0\r\n\(via(newBranch()))Max-Forwards: 70\r\n"
        + "From: \(dialog.local)\r\nTo: \(dialog.remote)\r\nCall-ID: \(dialog.callID)\r\n"
        + "CSeq: 1 INVITE\r\nContact: <sip:\(name)@\(sip.endpoint)>\r\n"
        + "Content-Type: application/sdp\r\nContent-Length: \(sdp.utf8.count)\r\n\r\n\(sdp)")
  }

  func acknowledge(_ response: SIPMessage) {
    guard let dialog else { return }
    let uri = response.status == 200 ? dialog.target : "sip:x@\(box)"
    let branch =
      response.status == 200
      ? newBranch()
      : String(response["via"].split(separator: "branch=z9hG4bK").last?.prefix { $0 != ";" } ?? "")
    send(
      "ACK \(uri) SIP/2.0\r\n\(via(branch))Max-Forwards: 70\r\nFrom: \(dialog.local)\r\n"
        + "To: \(dialog.remote)\r\nCall-ID: \(dialog.callID)\r\n"
        + "CSeq: \(response.sequence) ACK\r\nContent-Length: 0\r\n\r\n",
      to: response.status == 200 ? dialog.peer : nil)
  }

  /// A request within the dialog.
  ///
  /// - Returns: the moment at which it was handed to the kernel.
  @discardableResult
  func request(_ method: String, headers: String = "", body: String = "") -> Int64 {
    guard var dialog else { return 0 }
    dialog.sequence += 1
    self.dialog = dialog
    return send(
      "\(method) \(dialog.target) SIP/2.0\r\n\(via(newBranch()))Max-Forwards: 70\r\n"
        + "From: \(dialog.local)\r\nTo: \(dialog.remote)\r\nCall-ID: \(dialog.callID)\r\n"
        + "CSeq: \(dialog.sequence) \(method)\r\nContact: <sip:\(name)@\(sip.endpoint)>\r\n"
        + "\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)",
      to: dialog.peer)
  }

  /// SIP INFO with one digit.
  @discardableResult
  func info(_ digit: Character) -> Int64 {
    request(
      "INFO", headers: "Content-Type: application/dtmf-relay\r\n",
      body: "Signal=\(digit)\r\nDuration=100\r\n")
  }

  /// Blind transfer to a number.
  @discardableResult
  func refer(to number: String) -> Int64 {
    request(
      "REFER",
      headers: "Refer-To: <sip:\(number)@\(box.address)>\r\nReferred-By: \(dialog?.local ?? "")\r\n"
    )
  }

  func hangUp() {
    voice.stop()
    request("BYE")
  }

  /// Asks the box what it can, outside any dialog.
  ///
  /// - Returns: milliseconds until the answer, nil when none came within 1 s.
  func options() -> Double? {
    log.optionsAt = nil
    let id = "options-\(UInt64.random(in: 0...UInt64.max))"
    let sent = send(
      "OPTIONS sip:\(box) SIP/2.0\r\n\(via(newBranch()))Max-Forwards: 70\r\n"
        + "From: <sip:\(name)@\(sip.endpoint.address)>;tag=\(id)\r\nTo: <sip:\(box.address)>\r\n"
        + "Call-ID: \(id)\r\nCSeq: 1 OPTIONS\r\nContact: <sip:\(name)@\(sip.endpoint)>\r\n"
        + "Content-Length: 0\r\n\r\n")
    guard stage.run(1_000, until: { log.optionsAt != nil }) else { return nil }
    return log.optionsAt.map { Double($0 - sent) / 1e6 }
  }
}
