internal import Audio
internal import Synchronization

extension RTPThread {
  /// Sends a voice's packet to all who are relayed it. The packet is in `buffer`.
  @_noLocks @_noAllocation
  mutating func relay(_ header: RTPHeader, _ codec: AudioCodec, ticks: UInt32, from id: StreamID) {
    var listener = legs[id.slot].firstListener
    let payload = buffer + 16 + header.payloadOffset
    while listener != RTPLeg.nobody {
      if legs[id.slot].remembers, case .awaiting = legs[Int(listener)].path {
        catchUp(listener, with: id.slot, before: header)
      }
      pass(header, codec, ticks: ticks, payload, to: listener, from: id.slot)
      listener = legs[Int(listener)].nextListener
    }
  }

  /// Sends one packet to one listener, in the listener's law.
  @_noLocks @_noAllocation
  mutating func pass(
    _ header: RTPHeader, _ codec: AudioCodec, ticks: UInt32,
    _ payload: UnsafeMutablePointer<UInt8>, to listener: UInt16, from source: Int
  ) {
    let leg = legs + Int(listener)
    let type = leg.pointee.payloadType
    if codec.isSame(as: leg.pointee.codec) {
      relay(header, type, samples: ticks, payload: payload, to: listener, from: source)
    } else if let law = codec.law, case .some = leg.pointee.codec.law {
      System.copy(payload, header.payloadLength, to: scratch + 16)
      g711.transcode(scratch + 16, count: header.payloadLength, from: law)
      relay(header, type, samples: ticks, payload: scratch + 16, to: listener, from: source)
    }
    // Otherwise control has just been told that this voice speaks another codec now.
  }

  /// Sends one payload to one listener. The twelve bytes before the payload become its header:
  /// they are the old header's or free, so nothing is copied.
  @_noLocks @_noAllocation
  mutating func relay(
    _ header: RTPHeader, _ payloadType: UInt8, samples: UInt32,
    payload: UnsafeMutablePointer<UInt8>, to listener: UInt16, from source: Int,
    key: RelayedKey? = nil
  ) {
    let leg = legs + Int(listener)
    if !leg.pointee.sending || !leg.pointee.filter.remote.isReachable { return }
    switch leg.pointee.path {
    case .mixed: return
    case .awaiting(let voice):
      leg.pointee.path = .relaying(voice)
      tellMixer(.relayed, leg.pointee.id, leg.pointee.epoch)
    case .relaying: break
    }
    guard
      let moved = leg.pointee.outgoing.nextRelayed(
        header, from: UInt16(truncatingIfNeeded: source), samples: samples,
        payloadType: payloadType, now: now, key: key)
    else { return }
    moved.write(payload - RTPHeader.written)
    if send(payload - RTPHeader.written, header.payloadLength, to: leg) {
      leg.pointee.statistics.packetsRelayed &+= 1
      counters.pointee.packetsRelayed.add(1, ordering: .relaxed)
      if leg.pointee.watchedVoice == UInt16(truncatingIfNeeded: source) { heardFirst(leg) }
    }
  }

  /// Back to the mixer's frames, until the voice's next packet of sound.
  @_noLocks @_noAllocation
  mutating func stopRelaying(_ listener: UInt16) {
    let leg = legs + Int(listener)
    switch leg.pointee.path {
    case .mixed, .awaiting: break
    case .relaying(let voice):
      leg.pointee.path = .awaiting(voice)
      leg.pointee.outgoing.breakRelay()
      tellMixer(.quiet, leg.pointee.id, leg.pointee.epoch)
    }
  }

  /// Sends the first `count` frames that the mixer has made.
  @_noLocks @_noAllocation
  mutating func sendFrames(_ count: Int) {
    for i in 0..<count {
      let frame = item(frames, i)
      let leg = legs + frame.pointee.id.slot
      if case .heardByCard = frame.pointee.kind {
        note(frame.pointee.played, for: leg)
        continue
      }
      if leg.pointee.id.rawValue != frame.pointee.id.rawValue { continue }
      if case .sound = frame.pointee.kind {
      } else {
        sendKey(frame, to: leg)
        continue
      }
      // Made before the mixer heard that this leg is relayed again.
      if case .relaying = leg.pointee.path { continue }
      if !leg.pointee.sending || !leg.pointee.filter.remote.isReachable { continue }
      note(frame.pointee.played, for: leg)
      let length = Int(frame.pointee.length)
      let payload = OutgoingFrame.bytes(frame)
      if !frame.pointee.codec.isSame(as: leg.pointee.codec) {
        // Made before the mixer heard of the new codec.
        guard let law = frame.pointee.codec.law, case .some = leg.pointee.codec.law else {
          continue
        }
        g711.transcode(payload, count: length, from: law)
      }
      let header = leg.pointee.outgoing.nextMixed(
        samples: UInt32(frame.pointee.ticks), payloadType: leg.pointee.payloadType, now: now,
        length: length)
      header.write(payload - RTPHeader.written)
      if send(payload - RTPHeader.written, length, to: leg), frame.pointee.watched {
        heardFirst(leg)
      }
    }
    if count > 0 { release(&frames, count) }
  }

  @_noLocks @_noAllocation
  private mutating func heardFirst(_ leg: UnsafeMutablePointer<RTPLeg>) {
    if leg.pointee.watchedVoice == RTPLeg.nobody { return }
    leg.pointee.watchedVoice = RTPLeg.nobody
    notify(.firstVoice(token: leg.pointee.watchToken, at: Clock.now()))
  }

  /// Sends a written header with `length` bytes of payload behind it.
  @_noLocks @_noAllocation
  mutating func send(
    _ packet: UnsafeMutablePointer<UInt8>, _ length: Int, to leg: UnsafeMutablePointer<RTPLeg>
  ) -> Bool {
    destination.pointee = leg.pointee.filter.remote
    if !System.send(
      leg.pointee.socket, packet, RTPHeader.written + length, to: UnsafePointer(destination))
    {
      leg.pointee.statistics.sendFailures &+= 1
      return false
    }
    leg.pointee.statistics.packetsSent &+= 1
    leg.pointee.statistics.octetsSent &+= UInt64(length)
    return true
  }
}
