internal import Audio
internal import Glibc
internal import Synchronization

extension RTPThread {
  /// What a peer said this long before signalling knew of it is heard late rather than never, in
  /// microseconds; what is older is not.
  private static var earliest: Int64 {
    @_noLocks @_noAllocation get { 40_000 }
  }

  /// One datagram of a stream; epoll reports the socket again when there are more, so that no
  /// stream keeps the others waiting.
  @_noLocks @_noAllocation
  mutating func receive(_ id: StreamID) {
    let leg = legs + id.slot
    if leg.pointee.id.rawValue != id.rawValue { return }
    let bytes = buffer + 16
    let length = System.receive(leg.pointee.socket, bytes, RTPThread.longestDatagram, sender)
    if length < 0 { return }
    if leg.pointee.catchingUp {
      let arrived = Clock.monotonic(ofWallClock: System.lastArrival(leg.pointee.socket))
      let age = leg.pointee.knownSince - arrived
      if age > RTPThread.earliest {
        leg.pointee.statistics.droppedWrongSource &+= 1
        return
      }
      if age <= 0 { leg.pointee.catchingUp = false }
    }
    guard length <= RTPThread.longestDatagram, let header = RTPHeader(bytes, length: length) else {
      leg.pointee.statistics.droppedMalformed &+= 1
      return
    }
    let codec = leg.pointee.accepted.codec(of: header.payloadType)
    let isEvent =
      header.payloadType == leg.pointee.eventPayloadTypeIn
      || header.payloadType == leg.pointee.eventPayloadTypeInNarrow
    // A stranger cannot latch with what nobody agreed to receive; it is a wrong source first.
    let isComfort = header.payloadType == 13 && leg.pointee.takesComfortNoise
    var known = isEvent || isComfort
    if case .some = codec { known = true }
    if !leg.pointee.filter.accepts(sender.pointee, now: known ? now : .max) {
      leg.pointee.statistics.droppedWrongSource &+= 1
      return
    }
    if !known {
      leg.pointee.statistics.droppedPayloadType &+= 1
      return
    }
    leg.pointee.reception.count(
      header, now: now, ticksPerMillisecond: leg.pointee.spoken.ticksPerMillisecond)
    leg.pointee.statistics.packetsReceived &+= 1
    leg.pointee.statistics.octetsReceived &+= UInt64(header.payloadLength)
    leg.pointee.life.receive(isVoice: !isEvent && !isComfort, isComfort: isComfort, now)
    if leg.pointee.lost {
      leg.pointee.lost = false
      notify(.mediaBack(id))
    }
    if let codec {
      let ticks = codec.ticks(bytes + header.payloadOffset, length: header.payloadLength)
      if ticks == 0 {
        leg.pointee.statistics.droppedMalformed &+= 1
        return
      }
      if !codec.isSame(as: leg.pointee.spoken) {
        leg.pointee.spoken = codec
        notify(.spoken(id, codec))
      }
      if leg.pointee.packetTime.isOther(ticks, ticksPerMillisecond: codec.ticksPerMillisecond) {
        notify(.packetTime(id, leg.pointee.packetTime.milliseconds))
      }
      relay(header, codec, ticks: ticks, from: id)
      if leg.pointee.feedsMixer {
        feedMixer(header, codec, from: leg)
        remember(header, codec, ticks: ticks, of: leg)
      } else {
        leg.pointee.remembers = false
      }
      if let law = codec.law { measure(header, law, of: leg) }
      if leg.pointee.tap != 0 { record(header, codec, from: leg) }
    } else if isComfort {
      receiveComfort(header, from: id)
    } else {
      receiveKey(header, from: id)
    }
  }

  /// Measures the voice of a packet of G.711, whoever hears it; what is coded otherwise is measured where it is
  /// decoded, in the mixer. After the packet was sent on: nobody waits for it.
  @_noLocks @_noAllocation
  private func measure(
    _ header: RTPHeader, _ law: G711Law, of leg: UnsafeMutablePointer<RTPLeg>
  ) {
    let energy = g711.energy(
      buffer + 16 + header.payloadOffset, count: header.payloadLength, law: law)
    leg.pointee.meter.take(energy, now: now, levels + leg.pointee.id.slot)
  }

  /// The voice pauses. Who is relayed it gets the mixer's frames meanwhile, for nobody agreed with them on
  /// comfort noise; what it says about the noise's spectrum is left out. A voice that the mixer gets no packets of
  /// begins anew there: what it still has is from before.
  @_noLocks @_noAllocation
  private mutating func receiveComfort(_ header: RTPHeader, from id: StreamID) {
    let leg = legs + id.slot
    if header.payloadLength == 0 {
      leg.pointee.statistics.droppedMalformed &+= 1
      return
    }
    var listener = leg.pointee.firstListener
    while listener != RTPLeg.nobody {
      let next = legs[Int(listener)].nextListener
      stopRelaying(listener)
      listener = next
    }
    guard let packet = free(&packets) else {
      counters.pointee.rtpOverflows.add(1, ordering: .relaxed)
      return
    }
    packet.pointee.kind = .comfort
    packet.pointee.begins = !leg.pointee.feedsMixer
    packet.pointee.id = id
    packet.pointee.event = buffer[16 + header.payloadOffset] & 0x7F
    packet.pointee.length = 0
    commit(&packets)
  }

  @_noLocks @_noAllocation
  private mutating func feedMixer(
    _ header: RTPHeader, _ codec: AudioCodec, from leg: UnsafeMutablePointer<RTPLeg>
  ) {
    var pieces = PayloadPieces(header, codec)
    while let piece = pieces.next() {
      guard let packet = free(&packets) else {
        counters.pointee.rtpOverflows.add(1, ordering: .relaxed)
        return
      }
      packet.pointee.kind = leg.pointee.feedRestarts ? .voiceFromNow : .voice
      packet.pointee.id = leg.pointee.id
      packet.pointee.source = header.source
      packet.pointee.timestamp = piece.timestamp
      packet.pointee.codec = codec
      packet.pointee.length = UInt16(truncatingIfNeeded: piece.length)
      System.copy(
        buffer + 16 + piece.offset, piece.length,
        to: UnsafeMutablePointer(mutating: IncomingPacket.bytes(packet)))
      commit(&packets)
      leg.pointee.feedRestarts = false
    }
  }

  /// Tells the mixer thread about a listener; it reads it at its next tick.
  @_noLocks @_noAllocation
  mutating func tellMixer(_ kind: IncomingPacket.Kind, _ id: StreamID, _ epoch: UInt32) {
    guard let packet = free(&packets) else {
      counters.pointee.rtpOverflows.add(1, ordering: .relaxed)
      return
    }
    packet.pointee.kind = kind
    packet.pointee.id = id
    packet.pointee.epoch = epoch
    packet.pointee.length = 0
    commit(&packets)
  }

  /// Tells the mixer thread of a voice's key, for the listeners that it mixes for.
  @_noLocks @_noAllocation
  mutating func feedKey(
    _ event: TelephoneEvent, milliseconds: UInt32, begins: Bool, from id: StreamID
  ) {
    guard let packet = free(&packets) else {
      counters.pointee.rtpOverflows.add(1, ordering: .relaxed)
      return
    }
    packet.pointee.kind = .key
    packet.pointee.id = id
    packet.pointee.epoch = milliseconds
    packet.pointee.event = event.event
    packet.pointee.begins = begins
    packet.pointee.ends = event.ended
    packet.pointee.length = 0
    commit(&packets)
  }
}
