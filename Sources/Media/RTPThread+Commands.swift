internal import Audio
internal import Glibc

extension RTPThread {
  /// Carries out everything that control has published. One batch is published at once, so that
  /// all listeners of a call change between the same two packets.
  @_noLocks @_noAllocation
  mutating func obey() {
    let count = waiting(&commands)
    for i in 0..<count {
      switch item(commands, i).pointee {
      case .open(let id, let socket, let controlSocket, let outgoing):
        open(id, socket, controlSocket, outgoing)
      case .configure(let slot, let terms): configure(slot, terms)
      case .route(let listener, let source, let epoch): route(listener, source, epoch)
      case .feed(let slot, let wanted):
        if wanted && !legs[Int(slot)].feedsMixer { beginFeeding(legs + Int(slot)) }
        legs[Int(slot)].feedsMixer = wanted
        if wanted { listen(legs + Int(slot)) }
      case .watch(let listener, let voice, let token):
        legs[Int(listener)].watchedVoice = voice
        legs[Int(listener)].watchToken = token
      case .record(let slot, let tap):
        legs[Int(slot)].tap = tap
        legs[Int(slot)].unrecorded = 0
      case .mark(let token): notify(.inForce(token: token, at: Clock.now()))
      case .silence(let limits): silence = limits
      case .close(let slot): close(slot)
      case .stop: stop()
      }
    }
    if count > 0 { release(&commands, count) }
  }

  @_noLocks @_noAllocation
  private mutating func open(
    _ id: StreamID, _ socket: Int32, _ controlSocket: Int32, _ outgoing: OutgoingStream
  ) {
    let leg = legs + id.slot
    leg.pointee = RTPLeg(
      id: id, socket: socket, controlSocket: controlSocket, outgoing: outgoing)
    levels[id.slot].clear()
    leg.pointee.position = openCount
    open[openCount] = UInt16(truncatingIfNeeded: id.slot)
    openCount += 1
    System.watch(poll, controlSocket, key: UInt64(id.rawValue) | RTPThread.controlBit)
  }

  /// Begins to read a leg's packets, once it is known who may send them. A phone that speaks
  /// together with its 200 is quicker than the control thread: what it said waits in the kernel
  /// until there is somebody to hear it, or at most until the next scan.
  @_noLocks @_noAllocation
  func listen(_ leg: UnsafeMutablePointer<RTPLeg>) {
    if leg.pointee.listening || leg.pointee.knownSince == 0 { return }
    leg.pointee.listening = true
    System.watch(poll, leg.pointee.socket, key: UInt64(leg.pointee.id.rawValue))
  }

  @_noLocks @_noAllocation
  private mutating func configure(_ slot: UInt16, _ terms: RTPTerms) {
    let leg = legs + Int(slot)
    let before = leg.pointee.filter.remote
    leg.pointee.filter.signal(terms.remote, latching: terms.latching, now: now)
    leg.pointee.life.agree(
      mayPause: terms.mayPause, isOther: !leg.pointee.filter.remote.matches(before))
    if leg.pointee.knownSince == 0 { leg.pointee.knownSince = now }
    if leg.pointee.firstListener != RTPLeg.nobody || leg.pointee.feedsMixer { listen(leg) }
    leg.pointee.codec = terms.codec
    leg.pointee.payloadType = terms.payloadType
    leg.pointee.accepted = terms.accepted
    leg.pointee.spoken = terms.codec
    leg.pointee.packetTime.expect(terms.millisecondsIn)
    leg.pointee.outgoing.ticksPerMillisecond = terms.codec.ticksPerMillisecond
    leg.pointee.eventPayloadTypeIn = terms.eventPayloadTypeIn
    leg.pointee.eventTicksIn = terms.eventTicksIn
    leg.pointee.eventPayloadTypeInNarrow = terms.eventPayloadTypeInNarrow
    leg.pointee.eventPayloadTypeOut = terms.eventPayloadTypeOut
    leg.pointee.eventTicksOut = terms.eventTicksOut
    leg.pointee.sending = terms.sending
    leg.pointee.forwardDigits = terms.forwardDigits
    // The patience with a peer begins when it is asked to send.
    if terms.receiving && !leg.pointee.receiving { leg.pointee.life.expect(now) }
    if !terms.receiving && leg.pointee.lost {
      // Agreed silence is no loss; control must not believe in one for ever.
      leg.pointee.lost = false
      notify(.mediaBack(leg.pointee.id))
    }
    leg.pointee.receiving = terms.receiving
    if leg.pointee.nextReport == 0 { leg.pointee.nextReport = now + RTPThread.reportInterval }
  }

  /// Changes whose packets a listener gets. A listener that goes from one relayed voice to the
  /// mixer stops being relayed here and now: the packets that follow go into the mix.
  @_noLocks @_noAllocation
  private mutating func route(_ listener: UInt16, _ source: UInt16, _ epoch: UInt32) {
    let leg = legs + Int(listener)
    leg.pointee.epoch = epoch
    switch leg.pointee.path {
    case .mixed: break
    case .awaiting(let old): unchain(listener, from: old)
    case .relaying(let old):
      if old == source {
        // Nothing changes for the listener, but the mixer waits to hear so in this epoch.
        tellMixer(.relayed, leg.pointee.id, epoch)
        return
      }
      endRelayedKey(leg)
      unchain(listener, from: old)
    }
    if source == RTPLeg.nobody {
      leg.pointee.path = .mixed
      return
    }
    leg.pointee.path = .awaiting(source)
    leg.pointee.nextListener = legs[Int(source)].firstListener
    legs[Int(source)].firstListener = listener
    listen(legs + Int(source))
  }

  @_noLocks @_noAllocation
  private mutating func unchain(_ listener: UInt16, from source: UInt16) {
    if legs[Int(source)].firstListener == listener {
      legs[Int(source)].firstListener = legs[Int(listener)].nextListener
    } else {
      var other = legs[Int(source)].firstListener
      while other != RTPLeg.nobody {
        if legs[Int(other)].nextListener == listener {
          legs[Int(other)].nextListener = legs[Int(listener)].nextListener
          break
        }
        other = legs[Int(other)].nextListener
      }
    }
    legs[Int(listener)].nextListener = RTPLeg.nobody
  }

  /// Control has taken the leg out of all hearing before; its sockets are closed by control, when
  /// it reads the notice.
  @_noLocks @_noAllocation
  private mutating func close(_ slot: UInt16) {
    let leg = legs + Int(slot)
    route(slot, RTPLeg.nobody, leg.pointee.epoch)
    System.unwatch(poll, leg.pointee.socket)
    System.unwatch(poll, leg.pointee.controlSocket)
    openCount -= 1
    let last = open[openCount]
    open[leg.pointee.position] = last
    legs[Int(last)].position = leg.pointee.position
    leg.pointee.statistics.packetsLost = leg.pointee.reception.lost
    leg.pointee.statistics.jitterMicroseconds = leg.pointee.reception.jitterMicroseconds
    let id = leg.pointee.id
    notify(.unplugged(id, leg.pointee.statistics))
    // Events and frames that are still under way for this stream find another id here.
    leg.pointee = RTPLeg(
      id: StreamID(raw: ~id.rawValue), socket: -1, controlSocket: -1,
      outgoing: leg.pointee.outgoing)
  }
}
