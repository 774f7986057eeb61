internal import Audio
internal import Synchronization

extension RTPThread {
  /// A telephone event: told to control once, and relayed only where that is wanted. Listeners that
  /// do not get it get the mixer's comfort noise instead, for in its packets there is no sound.
  @_noLocks @_noAllocation
  mutating func receiveKey(_ header: RTPHeader, from id: StreamID) {
    let leg = legs + id.slot
    let payload = buffer + 16 + header.payloadOffset
    guard let event = TelephoneEvent(payload, length: header.payloadLength) else {
      leg.pointee.statistics.droppedMalformed &+= 1
      return
    }
    let begins = leg.pointee.events.isNew(event, header)
    if begins {
      leg.pointee.statistics.digits &+= 1
      notify(
        .digit(
          id, event: event.event,
          arrived: Clock.monotonic(ofWallClock: System.lastArrival(leg.pointee.socket))))
    }
    var listener = leg.pointee.firstListener
    while listener != RTPLeg.nobody {
      let next = legs[Int(listener)].nextListener
      if leg.pointee.forwardDigits
        && legs[Int(listener)].eventPayloadTypeOut != RTPLeg.noPayloadType
      {
        relayKey(event, header, begins: begins, to: listener, from: id.slot)
      } else {
        stopRelaying(listener)
      }
      listener = next
    }
    guard leg.pointee.forwardDigits, leg.pointee.feedsMixer,
      leg.pointee.events.isCurrent(header)
    else { return }
    feedKey(
      event, milliseconds: leg.pointee.events.held / ticks(of: header, leg), begins: begins,
      from: id)
  }

  /// Of a millisecond, in the durations of a leg's event.
  @_noLocks @_noAllocation
  private func ticks(of header: RTPHeader, _ leg: UnsafeMutablePointer<RTPLeg>) -> UInt32 {
    header.payloadType == leg.pointee.eventPayloadTypeIn ? leg.pointee.eventTicksIn : 8
  }

  /// Sends one packet of a key to one listener, if it got the key's beginning in the same way.
  @_noLocks @_noAllocation
  private mutating func relayKey(
    _ event: TelephoneEvent, _ header: RTPHeader, begins: Bool, to listener: UInt16,
    from source: Int
  ) {
    let (leg, voice) = (legs + Int(listener), legs + source)
    let slot = UInt16(truncatingIfNeeded: source)
    let serial = voice.pointee.events.serial
    if begins {
      endMixedKey(leg)
      leg.pointee.key = KeyRelay(.relayed, of: slot, serial: serial)
    }
    guard leg.pointee.key.voice == slot, leg.pointee.key.serial == serial else { return }
    // Its last packet comes three times; the key is over with the first.
    switch leg.pointee.key.way {
    case .relayed: break
    case .none where event.ended: break
    case .none, .mixed: return
    }
    let clock = ticks(of: header, voice)
    let duration = UInt32(event.duration) * leg.pointee.eventTicksOut / clock
    leg.pointee.key.event = event.event
    leg.pointee.key.duration = UInt16(truncatingIfNeeded: min(duration, 65_535))
    let payload = buffer + 16 + header.payloadOffset
    payload[2] = UInt8(truncatingIfNeeded: leg.pointee.key.duration >> 8)
    payload[3] = UInt8(truncatingIfNeeded: leg.pointee.key.duration)
    let perMillisecond = voice.pointee.spoken.ticksPerMillisecond
    relay(
      header, leg.pointee.eventPayloadTypeOut, samples: perMillisecond &* 20, payload: payload,
      to: listener, from: source,
      key: RelayedKey(
        begins: begins, held: UInt32(event.duration) / clock &* perMillisecond))
    if event.ended { leg.pointee.key.way = .none }
  }

  /// The listener no longer gets the packets in which its key was relayed: it is told that it is over.
  @_noLocks @_noAllocation
  mutating func endRelayedKey(_ leg: UnsafeMutablePointer<RTPLeg>) {
    leg.pointee.key.voice = RTPLeg.nobody
    guard case .relayed = leg.pointee.key.way else { return }
    leg.pointee.key.way = .none
    for _ in 0..<3 { sendKey(leg, begins: false, ends: true, advance: 0) }
  }

  /// Another key begins before the mixer has ended its own.
  @_noLocks @_noAllocation
  private mutating func endMixedKey(_ leg: UnsafeMutablePointer<RTPLeg>) {
    guard case .mixed = leg.pointee.key.way else { return }
    leg.pointee.key.way = .none
    for _ in 0..<3 { sendKey(leg, begins: false, ends: true, advance: 0) }
  }

  /// Sends a key's packet that the mixer has made.
  @_noLocks @_noAllocation
  mutating func sendKey(
    _ frame: UnsafePointer<OutgoingFrame>, to leg: UnsafeMutablePointer<RTPLeg>
  ) {
    var isRelaying = false
    if case .relaying = leg.pointee.path { isRelaying = true }
    switch (frame.pointee.kind, leg.pointee.key.way) {
    case (.sound, _), (.heardByCard, _): return
    case (.keyBegins, .relayed): return
    case (.keyBegins, _):
      // Made before the mixer heard that this leg is relayed again.
      if isRelaying { return }
      leg.pointee.key = KeyRelay(.mixed, of: RTPLeg.nobody, serial: 0)
    case (.keyEnds, .mixed): break
    case (_, .mixed): if isRelaying { return }
    case (_, .none), (_, .relayed): return
    }
    let duration = UInt32(frame.pointee.milliseconds) * leg.pointee.eventTicksOut
    leg.pointee.key.event = frame.pointee.event
    leg.pointee.key.duration = UInt16(truncatingIfNeeded: min(duration, 65_535))
    let advance =
      UInt32(frame.pointee.advance) * leg.pointee.outgoing.ticksPerMillisecond
    switch frame.pointee.kind {
    case .keyBegins: sendKey(leg, begins: true, ends: false, advance: 0)
    case .keyEnds:
      leg.pointee.key.way = .none
      for _ in 0..<3 { sendKey(leg, begins: false, ends: true, advance: 0) }
    case .sound, .heardByCard, .keyHeld, .keySegment:
      sendKey(leg, begins: false, ends: false, advance: advance)
    }
  }

  /// Sends a packet of the key that the leg is being sent.
  @_noLocks @_noAllocation
  private mutating func sendKey(
    _ leg: UnsafeMutablePointer<RTPLeg>, begins: Bool, ends: Bool, advance: UInt32
  ) {
    let type = leg.pointee.eventPayloadTypeOut
    if type == RTPLeg.noPayloadType || !leg.pointee.sending
      || !leg.pointee.filter.remote.isReachable
    {
      return
    }
    let header = leg.pointee.outgoing.nextKey(
      begins: begins, advance: advance, payloadType: type, now: now)
    header.write(scratch)
    let payload = scratch + RTPHeader.written
    payload[0] = leg.pointee.key.event
    // A volume of 10 below 0 dBm0, as phones say it.
    payload[1] = ends ? 0x8A : 0x0A
    payload[2] = UInt8(truncatingIfNeeded: leg.pointee.key.duration >> 8)
    payload[3] = UInt8(truncatingIfNeeded: leg.pointee.key.duration)
    _ = send(scratch, 4, to: leg)
  }
}
