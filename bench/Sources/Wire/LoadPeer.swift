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
  private var lastCall = 0

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
    let leg = LoadLeg(id: id, rtp: try UDPSocket(sip.endpoint.address, port: 0))
    legs[id] = leg
    order.append(leg)
    return leg
  }

  @discardableResult
  func call(_ number: String) throws -> LoadLeg {
    lastCall += 1
    let leg = try newLeg("load-\(lastCall)-\(UInt32.random(in: 0...UInt32.max))")
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
    send("BYE \(leg.target) SIP/2.0\r\n" + head(leg, "BYE", 2) + "Content-Length: 0\r\n\r\n")
  }

  private func head(_ leg: LoadLeg, _ method: String, _ sequence: Int) -> String {
    "Via: SIP/2.0/UDP \(sip.endpoint);branch=z9hG4bK\(leg.id)\(method);rport\r\n"
      + "Max-Forwards: 70\r\nFrom: \(leg.local)\r\nTo: \(leg.remote)\r\nCall-ID: \(leg.id)\r\n"
      + "CSeq: \(sequence) \(method)\r\nContact: <sip:load@\(sip.endpoint)>\r\n"
  }

  private func send(_ text: String) { sip.send(Array(text.utf8), to: box.raw) }

  func listen() throws {
    var messages: [SIPMessage] = []
    sip.drain { bytes, _ in if let message = SIPMessage(bytes) { messages.append(message) } }
    for message in messages {
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
      if !leg.isUp {
        leg.isUp = true
        up.append(leg)
      }
    case ("INVITE", 300...): failures += 1
    case ("BYE", 200...): leg.isOver = true
    default: break
    }
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
      respond(request, leg, body: sdp(leg))
    case "ACK":
      if let leg = legs[request["call-id"]], !leg.isUp {
        leg.isUp = true
        up.append(leg)
      }
    case "BYE":
      legs[request["call-id"]]?.isOver = true
      respond(request, legs[request["call-id"]])
    default: respond(request, legs[request["call-id"]])
    }
  }

  private func respond(_ request: SIPMessage, _ leg: LoadLeg?, body: String = "") {
    var text = "SIP/2.0 200 OK\r\n"
    for via in request.all("via") { text += "Via: \(via)\r\n" }
    let tag = request["to"].contains(";tag=") ? "" : ";tag=\(leg?.tag ?? "load")"
    text += "From: \(request["from"])\r\nTo: \(request["to"])\(tag)\r\n"
    text += "Call-ID: \(request["call-id"])\r\nCSeq: \(request["cseq"])\r\n"
    text += "Contact: <sip:load@\(sip.endpoint)>\r\n"
    if !body.isEmpty { text += "Content-Type: application/sdp\r\n" }
    send(text + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }
}
