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
    let types = local.codecs.map(\.payloadType) + local.telephoneEvents.map(\.type)
    var lines = [
      "v=0", "o=- 1 1 IN \(family) \(local.address)", "s=Liandong",
      "c=IN \(family) \(local.address)", "t=0 0",
      "m=audio \(local.port) RTP/AVP \(types.map { "\($0)" }.joined(separator: " "))",
    ]
    for codec in local.codecs {
      lines.append("a=rtpmap:\(codec.payloadType) \(codec.rtpmap)")
      if let parameters = codec.parameters {
        lines.append("a=fmtp:\(codec.payloadType) \(parameters)")
      }
    }
    for event in local.telephoneEvents {
      lines.append("a=rtpmap:\(event.type) telephone-event/\(event.clock)")
      lines.append("a=fmtp:\(event.type) 0-15")
    }
    lines += ["a=ptime:\(local.ptime)", held ? "a=sendonly" : "a=sendrecv", ""]
    return lines.joined(separator: "\r\n")
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
      let local = local.flatMap(Self.read), let remote = remote.flatMap(Self.read)
    else { return nil }
    return NegotiatedMedia(local: local, remote: remote)
  }

  private static func read(_ sdp: UnsafePointer<pjmedia_sdp_session>) -> SessionDescription? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_000) { buffer in
      let length = pjmedia_sdp_print(sdp, buffer.baseAddress, 16_000)
      guard length > 0 else { return nil }
      return SessionDescription(pj_str_t(ptr: buffer.baseAddress, slen: Int(length)).text)
    }
  }
}
