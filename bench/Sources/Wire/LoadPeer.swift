/// Many SIP dialogs over one socket, as a trunk or a row of seats has them; each with its own RTP.
///
/// Calls that come in are answered at once; calls out are made with ``call(_:)``. Text in, text out:
/// it knows no more of the box than a SIP peer does.
final class LoadPeer {
  let sip: UDPSocket
  let box: Endpoint
  private(set) var legs: [String: LoadLeg] = [:]
  private(set) var order: [LoadLeg] = []
  /// Those that were answered, in the order of the answers.
  private(set) var up: [LoadLeg] = []
  private(set) var failures = 0
  /// The final status that a call to this user gets; nil lets it ring until it is cancelled.
  var answers: (String) -> Int? = { _ in 200 }
  /// Hears requests and says nothing, like a trunk whose other end is gone.
  var isDeaf = false
  private var lastCall = 0
  private var ringing: [String: SIPMessage] = [:]

  init(_ address: String, port: UInt16, box: Endpoint) throws {
    sip = try UDPSocket(address, port: port)
    self.box = box
  }

  private func sdp(_ leg: LoadLeg) -> String {
    "v=0\r\no=- 1 1 IN IP4 \(sip.endpoint.address)\r\ns=-\r\n"
      + "c=IN IP4 \(sip.endpoint.address)\r\nt=0 0\r\n"
      + "m=audio \(leg.rtp.endpoint.port) RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n"
  }

  private func newLeg(_ id: String) throws -> LoadLeg {
    let leg = LoadLeg(id: id, rtp: try UDPSocket(sip.endpoint.address, port: 0, largest: 2_048))
    legs[id] = leg
    order.append(leg)
    return leg
  }

  @discardableResult
  func call(_ number: String) throws -> LoadLeg {
    lastCall += 1
    let leg = try newLeg("load-\(lastCall)-\(UInt32.random(in: 0...UInt32.max))")
    leg.isOurs = true
    leg.local = "<sip:13800138000@\(sip.endpoint.address)>;tag=\(leg.id)"
    leg.remote = "<sip:\(number)@\(box.address)>"
    leg.target = "sip:\(number)@\(box)"
    let body = sdp(leg)
    send(
      "INVITE \(leg.target) SIP/2.0\r\n" + head(leg, "INVITE", 1)
        + "Content-Type: application/sdp\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    return leg
  }

  func hangUp(_ leg: LoadLeg) {
    guard !leg.isOver else { return }
    leg.hasHungUp = true
    send("BYE \(leg.target) SIP/2.0\r\n" + head(leg, "BYE", 2) + "Content-Length: 0\r\n\r\n")
  }

  /// ACK of a refusal: within the INVITE's transaction.
  private func acknowledge(_ response: SIPMessage, _ leg: LoadLeg) {
    send(
      "ACK \(leg.target) SIP/2.0\r\nVia: \(response["via"])\r\nMax-Forwards: 70\r\n"
        + "From: \(leg.local)\r\nTo: \(response["to"])\r\nCall-ID: \(leg.id)\r\n"
        + "CSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n")
  }

  /// The caller gives up before an answer.
  func cancel(_ leg: LoadLeg) {
    send("CANCEL \(leg.target) SIP/2.0\r\n" + head(leg, "CANCEL", 1) + "Content-Length: 0\r\n\r\n")
  }

  /// Ends a call, whatever its stage: an answer that crosses the CANCEL gets a BYE (RFC 3261, 15.1.1), and so does
  /// the ACK of our own.
  func leave(_ leg: LoadLeg) {
    guard !leg.isOver else { return }
    if leg.isUp { return hangUp(leg) }
    leg.hasHungUp = true
    if let invite = ringing.removeValue(forKey: leg.id) {
      leg.end()
      respond(invite, leg, status: 603)
    } else if leg.isOurs {
      cancel(leg)
    }
  }

  private func head(_ leg: LoadLeg, _ method: String, _ sequence: Int) -> String {
    // CANCEL belongs to the INVITE's transaction.
    let branch = leg.id + (method == "CANCEL" ? "INVITE" : method)
    return "Via: SIP/2.0/UDP \(sip.endpoint);branch=z9hG4bK\(branch);rport\r\n"
      + "Max-Forwards: 70\r\nFrom: \(leg.local)\r\nTo: \(leg.remote)\r\nCall-ID: \(leg.id)\r\n"
      + "CSeq: \(sequence) \(method)\r\nContact: <sip:load@\(sip.endpoint)>\r\n"
  }

  private func send(_ text: String) { sip.send(Array(text.utf8), to: box.raw) }

  /// Forgets dialogs that have been over for some seconds, so that nobody repeats a message of theirs.
  func forgetOld() {
    let limit = Time.mono() - 8_000_000_000
    func isOld(_ leg: LoadLeg) -> Bool { leg.overSince.map { $0 < limit } ?? false }
    for leg in order where isOld(leg) {
      legs[leg.id] = nil
      ringing[leg.id] = nil
    }
    order.removeAll(where: isOld)
    up.removeAll(where: isOld)
  }

  func listen() throws {
    var messages: [SIPMessage] = []
    sip.drain { bytes, _ in if let message = SIPMessage(bytes) { messages.append(message) } }
    for message in messages {
      if isDeaf { continue }
      if message.status > 0 { took(response: message) } else { try took(request: message) }
    }
  }

  private func took(response: SIPMessage) {
    guard let leg = legs[response["call-id"]] else { return }
    switch (response.method, response.status) {
    case ("INVITE", 200):
      leg.remote = response["to"]
      leg.target = response.contact
      leg.media = response.media
      send("ACK \(leg.target) SIP/2.0\r\n" + head(leg, "ACK", 1) + "Content-Length: 0\r\n\r\n")
      if !leg.isUp { rise(leg) }
    case ("INVITE", 300...):
      failures += 1
      leg.end()
      acknowledge(response, leg)
    case ("BYE", 200...): leg.end()
    default: break
    }
  }

  private func rise(_ leg: LoadLeg) {
    leg.isUp = true
    up.append(leg)
    if leg.hasHungUp { hangUp(leg) }
  }

  private func took(request: SIPMessage) throws {
    switch request.method {
    case "INVITE":
      let known = legs[request["call-id"]]
      let leg = try known ?? newLeg(request["call-id"])
      if known == nil {
        leg.user = String(request.start.split(separator: ":")[1].prefix { $0 != "@" })
        leg.local = request["to"] + ";tag=" + leg.tag
        leg.remote = request["from"]
        leg.target = request.contact
        leg.media = request.media
      }
      switch answers(leg.user) {
      case 200: respond(request, leg, body: sdp(leg))
      case let status?:
        leg.end()
        respond(request, leg, status: status)
      case nil:
        ringing[leg.id] = request
        respond(request, leg, status: 180)
      }
    case "CANCEL":
      let leg = legs[request["call-id"]]
      respond(request, leg)
      if let invite = ringing.removeValue(forKey: request["call-id"]) {
        leg?.end()
        respond(invite, leg, status: 487)
      }
    case "ACK":
      if let leg = legs[request["call-id"]], !leg.isUp, !leg.isOver { rise(leg) }
    case "BYE":
      legs[request["call-id"]]?.end()
      legs[request["call-id"]]?.wasHungUpOn = true
      respond(request, legs[request["call-id"]])
    default: respond(request, legs[request["call-id"]])
    }
  }

  private func respond(
    _ request: SIPMessage, _ leg: LoadLeg?, status: Int = 200, body: String = ""
  ) {
    var text = "SIP/2.0 \(status) \(status == 200 ? "OK" : "No")\r\n"
    for via in request.all("via") { text += "Via: \(via)\r\n" }
    let tag = request["to"].contains(";tag=") ? "" : ";tag=\(leg?.tag ?? "load")"
    text += "From: \(request["from"])\r\nTo: \(request["to"])\(tag)\r\n"
    text += "Call-ID: \(request["call-id"])\r\nCSeq: \(request["cseq"])\r\n"
    text += "Contact: <sip:load@\(sip.endpoint)>\r\n"
    if !body.isEmpty { text += "Content-Type: application/sdp\r\n" }
    send(text + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }
}
