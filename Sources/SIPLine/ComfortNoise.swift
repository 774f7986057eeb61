internal import CPJSIP

extension Line {
  /// Puts comfort noise back into an answer of ours that is about to be sent: PJMEDIA's negotiator takes it for a
  /// codec, and an answer has one.
  func keepComfortNoise(_ session: Session, _ leg: Leg) {
    guard leg.local.offersComfortNoise, let negotiator = session.pointee.neg else { return }
    var (local, remote): (UnsafePointer<pjmedia_sdp_session>?, UnsafePointer<pjmedia_sdp_session>?)
    guard pjmedia_sdp_neg_get_active_local(negotiator, &local) == 0,
      pjmedia_sdp_neg_get_active_remote(negotiator, &remote) == 0, let remote,
      let own = local.map({ UnsafeMutablePointer(mutating: $0) }),
      SessionDescription(.init(mutating: remote))?.takesComfortNoise == true,
      SessionDescription(own)?.takesComfortNoise == false,
      let stream = SessionDescription.voice(in: own)
    else { return }
    let count = Int(stream.pointee.desc.fmt_count)
    let formats = stream.pointer(to: \.desc.fmt)!
    let room = MemoryLayout.size(ofValue: formats.pointee) / MemoryLayout<pj_str_t>.stride
    guard count < room, let pool = session.pointee.pool else { return }
    let type = "\(SessionDescription.comfortNoiseType)"
    UnsafeMutableRawPointer(formats).assumingMemoryBound(to: pj_str_t.self)[count] =
      type.pj(in: pool)
    stream.pointee.desc.fmt_count += 1
    var map = "\(type) CN/8000".pj(in: pool)
    let attribute = pjmedia_sdp_attr_create(pool, "rtpmap", &map)
    pjmedia_sdp_media_add_attr(stream, attribute)
  }
}
