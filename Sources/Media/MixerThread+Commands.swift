internal import Audio

extension MixerThread {
  /// Carries out everything that control has published: the whole of a batch before the same tick.
  @_noLocks @_noAllocation
  mutating func obey() {
    let count = waiting(&commands)
    for i in 0..<count {
      switch item(commands, i).pointee {
      case .open(let id, let jitter): open(id, jitter)
      case .openCard(let id, let jitter, let card):
        open(id, jitter)
        attach(ports + id.slot, card)
      case .configure(let slot, let terms): configure(ports + Int(slot), terms)
      case .hear(let listener, let epoch, let intros, let loop, let introToken, let follows):
        hear(ports + Int(listener), epoch, intros, loop, introToken, follows)
      case .voice(let listener, let voice): addVoice(listener, voice)
      case .overlay(let listener, let sound, let gain, let token):
        let port = ports + Int(listener)
        endOverlay(port)
        port.pointee.overlay = sound
        port.pointee.overlayGain = gain
        port.pointee.overlayPosition = 0
        port.pointee.overlayToken = token
      case .watch(let listener, let voice, let token):
        ports[Int(listener)].watchedVoice = voice
        ports[Int(listener)].watchToken = token
      case .forget(let voice): forget(ports + Int(voice))
      case .gain(let slot, let gain): ports[Int(slot)].gain = gain
      case .record(let slot, let tap):
        ports[Int(slot)].tap = tap
        ports[Int(slot)].unrecorded = 0
      case .mark(let token): notify(.inForce(token: token, at: Clock.now()))
      case .sounds(let next):
        notify(.soundsReturned(bank))
        bank = next
      case .close(let slot): close(slot)
      case .stop: stop()
      }
    }
    if count > 0 { release(&commands, count) }
  }

  @_noLocks @_noAllocation
  private mutating func open(_ id: StreamID, _ jitter: JitterBuffer) {
    let port = ports + id.slot
    port.pointee = MixerPort(id: id, jitter: jitter)
    levels[id.slot].clear()
    port.pointee.position = openCount
    open[openCount] = UInt16(truncatingIfNeeded: id.slot)
    openCount += 1
  }

  @_noLocks @_noAllocation
  private func configure(_ port: UnsafeMutablePointer<MixerPort>, _ terms: MixerTerms) {
    let milliseconds = Int(terms.millisecondsOut)
    // What waits for a packet fits into one of any length.
    if !port.pointee.codec.isSame(as: terms.codec) { port.pointee.pending = 0 }
    port.pointee.codec = terms.codec
    port.pointee.millisecondsOut = milliseconds
    port.pointee.sending = terms.sending
    port.pointee.eventTicks = UInt32(terms.eventTicks)
    guard let wide = terms.wide else { return }
    if let present = port.pointee.jitter.wide {
      // The buffer is in use; a codec may have come to it.
      if let new = wide.wide { port.pointee.jitter.wide = present.with(new.coder) }
    } else {
      port.pointee.jitter = wide
    }
  }

  /// The same intros and loop under other voices play on; others begin at their beginning.
  @_noLocks @_noAllocation
  private mutating func hear(
    _ port: UnsafeMutablePointer<MixerPort>, _ epoch: UInt32, _ intros: Intros, _ loop: UInt16,
    _ introToken: UInt64, _ follows: UInt16
  ) {
    port.pointee.epoch = epoch
    port.pointee.voiceCount = 0
    if introToken != port.pointee.introToken {
      port.pointee.intros = intros
      port.pointee.introPosition = 0
      port.pointee.introToken = introToken
    }
    if loop != port.pointee.loop {
      port.pointee.loop = loop
      port.pointee.loopPosition = 0
    }
    port.pointee.follows = follows
    port.pointee.patience = follows == RTPLeg.nobody ? 0 : MixerThread.patience
  }

  @_noLocks @_noAllocation
  private func forget(_ voice: UnsafeMutablePointer<MixerPort>) { voice.pointee.jitter.restart() }

  @_noLocks @_noAllocation
  private func addVoice(_ listener: UInt16, _ voice: UInt16) {
    let port = ports + Int(listener)
    if port.pointee.voiceCount >= Hearing.mostVoices { return }
    let list = voiceLists + Int(listener) * Hearing.mostVoices
    list[port.pointee.voiceCount] = voice
    port.pointee.voiceCount += 1
  }

  @_noLocks @_noAllocation
  mutating func endOverlay(_ port: UnsafeMutablePointer<MixerPort>) {
    if port.pointee.overlay == SoundBank.none { return }
    port.pointee.overlay = SoundBank.none
    notify(.played(port.pointee.id, token: port.pointee.overlayToken))
  }

  @_noLocks @_noAllocation
  private mutating func close(_ slot: UInt16) {
    let port = ports + Int(slot)
    let id = port.pointee.id
    detach(port)
    forgetKey(port)
    openCount -= 1
    let last = open[openCount]
    open[port.pointee.position] = last
    ports[Int(last)].position = port.pointee.position
    // Packets that are still under way for this stream find another id here.
    port.pointee = MixerPort(id: StreamID(raw: ~id.rawValue), jitter: port.pointee.jitter)
    notify(.unmixed(id))
  }
}
