internal import Audio
internal import Glibc

extension MediaPlane {
  /// Opens a stream: binds an even RTP port of the network's range and the next for RTCP.
  ///
  /// Nothing is sent or taken before ``update(_:_:)``. Throws
  /// ``MediaError/portsExhausted(address:range:)``, ``MediaError/streamsExhausted(capacity:)``,
  /// ``MediaError/address(_:reason:)`` or ``MediaError/system(doing:reason:)``.
  package func open(
    _ configuration: StreamConfiguration
  ) throws(MediaError) -> (id: StreamID, port: UInt16) {
    guard let id = table.reserve() else {
      throw .streamsExhausted(capacity: self.configuration.capacity)
    }
    do {
      let jitter = try jitterBuffer(id.slot)
      let sockets = try ports.bind(configuration)
      table.insert(Stream(id: id, end: .network(sockets, configuration)))
      let outgoing = OutgoingStream(
        source: .random(in: 1...UInt32.max), sequence: .random(in: 0..<32_768),
        timestamp: .random(in: 0...UInt32.max))
      rtpCommands.add(
        .open(id, socket: sockets.media, controlSocket: sockets.control, outgoing),
        canWait: true)
      mixerCommands.add(.open(id, jitter))
      publishUnlessGathering()
      return (id, sockets.port)
    } catch {
      table.release(id)
      throw error
    }
  }

  /// Sets what was negotiated, or negotiated anew, about a stream.
  ///
  /// Throws ``MediaError/noSuchStream(_:)``, ``MediaError/address(_:reason:)`` for a remote address
  /// that is no literal, ``MediaError/parameters(_:)`` for a packet time that cannot be sent.
  package func update(
    _ id: StreamID, _ parameters: StreamParameters
  ) throws(MediaError) {
    let stream = try find(id)
    guard case .network(_, let configuration) = stream.end else {
      throw .parameters("stream \(id.rawValue) is a sound card's; nothing is negotiated about it")
    }
    guard let remote = SocketAddress(parameters.remoteAddress, port: parameters.remotePort) else {
      throw .address(parameters.remoteAddress, reason: "expected an IPv4 or IPv6 address")
    }
    guard [10, 20, 30, 40, 50, 60].contains(parameters.packetTimeOut) else {
      throw .parameters(
        "packet time \(parameters.packetTimeOut) ms; expected 10, 20, 30, 40, 50 or 60")
    }
    let codecs = Set(parameters.receivePayloadTypes.values).union([parameters.codec])
    if codecs.contains(where: { $0.law == nil }) {
      stream.wide = try wideBuffer(id.slot, codecs, isNew: stream.wide == nil)
    }
    if stream.parameters?.packetTimeIn != parameters.packetTimeIn
      || stream.parameters?.codec != parameters.codec
    {
      stream.packetTime = parameters.packetTimeIn
    }
    stream.parameters = parameters
    stream.spoken = parameters.codec
    let none = RTPLeg.noPayloadType
    rtpCommands.add(
      .configure(
        slot: UInt16(id.slot),
        RTPTerms(
          remote: remote, latching: configuration.latching, codec: parameters.codec,
          payloadType: parameters.payloadType,
          accepted: PayloadTypes(parameters.receivePayloadTypes),
          millisecondsIn: UInt16(clamping: stream.packetTime),
          eventPayloadTypeIn: parameters.telephoneEventReceivePayloadType ?? none,
          eventTicksIn: parameters.telephoneEventReceiveNarrowPayloadType == nil
            ? 8 : parameters.codec.ticksPerMillisecond,
          eventPayloadTypeInNarrow: parameters.telephoneEventReceiveNarrowPayloadType ?? none,
          eventPayloadTypeOut: parameters.telephoneEventSendPayloadType ?? none,
          eventTicksOut: UInt32(parameters.telephoneEventSendClock / 1_000),
          sending: parameters.sending, receiving: parameters.receiving,
          mayPause: parameters.mayPause,
          forwardDigits: parameters.forwardDigits)))
    mixerCommands.add(
      .configure(
        slot: UInt16(id.slot),
        MixerTerms(
          codec: parameters.codec,
          millisecondsOut: UInt16(
            parameters.codec.packetTime(nearest: parameters.packetTimeOut)),
          sending: parameters.sending,
          eventTicks: parameters.telephoneEventSendPayloadType == nil
            ? 0 : UInt16(parameters.telephoneEventSendClock / 1_000),
          wide: stream.wide)))
    // Whether a stream can be relayed depends on both ends' parameters.
    settle([stream] + stream.listeners.compactMap { table[$0] }, force: false)
    publishUnlessGathering()
  }

  /// Makes a stream's voice louder or softer for all who hear it, by so many dB, 18 at most; then it is
  /// mixed, never relayed. What is recorded stays as it came. Does nothing for a closed stream.
  package func setGain(of id: StreamID, decibels: Double) {
    guard let stream = table[id], !stream.closing else { return }
    let gain = Levels.scale(decibels)
    if gain == stream.gain { return }
    stream.gain = gain
    mixerCommands.add(.gain(slot: UInt16(id.slot), gain))
    settle(stream.listeners.compactMap { table[$0] }, force: false)
    publish()
  }

  /// How loud a stream's voice came over about the last second; nil when nothing came, or only packets that are
  /// relayed and would have to be decoded first: all but G.711.
  package func level(of id: StreamID) -> VoiceLevel? {
    guard let stream = table[id], !stream.closing else { return nil }
    let oldest = Clock.now() - 2_000_000
    return memory.levels[id.slot].read(since: oldest)
      ?? memory.mixerLevels[id.slot].read(since: oldest)
  }

  /// Closes a stream: it neither hears nor is heard any more. Its name is dead at once; its ports
  /// are free when ``Notice/closed(_:_:)`` comes, within two ticks. Closing a closed stream does nothing.
  package func close(_ id: StreamID) {
    guard let stream = table[id], !stream.closing else { return }
    let listeners = stream.listeners.compactMap { table[$0] }
    for listener in listeners { listener.voices.removeAll { $0 == id } }
    setVoices(of: stream, to: [])
    stream.sound = nil
    stream.listeners = []
    // Nobody waits for the end of a stream: many calls that end together wake the thread once.
    settle(listeners + [stream], force: true, canWait: true)
    stream.closing = true
    if stream.isOnNetwork {
      rtpCommands.add(.close(slot: UInt16(id.slot)), canWait: true)
    } else {
      stream.statistics = StreamStatistics()
    }
    mixerCommands.add(.close(slot: UInt16(id.slot)))
    publishUnlessGathering()
  }

  /// The stream of that name, unless it is closing.
  func find(_ id: StreamID) throws(MediaError) -> Stream {
    guard let stream = table[id], !stream.closing else { throw .noSuchStream(id) }
    return stream
  }
}
