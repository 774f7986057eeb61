internal import Audio

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
  func takeCards() {
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
    }
  }

  /// Hands this tick's mix to the card.
  @_noLocks @_noAllocation
  mutating func giveCard(_ port: UnsafeMutablePointer<MixerPort>) {
    port.pointee.card?.pointee.give(mixed, count: MixerThread.samples, dueAt: dueAt)
    if port.pointee.watched {
      port.pointee.watched = false
      port.pointee.watchedVoice = RTPLeg.nobody
      notify(.firstVoice(token: port.pointee.watchToken, at: Clock.now()))
    }
  }
}
