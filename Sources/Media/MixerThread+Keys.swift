internal import Audio
internal import Synchronization

/// Keys (RFC 4733) in the mix: whoever hears a voice in a mix and takes events gets its keys as events of
/// their own stream, each once, between the packets of what else they hear. The voice itself is left
/// out of their sound meanwhile, should the key sound in it too.
extension MixerThread {
  /// Ticks without a packet of a key after which it was let go, though nobody said so.
  private static var longestSilence: UInt64 { @_noLocks @_noAllocation get { 5 } }

  /// Takes a packet of a voice's key. A key that began before the voice was in the mix is not ours.
  @_noLocks @_noAllocation
  mutating func takeKey(
    _ packet: UnsafePointer<IncomingPacket>, _ port: UnsafeMutablePointer<MixerPort>
  ) {
    if packet.pointee.begins {
      if !port.pointee.key.isOn { keysOn += 1 }
      port.pointee.key.isOn = true
      port.pointee.key.isEnded = false
      port.pointee.key.event = packet.pointee.event
      port.pointee.key.milliseconds = 0
      port.pointee.key.serial &+= 1
      port.pointee.key.begunTick = tick
    }
    if !port.pointee.key.isOn || port.pointee.key.isEnded { return }
    port.pointee.key.lastTick = tick
    port.pointee.key.milliseconds = max(port.pointee.key.milliseconds, packet.pointee.epoch)
    if packet.pointee.ends {
      port.pointee.key.isEnded = true
      port.pointee.key.endTick = tick
    }
  }

  /// Ends the keys that were let go, and forgets those that have ended.
  @_noLocks @_noAllocation
  mutating func passKeys() {
    if keysOn == 0 { return }
    for i in 0..<openCount {
      let port = ports + Int(open[i])
      if !port.pointee.key.isOn { continue }
      if port.pointee.key.isEnded {
        if port.pointee.key.endTick < tick { forgetKey(port) }
      } else if tick &- port.pointee.key.lastTick > MixerThread.longestSilence {
        port.pointee.key.isEnded = true
        port.pointee.key.endTick = tick
      }
    }
  }

  @_noLocks @_noAllocation
  mutating func forgetKey(_ port: UnsafeMutablePointer<MixerPort>) {
    if !port.pointee.key.isOn { return }
    port.pointee.key.isOn = false
    keysOn -= 1
  }

  /// Goes on with the key that a listener is being sent, and begins another that begins now.
  @_noLocks @_noAllocation
  mutating func sendKeys(_ slot: Int, _ port: UnsafeMutablePointer<MixerPort>) {
    if port.pointee.sentKey.voice != RTPLeg.nobody { goOn(slot, port) }
    if keysOn == 0 || port.pointee.sentKey.voice != RTPLeg.nobody { return }
    if port.pointee.eventTicks == 0 || !port.pointee.sending { return }
    let list = voiceLists + slot * Hearing.mostVoices
    for i in 0..<port.pointee.voiceCount {
      let key = ports[Int(list[i])].key
      if !key.isOn || key.begunTick != tick { continue }
      port.pointee.sentKey.voice = list[i]
      port.pointee.sentKey.serial = key.serial
      port.pointee.sentKey.event = key.event
      port.pointee.sentKey.milliseconds = key.milliseconds
      port.pointee.sentKey.segment = 0
      send(.keyBegins, port)
      if key.isEnded { endKey(port) }
      return
    }
  }

  @_noLocks @_noAllocation
  private mutating func goOn(_ slot: Int, _ port: UnsafeMutablePointer<MixerPort>) {
    let voice = port.pointee.sentKey.voice
    let list = voiceLists + slot * Hearing.mostVoices
    var isHeard = false
    for i in 0..<port.pointee.voiceCount where list[i] == voice { isHeard = true }
    let key = ports[Int(voice)].key
    if !isHeard || !key.isOn || key.serial != port.pointee.sentKey.serial {
      endKey(port)
      return
    }
    let isNews = key.milliseconds > port.pointee.sentKey.milliseconds
    // A duration has 16 bits; a longer key goes on in another segment (RFC 4733, 2.5.1.3).
    let longest = 65_000 / max(1, port.pointee.eventTicks)
    while key.milliseconds &- port.pointee.sentKey.segment > longest {
      port.pointee.sentKey.milliseconds = port.pointee.sentKey.segment &+ longest
      send(.keyHeld, port)
      port.pointee.sentKey.segment = port.pointee.sentKey.milliseconds
      port.pointee.sentKey.milliseconds = key.milliseconds
      send(.keySegment, port, advance: longest)
    }
    port.pointee.sentKey.milliseconds = key.milliseconds
    if key.isEnded {
      endKey(port)
    } else if isNews {
      send(.keyHeld, port)
    }
  }

  /// Tells a listener that its key was let go.
  @_noLocks @_noAllocation
  mutating func endKey(_ port: UnsafeMutablePointer<MixerPort>) {
    if port.pointee.sentKey.voice == RTPLeg.nobody { return }
    send(.keyEnds, port)
    port.pointee.sentKey.voice = RTPLeg.nobody
  }

  @_noLocks @_noAllocation
  private mutating func send(
    _ kind: OutgoingFrame.Kind, _ port: UnsafeMutablePointer<MixerPort>, advance: UInt32 = 0
  ) {
    guard let frame = free(&frames) else {
      counters.pointee.mixerOverflows.add(1, ordering: .relaxed)
      return
    }
    let sent = port.pointee.sentKey
    frame.pointee.id = port.pointee.id
    frame.pointee.kind = kind
    frame.pointee.event = sent.event
    frame.pointee.milliseconds = UInt16(truncatingIfNeeded: sent.milliseconds &- sent.segment)
    frame.pointee.advance = UInt16(truncatingIfNeeded: advance)
    frame.pointee.length = 0
    commit(&frames)
    framesMade += 1
  }
}
