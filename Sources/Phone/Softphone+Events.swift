internal import SIPLine
internal import Switchboard

extension Softphone {
  /// One event of the line: acts as settings say, and tells.
  func heard(_ event: LineEvent) {
    switch event {
    case .incoming(let id, let arrival): incoming(id, arrival)
    case .inviteSent(let id, let callID, let time):
      legs[id]?.callID = callID
      tell("invite-sent", id, at: time.microseconds, [("call-id", callID)])
    case .ringing(let id, let earlyMedia):
      tell("ringing", id, [("early-media", earlyMedia ? "yes" : "no")])
    case .answered(let id, let time): answered(id, at: time.microseconds)
    case .failed(let id, let failure): failed(id, failure)
    case .hungUp(let id, let departure):
      tell("hungup", id, [("by", departure == .onHook ? "peer" : "nobody")])
      finish(id)
    case .media(let id, let media): agreed(id, media)
    case .phoneHeld(let id): tell("held", id)
    case .phoneRetrieved(let id): tell("retrieved", id)
    case .digit(let id, let digit, let time):
      tell("dtmf", id, at: time.microseconds, [("digit", "\(digit)"), ("by", "info")])
    case .refer(let id, _, _):
      tell("referred", id)
      // A phone is not sent elsewhere by its peer.
      line.notify(id, .refused(status: 603))
    case .referStatus(let id, let status, let final):
      tell("refer", id, [("status", "\(status)"), ("final", final ? "yes" : "no")])
      if final, status >= 300 { hasFailed = true }
    case .registration(_, let status, let registered): registered ? joined(status) : away(status)
    case .seatReachable, .trunkReachable: break
    case .refused(let reason, let source):
      writer.tell("refused-request", [("why", reason.rawValue), ("from", source)])
    }
  }

  /// Tells an event of a leg.
  func tell(
    _ event: String, _ id: LegID, at time: Int64 = PhoneClock.now(),
    _ fields: [(String, String)] = []
  ) {
    writer.tell(event, at: time, [("leg", "\(id.rawValue)")] + fields)
  }

  /// A request within a dialog: what the other side does to us, as it came.
  func requested(callID: String, method: String, at time: Int64) {
    guard let leg = legs.values.first(where: { $0.callID == callID }) else { return }
    tell("request", leg.id, at: time, [("method", method)])
  }

  private func incoming(_ id: LegID, _ arrival: LineArrival) {
    guard let leg = legs[id] else { return }
    leg.callID = arrival.sipCallID
    let sighting = witness.sighting(of: arrival.sipCallID)
    leg.domain = sighting.source
    tell(
      "incoming", id, at: sighting.invited ?? PhoneClock.now(),
      [
        ("from", arrival.callerNumber), ("to", arrival.dialled),
        ("call-id", arrival.sipCallID), ("x-call", sighting.call ?? ""),
      ])
    switch settings.answer {
    case .never: break
    case .ringOnly: line.ring(id)
    case .refuse(let status): reject(leg, status)
    case .after(let time):
      line.ring(id)
      leg.timer = line.schedule(after: time) { [weak self] in self?.answer(leg) }
    }
  }

  private func answered(_ id: LegID, at time: Int64) {
    guard let leg = legs[id] else { return }
    tell("answered", id, at: time)
    talk(leg)
  }

  /// The call is up: our voice goes out.
  func talk(_ leg: PhoneLeg) {
    leg.stage = .talking
    leg.audio.tell(.talk)
    guard let time = settings.hangUpAfter else { return }
    leg.timer = line.schedule(after: time) { [weak self] in self?.hangUp(leg) }
  }

  private func failed(_ id: LegID, _ failure: Failure) {
    let seen = legs[id]?.callID.flatMap { witness.sighting(of: $0).status }
    tell("failed", id, [("status", "\(seen ?? failure.status)"), ("why", "\(failure)")])
    hasFailed = true
    finish(id)
  }

  private func agreed(_ id: LegID, _ media: NegotiatedMedia) {
    legs[id]?.audio.tell(
      .negotiated(
        RTPOrder.Agreement(
          address: media.remoteAddress, port: media.remotePort,
          codec: media.codec, payloadType: media.sendPayloadType, receives: media.receives,
          eventSend: media.telephoneEventSend, eventClock: media.telephoneEventSendClock,
          eventsReceived: [media.telephoneEventReceive, media.telephoneEventReceiveNarrow]
            .compactMap(\.self),
          isWanted: media.peerReceives)))
    tell(
      "agreed", id,
      [
        ("codec", media.codec.rawValue), ("peer", "\(media.remoteAddress):\(media.remotePort)"),
        ("sends", media.peerSends ? "yes" : "no"), ("receives", media.peerReceives ? "yes" : "no"),
      ])
  }

  private func joined(_ status: Int) {
    writer.tell("registered", [("status", "\(status)")])
    if let uri = pendingCall {
      pendingCall = nil
      call(uri)
    }
  }

  private func away(_ status: Int) {
    hasFailed = true
    writer.tell("failed", [("what", "registration"), ("status", "\(status)")])
  }

  /// The leg is over: its summary.
  func finish(_ id: LegID) {
    guard let leg = legs.removeValue(forKey: id) else { return }
    line.cancel(leg.timer)
    if let callID = leg.callID { witness.forget(callID) }
    let (summary, recording) = leg.audio.stop()
    tell("media", id, summary.fields)
    guard let recording, let path = settings.record.map({ recordingPath($0, id) }) else { return }
    if !recording.write(to: path) { refuse("record", "cannot write \(path)") }
  }

  /// `FILE.wav` for leg 1, `FILE-2.wav` for leg 2.
  private func recordingPath(_ path: String, _ id: LegID) -> String {
    guard id.rawValue > 1 else { return path }
    let base = path.hasSuffix(".wav") ? String(path.dropLast(4)) : path
    return "\(base)-\(id.rawValue).wav"
  }
}
