internal import Console
internal import Media
internal import Routing
internal import SIPLine
internal import Site
internal import Switchboard

/// What the box knows of a leg besides its call: its audio.
struct BoxLeg {
  let stream: StreamID
  /// Where its RTP is taken; `nil` for the sound card of a seat.
  let local: LocalMedia?
  let party: Party
  var call: CallID?
  var terms: NegotiatedMedia?
  /// Before the answer nobody needs to speak: silence then is no lost media.
  var isAnswered = false
  /// Where its voice is recorded.
  var tap: RecordingTap?
  /// The sentences that it hears now and next, by the token of the hearing that began them.
  var intros: (token: UInt64, left: [Prompt])?
}

extension Appliance {
  /// Opens the audio of a leg on its network, in its peer's address family.
  func openMedia(for leg: LegID, _ request: MediaRequest) -> LocalMedia? {
    guard let network = site.network(request.network),
      let ports = network.mediaPorts(for: request.isIPv6 ? .v6 : .v4)
    else { return nil }
    do {
      let address = ports.address.description
      let stream = try media.open(
        StreamConfiguration(
          localAddress: address, portRange: ports.ports, latching: mayLatch(request.party)))
      var local = LocalMedia(
        address: address, port: stream.port, codecs: codecs(for: request.party))
      local.ptime = packetTime(for: request.party)
      local.comfortNoise = takesComfortNoise(from: request.party)
      legs[leg] = BoxLeg(stream: stream.id, local: local, party: request.party)
      legOfStream[stream.id] = leg
      if case .seat(let name) = request.party, let gain = site.seat(name)?.gain {
        media.setGain(of: stream.id, decibels: gain)
      }
      return local
    } catch {
      log.error("no-media", ["leg": leg.description, "problem": "\(error)"])
      return nil
    }
  }

  /// What is offered to a peer: what its section says, else what the box says; nothing that the box's
  /// PJMEDIA was built without.
  private func codecs(for party: Party) -> [VoiceCodec] {
    let own: [Codec]? =
      switch party {
      case .citizen(let trunk), .trunk(let trunk, _): site.trunk(trunk)?.codecs
      case .seat(let seat): site.seat(seat)?.codecs
      }
    let wanted = (own ?? site.media.codecs).flatMap(VoiceCodec.offered)
    let available = wanted.filter { AudioCodec($0).isAvailable }
    return available.isEmpty ? [.pcma] : available
  }

  /// What a peer is asked to put into a packet, in milliseconds.
  private func packetTime(for party: Party) -> Int {
    let own: Duration? =
      switch party {
      case .citizen(let trunk), .trunk(let trunk, _): site.trunk(trunk)?.packetTime
      case .seat(let seat): site.seat(seat)?.packetTime
      }
    return Int((own ?? site.media.packetTime).milliseconds)
  }

  private func takesComfortNoise(from party: Party) -> Bool {
    let own: Bool? =
      switch party {
      case .citizen(let trunk), .trunk(let trunk, _): site.trunk(trunk)?.comfortNoise
      case .seat(let seat): site.seat(seat)?.comfortNoise
      }
    return own ?? site.media.comfortNoise
  }

  /// Whether a peer may send from elsewhere than it signalled.
  private func mayLatch(_ party: Party) -> Bool {
    switch party {
    case .citizen(let trunk), .trunk(let trunk, _): site.trunk(trunk)?.nat ?? false
    case .seat(let seat): site.seat(seat)?.nat ?? false
    }
  }

  /// Takes what an offer and its answer agreed on.
  func agree(_ terms: NegotiatedMedia, for leg: LegID) {
    legs[leg]?.terms = terms
    updateMedia(of: leg)
  }

  /// From now on the leg's silence is lost media.
  func expectVoice(of leg: LegID) {
    legs[leg]?.isAnswered = true
    updateMedia(of: leg)
  }

  private func updateMedia(of leg: LegID) {
    guard let boxLeg = legs[leg], let terms = boxLeg.terms, let local = boxLeg.local else { return }
    var parameters = StreamParameters(
      remoteAddress: terms.remoteAddress, remotePort: terms.remotePort,
      codec: AudioCodec(terms.codec), payloadType: terms.sendPayloadType,
      receivePayloadTypes: receivable(terms, local.codecs),
      telephoneEventSendPayloadType: terms.telephoneEventSend,
      telephoneEventSendClock: terms.telephoneEventSendClock,
      telephoneEventReceivePayloadType: terms.telephoneEventReceive,
      telephoneEventReceiveNarrowPayloadType: terms.telephoneEventReceiveNarrow,
      packetTimeOut: terms.ptime, packetTimesTaken: terms.ptimesTaken, packetTimeIn: local.ptime,
      sending: terms.peerReceives, receiving: terms.peerSends && boxLeg.isAnswered,
      mayPause: terms.comfortNoise)
    // A citizen's digits are for who listens; a seat's are commands and go no further.
    if case .citizen = boxLeg.party { parameters.forwardDigits = true }
    do {
      try media.update(boxLeg.stream, parameters)
    } catch {
      log.warning("media-refused", call: boxLeg.call?.description, ["problem": "\(error)"])
    }
  }

  /// What was agreed on, and besides, whichever the peer chose to send, the G.711 of our offer.
  private func receivable(_ terms: NegotiatedMedia, _ offered: [VoiceCodec]) -> [UInt8: AudioCodec]
  {
    var types = terms.receives.mapValues(AudioCodec.init)
    for codec in offered where codec == .pcma || codec == .pcmu {
      if types[codec.payloadType] == nil { types[codec.payloadType] = AudioCodec(codec) }
    }
    return types
  }

  /// The leg is gone: so is its audio.
  func closeMedia(of leg: LegID) {
    guard let boxLeg = legs.removeValue(forKey: leg) else { return }
    legOfStream[boxLeg.stream] = nil
    sound.leave(leg)
    for token in watchedVoices.filter({ $0.value == leg }).keys { watchedVoices[token] = nil }
    if let call = boxLeg.call {
      closing.begin(leg, of: call)
      legOfClosing[boxLeg.stream] = leg
    }
    media.close(boxLeg.stream)
  }
}

extension VoiceCodec {
  /// What a codec of the site file offers.
  static func offered(_ codec: Codec) -> [VoiceCodec] {
    switch codec {
    case .pcma: [.pcma]
    case .pcmu: [.pcmu]
    case .g722: [.g722]
    case .opus: [.opus]
    case .l16: [.l16Wide, .l16]
    }
  }
}

extension AudioCodec {
  init(_ codec: VoiceCodec) {
    switch codec {
    case .pcma: self = .pcma
    case .pcmu: self = .pcmu
    case .g722: self = .g722
    case .opus: self = .opus
    case .l16Wide: self = .l16Wide
    case .l16: self = .l16
    }
  }
}
