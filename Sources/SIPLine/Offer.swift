internal import CPJSIP
internal import Switchboard

extension Line {
  typealias Session = UnsafeMutablePointer<pjsip_inv_session>

  /// Our side of an exchange, in PJSIP's form; lives as long as `pool`.
  func sessionDescription(
    _ local: LocalMedia, held: Bool = false, in pool: Pool
  ) -> UnsafeMutablePointer<pjmedia_sdp_session>? {
    var text = Self.text(of: local, held: held).pj(in: pool)
    var parsed: UnsafeMutablePointer<pjmedia_sdp_session>?
    let status = pjmedia_sdp_parse(pool, text.ptr, text.slen, &parsed)
    text.slen = 0
    return status == 0 ? parsed : nil
  }

  /// The session description as it goes out; PJSIP counts its version up.
  static func text(of local: LocalMedia, held: Bool) -> String {
    let family = local.address.contains(":") ? "IP6" : "IP4"
    let events = local.telephoneEvents
    var text = "v=0\r\no=- 1 1 IN \(family) \(local.address)\r\ns=Liandong\r\n"
    text += "c=IN \(family) \(local.address)\r\nt=0 0\r\nm=audio \(local.port) RTP/AVP"
    let noise: [UInt8] = local.offersComfortNoise ? [SessionDescription.comfortNoiseType] : []
    for type in local.codecs.map(\.payloadType) + noise + events.map(\.type) { text += " \(type)" }
    text += "\r\n"
    for codec in local.codecs {
      text += "a=rtpmap:\(codec.payloadType) \(codec.rtpmap)\r\n"
      if let parameters = codec.parameters {
        text += "a=fmtp:\(codec.payloadType) \(parameters)\r\n"
      }
    }
    for type in noise { text += "a=rtpmap:\(type) CN/8000\r\n" }
    for event in events {
      text += "a=rtpmap:\(event.type) telephone-event/\(event.clock)\r\n"
      text += "a=fmtp:\(event.type) 0-15\r\n"
    }
    return text + "a=ptime:\(local.ptime)\r\n" + (held ? "a=sendonly\r\n" : "a=sendrecv\r\n")
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
