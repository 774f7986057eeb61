internal import Audio
internal import Synchronization

extension MixerThread {
  /// Takes what the rtp thread has handed over.
  @_noLocks @_noAllocation
  mutating func takePackets() {
    let count = waiting(&packets)
    for i in 0..<count {
      let packet = item(packets, i)
      let port = ports + packet.pointee.id.slot
      if port.pointee.id.rawValue != packet.pointee.id.rawValue { continue }
      switch packet.pointee.kind {
      case .voiceFromNow:
        port.pointee.jitter.restart()
        put(packet, port)
      case .voice: put(packet, port)
      case .relayed:
        port.pointee.relayedEpoch = packet.pointee.epoch
        port.pointee.pending = 0
        // The voice came: when it pauses later, there is nothing to wait for.
        port.pointee.patience = 0
      case .quiet:
        if port.pointee.relayedEpoch == packet.pointee.epoch { port.pointee.relayedEpoch = nil }
        // It has been waited for long enough.
        port.pointee.patience = 0
      case .key: takeKey(packet, port)
      case .comfort:
        if packet.pointee.begins { port.pointee.jitter.restart() }
        port.pointee.jitter.pause(level: packet.pointee.event)
      }
    }
    if count > 0 { release(&packets, count) }
  }

  @_noLocks @_noAllocation
  private func put(
    _ packet: UnsafePointer<IncomingPacket>, _ port: UnsafeMutablePointer<MixerPort>
  ) {
    port.pointee.jitter.put(
      IncomingPacket.bytes(packet), length: Int(packet.pointee.length),
      timestamp: packet.pointee.timestamp, source: packet.pointee.source,
      codec: packet.pointee.codec)
  }

  /// Makes one listener's frame, unless it is relayed what it hears.
  @_noLocks @_noAllocation
  mutating func serve(_ slot: Int) {
    let port = ports + slot
    if let relayed = port.pointee.relayedEpoch {
      if relayed == port.pointee.epoch {
        endKey(port)
        return
      }
      // The relaying of an earlier epoch is over; of a later one, control's word is on its way.
      if Int32(truncatingIfNeeded: port.pointee.epoch &- relayed) > 0 {
        port.pointee.relayedEpoch = nil
      }
    }
    sendKeys(slot, port)
    let isWide = port.pointee.codec.isWide
    Mixer.clear(sum, count: MixerThread.samples)
    if isWide { Mixer.clear(wideSum, count: 2 * MixerThread.samples) }
    let heard = addVoices(slot, port, isWide: isWide)
    if port.pointee.patience > 0 {
      // This listener was relayed a voice that it still hears, or will be. The next packet of that
      // voice is due within a tick: go on with it, and not with a hole before it.
      port.pointee.patience -= 1
      if port.pointee.follows != RTPLeg.nobody { return }
    }
    let plays = addSounds(port, voices: port.pointee.voiceCount > 0, heard: heard)
    if isWide {
      finishWide(slot, port, plays: plays)
    } else {
      Mixer.store(sum, into: mixed, count: MixerThread.samples)
    }
    if port.pointee.card != nil {
      giveCard(port)
    } else if port.pointee.sending {
      emit(slot, port)
    }
  }

  /// Adds the voices that the port hears; whether there was any.
  @_noLocks @_noAllocation
  private mutating func addVoices(
    _ slot: Int, _ port: UnsafeMutablePointer<MixerPort>, isWide: Bool
  ) -> Bool {
    let list = voiceLists + slot * Hearing.mostVoices
    var heard = false
    played = PlayedVoices()
    for i in 0..<port.pointee.voiceCount {
      let voice = Int(list[i])
      decode(voice)
      if let end = ports[voice].jitter.playedTo { played.add(list[i], upTo: end) }
      switch ports[voice].heard {
      case .nothing: continue
      case .concealed: break
      case .voice:
        if list[i] == port.pointee.watchedVoice { port.pointee.watched = true }
        if list[i] == port.pointee.follows { port.pointee.follows = RTPLeg.nobody }
      }
      if list[i] == port.pointee.sentKey.voice { continue }
      heard = true
      if isWide {
        Mixer.add(wideFrame(of: voice), to: wideSum, count: 2 * MixerThread.samples)
      } else {
        Mixer.add(narrowFrame(of: voice), to: sum, count: MixerThread.samples)
      }
    }
    return heard
  }

  /// Decodes a voice's frame for this tick, once however many hear it.
  @_noLocks @_noAllocation
  private mutating func decode(_ voice: Int) {
    let port = ports + voice
    if port.pointee.decodedTick == tick { return }
    port.pointee.decodedTick = tick
    port.pointee.heard = .nothing
    let scale = port.pointee.isWide ? 2 : 1
    let unit = JitterBuffer.unit * scale
    let samples =
      port.pointee.isWide
      ? wideSamples + voice * 2 * MixerThread.samples : voiceSamples + voice * MixerThread.samples
    var offset = 0
    while offset < MixerThread.samples * scale {
      switch port.pointee.jitter.get(samples + offset, g711) {
      case .voice: port.pointee.heard = .voice
      case .concealed:
        if case .nothing = port.pointee.heard { port.pointee.heard = .concealed }
      case .nothing:
        for i in 0..<unit { samples[offset + i] = 0 }
      }
      offset += unit
    }
    if scale == 2 { measure(port, samples, count: MixerThread.samples * scale) }
    amplify(port, samples, count: MixerThread.samples * scale)
  }

  /// Measures a voice that the rtp thread cannot: a card's, or one in another codec than G.711.
  @_noLocks @_noAllocation
  func measure(
    _ port: UnsafeMutablePointer<MixerPort>, _ samples: UnsafePointer<Int16>, count: Int
  ) {
    if case .nothing = port.pointee.heard { return }
    port.pointee.meter.take(
      VoiceEnergy(samples, count: count), now: dueAt, levels + port.pointee.id.slot)
  }

  /// Brings a voice to its gain, before anybody hears it.
  @_noLocks @_noAllocation
  func amplify(
    _ port: UnsafePointer<MixerPort>, _ samples: UnsafeMutablePointer<Int16>, count: Int
  ) {
    if port.pointee.gain == MixerPort.unity { return }
    Mixer.scale(samples, by: port.pointee.gain, count: count)
  }

  /// Adds what plays besides the voices; comfort noise when that is nothing and nobody speaks.
  ///
  /// - Returns: whether anything plays.
  @_noLocks @_noAllocation
  private mutating func addSounds(
    _ port: UnsafeMutablePointer<MixerPort>, voices: Bool, heard: Bool
  ) -> Bool {
    let gain = voices ? underGain : 32_768
    var filled = 0
    while filled < MixerThread.samples, port.pointee.intros.first != SoundBank.none {
      let added = bank.addOnce(
        port.pointee.intros.first, at: port.pointee.introPosition, gain: gain, to: sum + filled,
        count: MixerThread.samples - filled)
      port.pointee.introPosition += added
      filled += added
      if filled < MixerThread.samples {
        port.pointee.intros.advance()
        port.pointee.introPosition = 0
        notify(.introPlayed(port.pointee.id, token: port.pointee.introToken))
      }
    }
    if filled < MixerThread.samples, port.pointee.loop != SoundBank.none {
      port.pointee.loopPosition = bank.addLooped(
        port.pointee.loop, at: port.pointee.loopPosition, gain: gain, to: sum + filled,
        count: MixerThread.samples - filled)
      filled = MixerThread.samples
    }
    var plays = filled > 0
    if filled == 0 && !heard {
      plays = true
      port.pointee.noisePosition = bank.addLooped(
        SoundBank.comfort, at: port.pointee.noisePosition, gain: 32_768, to: sum,
        count: MixerThread.samples)
    }
    if port.pointee.overlay != SoundBank.none {
      let played = bank.addOnce(
        port.pointee.overlay, at: port.pointee.overlayPosition, gain: port.pointee.overlayGain,
        to: sum, count: MixerThread.samples)
      port.pointee.overlayPosition += played
      plays = plays || played > 0
      if played < MixerThread.samples { endOverlay(port) }
    }
    return plays
  }
}
