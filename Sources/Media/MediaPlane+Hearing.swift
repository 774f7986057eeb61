extension MediaPlane {
  /// Changes who hears what, for all listeners at one moment: between two packets for those who are
  /// relayed, at one tick for those who are mixed.
  ///
  /// ``Notice/hearingInForce(token:microseconds:)`` says when, unless nobody `reports`. Listeners
  /// that are not named hear what they heard; closed streams are passed over, so that a late change
  /// harms nobody. Never waits for ``endTurn()``.
  package func hear(_ changes: [Hearing], token: UInt64, reports: Bool = true) {
    var changed: [Stream] = []
    for change in changes {
      guard let stream = table[change.listener], !stream.closing else { continue }
      setVoices(of: stream, to: change.voices)
      if stream.sound != change.sound {
        stream.sound = change.sound
        stream.soundToken = token
      }
      changed.append(stream)
    }
    settle(changed, force: true)
    if reports {
      let mixed = changed.contains { $0.route == RTPLeg.nobody }
      awaited[token] = (mixed ? 2 : 1, 0)
      rtpCommands.add(.mark(token: token))
      if mixed { mixerCommands.add(.mark(token: token)) }
    }
    publish()
  }

  /// Plays a sound once over whatever a stream hears; ``Notice/played(_:token:)`` says when it is
  /// over. Another one takes its place. Does nothing for a closed stream.
  package func play(_ overlay: Overlay, to id: StreamID, token: UInt64) {
    guard let stream = table[id], !stream.closing else { return }
    stream.overlays += 1
    settle([stream], force: false)
    mixerCommands.add(
      .overlay(
        listener: UInt16(id.slot), sound: MediaPlane.index(overlay),
        gain: overlay.isSoft ? underGain : 32_768, token: token))
    publishUnlessGathering()
  }

  /// Says with ``Notice/firstVoice(token:microseconds:)`` when the next frame of one stream's voice
  /// has been sent to another: before the change of hearing that brings it, or after.
  package func watchFirstVoice(from voice: StreamID, to listener: StreamID, token: UInt64) {
    guard let stream = table[listener], !stream.closing, table[voice] != nil else { return }
    let command = (UInt16(listener.slot), UInt16(voice.slot))
    if stream.isOnNetwork {
      rtpCommands.add(.watch(listener: command.0, voice: command.1, token: token))
    }
    mixerCommands.add(.watch(listener: command.0, voice: command.1, token: token))
    publishUnlessGathering()
  }

  /// Sets a listener's voices, without itself, closed streams and repetitions, on both sides.
  func setVoices(of stream: Stream, to voices: [StreamID]) {
    for old in stream.voices { table[old]?.listeners.remove(stream.id) }
    var clean: [StreamID] = []
    for voice in voices where voice != stream.id && !clean.contains(voice) {
      guard let other = table[voice], !other.closing, clean.count < Hearing.mostVoices else {
        continue
      }
      clean.append(voice)
      other.listeners.insert(stream.id)
    }
    // Those that were only here before may no longer have to feed the mixer.
    let gone = stream.voices.filter { !clean.contains($0) }
    stream.voices = clean
    for voice in gone { settleFeed(voice) }
  }

  /// Gathers the commands that make both threads agree with what these streams hear: which of them
  /// are relayed, what the others are mixed from, whose packets the mixer needs.
  ///
  /// Without `force` a listener is passed over when it stays relayed, or stays mixed. What `canWait` is in
  /// force within a scan of the rtp thread.
  func settle(_ listeners: [Stream], force: Bool, canWait: Bool = false) {
    for listener in listeners {
      let route = self.route(of: listener)
      if !force && route == listener.route { continue }
      let before = listener.route
      listener.route = route
      listener.epoch &+= 1
      tell(listener, before: before, canWait: canWait)
    }
    for listener in listeners {
      for voice in listener.voices { settleFeed(voice) }
    }
  }

  private func route(of listener: Stream) -> UInt16 {
    guard listener.voices.count == 1, let voice = table[listener.voices[0]],
      listener.canBeRelayed(voice)
    else { return RTPLeg.nobody }
    return UInt16(voice.id.slot)
  }

  private func tell(_ listener: Stream, before: UInt16, canWait: Bool) {
    let slot = UInt16(listener.id.slot)
    if listener.isOnNetwork {
      // Who is mixed and stays mixed gets the mixer's frames as before.
      let isAsBefore = before == RTPLeg.nobody && listener.route == RTPLeg.nobody
      rtpCommands.add(
        .route(listener: slot, source: listener.route, epoch: listener.epoch),
        canWait: canWait || isAsBefore)
    }
    var follows = listener.route
    if follows == RTPLeg.nobody, listener.voices.contains(where: { $0.slot == Int(before) }) {
      follows = before
    }
    mixerCommands.add(
      .hear(
        listener: slot, epoch: listener.epoch,
        intros: Intros((listener.sound?.intros ?? []).map { MediaPlane.index(.prompt($0)) }),
        loop: listener.sound.map { MediaPlane.index($0.loop) } ?? SoundBank.none,
        introToken: listener.sound == nil ? 0 : listener.soundToken, follows: follows))
    for voice in listener.voices {
      mixerCommands.add(.voice(listener: slot, voice: UInt16(voice.slot)))
    }
  }

  private func settleFeed(_ id: StreamID) {
    guard let voice = table[id], !voice.closing, voice.isOnNetwork else { return }
    let needed = voice.listeners.contains { table[$0]?.route == RTPLeg.nobody }
    if needed == voice.feedsMixer { return }
    voice.feedsMixer = needed
    if needed { mixerCommands.add(.forget(voice: UInt16(id.slot))) }
    rtpCommands.add(.feed(slot: UInt16(id.slot), needed))
  }
}
