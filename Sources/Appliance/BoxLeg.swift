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
        address: address, port: stream.port, codecs: site.media.codecs.map(VoiceCodec.init))
      local.ptime = Int(site.media.packetTime.milliseconds)
      legs[leg] = BoxLeg(stream: stream.id, local: local, party: request.party)
      legOfStream[stream.id] = leg
      return local
    } catch {
      log.error("no-media", ["leg": leg.description, "problem": "\(error)"])
      return nil
    }
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
      telephoneEventReceivePayloadType: terms.telephoneEventReceive,
      packetTimeOut: terms.ptime, packetTimeIn: terms.ptime, sending: terms.peerReceives,
      receiving: terms.peerSends && boxLeg.isAnswered)
    // A citizen's digits are for who listens; a seat's are commands and go no further.
    if case .citizen = boxLeg.party { parameters.forwardDigits = true }
    do {
      try media.update(boxLeg.stream, parameters)
    } catch {
      log.warning("media-refused", call: boxLeg.call?.description, ["problem": "\(error)"])
    }
  }

  /// Every static payload type of our offer is understood, whichever the peer chose to send.
  private func receivable(_ terms: NegotiatedMedia, _ offered: [VoiceCodec]) -> [UInt8: AudioCodec]
  {
    var types: [UInt8: AudioCodec] = [:]
    for codec in offered { types[codec.payloadType] = AudioCodec(codec) }
    types[terms.receivePayloadType] = AudioCodec(terms.codec)
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
  init(_ codec: Codec) {
    switch codec {
    case .pcma: self = .pcma
    case .pcmu: self = .pcmu
    }
  }
}

extension AudioCodec {
  init(_ codec: VoiceCodec) {
    switch codec {
    case .pcma: self = .pcma
    case .pcmu: self = .pcmu
    }
  }
}
