internal import CPJSIP
internal import Switchboard

extension Line {
  typealias Session = UnsafeMutablePointer<pjsip_inv_session>

  /// Our side of an exchange, in PJSIP's form; lives as long as `pool`.
  func sessionDescription(
    _ local: LocalMedia, held: Bool = false, in pool: Pool
  ) -> UnsafeMutablePointer<pjmedia_sdp_session>? {
    var text = Self.bytes(of: local, held: held).pj(in: pool)
    var parsed: UnsafeMutablePointer<pjmedia_sdp_session>?
    let status = pjmedia_sdp_parse(pool, text.ptr, text.slen, &parsed)
    text.slen = 0
    return status == 0 ? parsed : nil
  }

  /// The session description as it goes out; PJSIP counts its version up.
  static func text(of local: LocalMedia, held: Bool) -> String {
    String(decoding: bytes(of: local, held: held), as: UTF8.self)
  }

  /// The same as UTF-8, put together in one piece of memory: two of these are written a call.
  private static func bytes(of local: LocalMedia, held: Bool) -> [UInt8] {
    let host = (local.address.utf8.contains(UInt8(ascii: ":")) ? "IP6 " : "IP4 ") + local.address
    let events = local.telephoneEvents
    let noise: [UInt8] = local.offersComfortNoise ? [SessionDescription.comfortNoiseType] : []
    var text: [UInt8] = []
    text.reserveCapacity(512)
    text.append(text: "v=0\r\no=- 1 1 IN ")
    text.append(text: host)
    text.append(text: "\r\ns=Liandong\r\nc=IN ")
    text.append(text: host)
    text.append(text: "\r\nt=0 0\r\nm=audio ")
    text.append(text: String(local.port))
    text.append(text: " RTP/AVP")
    for type in local.codecs.map(\.payloadType) + noise + events.map(\.type) {
      text.append(text: " " + String(type))
    }
    text.append(text: "\r\n")
    for codec in local.codecs {
      add("a=rtpmap:", codec.payloadType, codec.rtpmap, to: &text)
      if let parameters = codec.parameters {
        add("a=fmtp:", codec.payloadType, parameters, to: &text)
      }
    }
    for type in noise { add("a=rtpmap:", type, "CN/8000", to: &text) }
    for event in events {
      add("a=rtpmap:", event.type, "telephone-event/" + String(event.clock), to: &text)
      add("a=fmtp:", event.type, "0-15", to: &text)
    }
    text.append(text: "a=ptime:" + String(local.ptime))
    text.append(text: held ? "\r\na=sendonly\r\n" : "\r\na=sendrecv\r\n")
    return text
  }

  /// One attribute of a payload type.
  private static func add(_ name: String, _ type: UInt8, _ value: String, to text: inout [UInt8]) {
    text.append(text: name)
    text.append(text: String(type))
    text.append(UInt8(ascii: " "))
    text.append(text: value)
    text.append(text: "\r\n")
  }

  /// A re-INVITE or UPDATE brings an offer: the leg answers from its own media, always.
  func answerOffer(_ session: Session, _ leg: Leg) {
    let description = sessionDescription(
      leg.local, held: leg.holding, in: session.pointee.pool_prov)
    guard let description else { return }
    pjsip_inv_set_sdp_answer(session, description)
  }

  /// An exchange ended: tells the media plane what was agreed.
  func exchangeEnded(_ session: Session, _ leg: Leg, status: Int32) {
    if status == 0 { keepComfortNoise(session, leg) }
    guard status == 0, let media = negotiated(session) ?? silenced(leg) else { return }
    let hadVoice = leg.media?.peerReceives ?? true
    guard media != leg.media else { return }
    leg.media = media
    emit(.media(leg.id, media))
    guard leg.stage == .answered, hadVoice != media.peerReceives else { return }
    emit(media.peerReceives ? .phoneRetrieved(leg.id) : .phoneHeld(leg.id))
  }

  /// The peer closed the stream (port zero) and kept the call.
  private func silenced(_ leg: Leg) -> NegotiatedMedia? {
    guard leg.stage == .answered, var media = leg.media else { return nil }
    media.peerSends = false
    media.peerReceives = false
    return media
  }

  private func negotiated(_ session: Session) -> NegotiatedMedia? {
    guard let negotiator = session.pointee.neg else { return nil }
    var (local, remote): (UnsafePointer<pjmedia_sdp_session>?, UnsafePointer<pjmedia_sdp_session>?)
    guard pjmedia_sdp_neg_get_active_local(negotiator, &local) == 0,
      pjmedia_sdp_neg_get_active_remote(negotiator, &remote) == 0,
      let local = local.flatMap({ SessionDescription(.init(mutating: $0)) }),
      let remote = remote.flatMap({ SessionDescription(.init(mutating: $0)) })
    else { return nil }
    return NegotiatedMedia(local: local, remote: remote)
  }
}
