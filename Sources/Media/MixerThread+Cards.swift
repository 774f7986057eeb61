internal import Audio
internal import Synchronization

/// Sound cards among the mixer's streams: a frame from each and a frame to each, every tick, whether
/// anybody hears them or not; their clocks are followed on the card's side.
extension MixerThread {
  @_noLocks @_noAllocation
  func attach(
    _ port: UnsafeMutablePointer<MixerPort>, _ card: UnsafeMutablePointer<MixerSoundEnd>
  ) {
    port.pointee.card = card
    card.pointee.attach(dueAt: dueAt)
  }

  @_noLocks @_noAllocation
  func detach(_ port: UnsafeMutablePointer<MixerPort>) {
    port.pointee.card?.pointee.detach()
    port.pointee.card = nil
  }

  /// Takes this tick's frame of each card's voice, before anybody asks for it.
  @_noLocks @_noAllocation
  mutating func takeCards() {
    for i in 0..<openCount {
      let slot = Int(open[i])
      guard let card = ports[slot].card else { continue }
      let isThere = card.pointee.take(
        voiceSamples + slot * MixerThread.samples, count: MixerThread.samples)
      switch (isThere, ports[slot].heard) {
      case (true, _): ports[slot].heard = .voice
      // The first frame that is missing fades out; there is nothing to make more of.
      case (false, .voice): ports[slot].heard = .concealed
      case (false, _): ports[slot].heard = .nothing
      }
      ports[slot].decodedTick = tick
      if ports[slot].tap != 0, isThere { record(slot) }
      measure(
        ports + slot, voiceSamples + slot * MixerThread.samples, count: MixerThread.samples)
      amplify(
        ports + slot, voiceSamples + slot * MixerThread.samples, count: MixerThread.samples)
    }
  }

  /// Copies a card's frame for the recorder, as the rtp thread does with packets. The mixer's clock
  /// is the frame's: a frame that is missing is silence at its place.
  @_noLocks @_noAllocation
  private mutating func record(_ slot: Int) {
    let port = ports + slot
    guard let packet = free(&recorded) else {
      if port.pointee.unrecorded < .max { port.pointee.unrecorded += 1 }
      counters.pointee.unrecorded.add(1, ordering: .relaxed)
      return
    }
    packet.pointee.tap = port.pointee.tap
    packet.pointee.id = port.pointee.id
    packet.pointee.arrived = dueAt
    packet.pointee.source = port.pointee.id.rawValue
    packet.pointee.timestamp = UInt32(truncatingIfNeeded: dueAt / 125)
    packet.pointee.skipped = port.pointee.unrecorded
    packet.pointee.format = .samples
    packet.pointee.length = UInt16(truncatingIfNeeded: MixerThread.samples * 2)
    System.copy(
      UnsafeRawPointer(voiceSamples + slot * MixerThread.samples)
        .assumingMemoryBound(to: UInt8.self), MixerThread.samples * 2,
      to: UnsafeMutablePointer(mutating: RecordedPacket.bytes(packet)))
    commit(&recorded)
    port.pointee.unrecorded = 0
  }

  /// Tells the rtp thread how far the voices are that the card was given; an RTP frame says so itself.
  @_noLocks @_noAllocation
  private mutating func tellPlayed(to card: StreamID) {
    if played.count == 0 { return }
    guard let frame = free(&frames) else {
      counters.pointee.mixerOverflows.add(1, ordering: .relaxed)
      return
    }
    frame.pointee.id = card
    frame.pointee.kind = .heardByCard
    frame.pointee.played = played
    // Nobody is woken for it: it is read before the next packet is.
    commit(&frames)
  }

  /// Hands this tick's mix to the card.
  @_noLocks @_noAllocation
  mutating func giveCard(_ port: UnsafeMutablePointer<MixerPort>) {
    port.pointee.card?.pointee.give(mixed, count: MixerThread.samples, dueAt: dueAt)
    tellPlayed(to: port.pointee.id)
    if port.pointee.watched {
      port.pointee.watched = false
      port.pointee.watchedVoice = RTPLeg.nobody
      notify(.firstVoice(token: port.pointee.watchToken, at: Clock.now()))
    }
  }
}
