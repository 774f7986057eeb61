internal import Glibc

/// A minimal SIP phone on sockets of its own: raw text, one call at a time.
///
/// It knows SIP and RTP, and nothing of the box. What it does by itself is what any phone does:
/// it answers requests, acknowledges 200s and repeats an answer that is asked for again.
final class Phone {
  let name: String
  let sip: UDPSocket
  let rtp: UDPSocket
  /// Where its requests outside a dialog go.
  let box: Endpoint
  let voice: Voice
  let ear = Ear()
  unowned var stage: Stage!

  /// How it answers an INVITE: status, and after how many milliseconds; nil lets it ring.
  var answers: (status: Int, after: Double)? = (200, 0)
  /// Whether it sends 180 first.
  var rings = true
  /// Hears requests and says nothing, like a phone that lost its power.
  var isDeaf = false
  /// Whether its voice starts together with its own 200 (else with the ACK).
  var speaksAtOnce = true

  var dialog: Dialog?
  var invite: SIPMessage?
  var log = PhoneLog()
  private var branch = 0
  private var lastAnswer: [String: [UInt8]] = [:]

  init(_ name: String, speaker: Int, sip: UDPSocket, rtp: UDPSocket, box: Endpoint) {
    self.name = name
    self.sip = sip
    self.rtp = rtp
    self.box = box
    voice = Voice(speaker: speaker, socket: rtp)
  }

  /// Forgets the last call.
  func reset() {
    voice.stop()
    ear.forget()
    log = PhoneLog()
    dialog = nil
    invite = nil
    lastAnswer = [:]
  }

  func listen() {
    rtp.drain { bytes, at in self.ear.take(bytes, at: at) }
    sip.drain { bytes, at in
      guard let message = SIPMessage(bytes) else { return }
      if message.status > 0 { self.took(response: message, at) } else { self.took(message, at) }
    }
  }

  // MARK: Sending

  /// - Returns: the moment just before the datagram was handed to the kernel.
  @discardableResult
  func send(_ text: String, to target: Endpoint? = nil) -> Int64 {
    let bytes = Array(text.utf8)
    let target = (target ?? box).raw
    let moment = Time.wall()
    sip.send(bytes, to: target)
    return moment
  }

  var sdp: String {
    """
    v=0\r\no=- 1 1 IN IP4 \(rtp.endpoint.address)\r\ns=-\r\n\
    c=IN IP4 \(rtp.endpoint.address)\r\nt=0 0\r\n\
    m=audio \(rtp.endpoint.port) RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\n\
    a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n
    """
  }

  func via(_ branch: String) -> String {
    "Via: SIP/2.0/UDP \(sip.endpoint);branch=z9hG4bK\(branch);rport\r\n"
  }

  func newBranch() -> String {
    branch += 1
    return "\(name)\(sip.endpoint.port)x\(branch)y\(UInt32.random(in: 0...UInt32.max))"
  }

  /// Answers a request; the same again when it comes again.
  func respond(
    to request: SIPMessage, _ status: Int, headers: String = "", body: String = ""
  ) {
    var text = "SIP/2.0 \(status) Ok\r\n"
    for via in request.all("via") { text += "Via: \(via)\r\n" }
    for route in request.all("record-route") { text += "Record-Route: \(route)\r\n" }
    let to = request["to"]
    let tag = to.contains(";tag=") || status == 100 ? "" : ";tag=\(dialog?.localTag ?? name)"
    text += "From: \(request["from"])\r\nTo: \(to)\(tag)\r\nCall-ID: \(request["call-id"])\r\n"
    text += "CSeq: \(request["cseq"])\r\nContact: <sip:\(name)@\(sip.endpoint)>\r\n\(headers)"
    if !body.isEmpty { text += "Content-Type: application/sdp\r\n" }
    text += "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    let moment = send(text, to: source(of: request))
    lastAnswer[request["cseq"] + request["call-id"]] = Array(text.utf8)
    if request.method == "INVITE" && status >= 200 { log.finalSent = moment }
  }

  private func source(of request: SIPMessage) -> Endpoint {
    let via = request["via"].split(separator: ";")[0].split(separator: " ").last ?? ""
    let parts = via.split(separator: ":")
    guard let host = parts.first else { return box }
    return Endpoint(
      address: String(host), port: parts.count > 1 ? UInt16(parts[1]) ?? 5060 : 5060)
  }

  // MARK: Receiving

  private func took(_ request: SIPMessage, _ at: Int64) {
    log.requests[request.method, default: 0] += 1
    if isDeaf {
      if request.method == "INVITE", log.inviteAt == nil { log.inviteAt = at }
      return
    }
    let key = request["cseq"] + request["call-id"]
    if request.method != "ACK", request.method != "CANCEL", let bytes = lastAnswer[key] {
      log.repeated += 1
      return sip.send(bytes, to: source(of: request).raw)
    }
    switch request.method {
    case "INVITE": called(request, at)
    case "ACK":
      if log.ackAt == nil { log.ackAt = at }
      if !speaksAtOnce { speak() }
    case "CANCEL":
      respond(to: request, 200)
      log.cancelledAt = at
      if let invite { respond(to: invite, 487) }
    case "BYE":
      log.byeAt = at
      voice.stop()
      respond(to: request, 200)
    case "NOTIFY":
      log.notifies.append(String(request.body.prefix { $0 != "\r" && $0 != "\n" }))
      respond(to: request, 200)
    case "UPDATE": respond(to: request, 200, body: request.body.isEmpty ? "" : sdp)
    default: respond(to: request, 200)
    }
  }

  private func called(_ request: SIPMessage, _ at: Int64) {
    if dialog != nil {
      log.reinvites += 1
      return respond(to: request, 200, body: sdp)
    }
    log.inviteAt = at
    invite = request
    dialog = Dialog(answering: request, own: "t\(UInt32.random(in: 0...UInt32.max))")
    if rings { respond(to: request, 180) }
    guard let answers else { return }
    if answers.after <= 0 { return answer(answers.status) }
    stage.after(Time.milliseconds(answers.after)) { [unowned self] in
      if invite?["call-id"] == request["call-id"], log.cancelledAt == nil {
        answer(answers.status)
      }
    }
  }

  /// Answers the call that rings.
  func pickUp() {
    answers = (200, 0)
    answer(200)
  }

  private func answer(_ status: Int) {
    guard let invite else { return }
    respond(to: invite, status, body: status == 200 ? sdp : "")
    if status == 200, speaksAtOnce { speak() }
  }

  /// Begins to talk to where the box's description says.
  func speak(phase: Int64 = 0) {
    guard voice.target == nil, let media = dialog?.media else { return }
    voice.start(at: Time.wall() + phase, to: media.raw)
    voice.tick(Time.wall())
  }

  private func took(response: SIPMessage, _ at: Int64) {
    log.statuses[response.method, default: []].append(response.status)
    switch response.method {
    case "INVITE":
      guard var dialog, response["call-id"] == dialog.callID else { return }
      if response.status == 180 || response.status == 183, log.ringingAt == nil {
        log.ringingAt = at
      }
      if response.status >= 200 {
        dialog.learn(from: response)
        self.dialog = dialog
        if log.answeredAt == nil { log.answeredAt = at }
        log.finalStatus = response.status
        acknowledge(response)
      }
    case "BYE": log.byeAnsweredAt = at
    case "OPTIONS": log.optionsAt = at
    default: break
    }
  }
}
