internal import Audio

/// The way out: units are read, missing ones made up, and the voice is made shorter or longer where it has to be.
extension JitterBuffer {
  /// Samples of what comes out, for each at 8,000 Hz.
  var scale: Int {
    @_noLocks @_noAllocation get {
      if case .some = wide { 2 } else { 1 }
    }
  }

  /// Where in the voice is what is heard next, in units since its first packet's number.
  var position: Double {
    Double(order.next + order.waited) - Double(readyCount) / Double(JitterBuffer.unit * scale)
  }

  /// Milliseconds of voice that are held back.
  var held: Double {
    Double(order.held) * 10 + Double(readyCount) / Double(8 * scale)
  }

  /// Writes the next 10 ms to `samples`, 80 of them, or 160 where ``wide`` is.
  @_noLocks @_noAllocation
  mutating func get(_ samples: UnsafeMutablePointer<Int16>, _ g711: G711) -> Unit {
    let count = JitterBuffer.unit &* scale
    if readyCount == 0, order.inserted == 0, pace.excess == 0, pace.lack == 0 {
      let unit = read(samples, g711)
      note()
      return unit
    }
    var unit = Unit.voice
    while readyCount < count {
      unit = readOn(g711)
      if case .nothing = unit {
        readyCount = 0
        note()
        return unit
      }
    }
    if case .voice = unit { keepPace(g711) }
    for i in 0..<count { samples[i] = ready[i] }
    readyCount &-= count
    for i in 0..<readyCount { ready[i] = ready[i &+ count] }
    note()
    return unit
  }

  /// Whoever ran dry has nothing to spare.
  @_noLocks @_noAllocation
  private mutating func note() {
    if order.waited > 0 { pace.startAgain() }
  }

  /// Reads one unit behind those that are ready. When the voice was only late, the period that was being made up is
  /// completed before it: then the voice goes on where it stopped.
  @_noLocks @_noAllocation
  private mutating func readOn(_ g711: G711) -> Unit {
    if order.inserted > 0 {
      let rest = concealed < JitterBuffer.mostConcealed ? concealment.untilPeriodEnds : 0
      if rest > 0 {
        concealment.conceal(ready + readyCount, count: rest)
        readyCount &+= rest
      }
      order.noticeInserted()
    }
    let unit = read(ready + readyCount, g711)
    readyCount &+= JitterBuffer.unit &* scale
    return unit
  }

  @_noLocks @_noAllocation
  private mutating func keepPace(_ g711: G711) {
    if pace.wantsLonger {
      lengthen()
    } else if pace.wantsShorter() {
      shorten(g711)
    }
  }

  @_noLocks @_noAllocation
  private mutating func lengthen() {
    // The past must still be known as far back.
    if readyCount + Stretch.longest &* scale > 400 &* scale { return }
    let past = concealment.past - readyCount
    let piece = Stretch.repetition(ready, past: past, scale: scale)
    readyCount = Stretch.lengthen(
      ready, count: readyCount, by: piece.length, past: past, scale: scale)
    pace.putIn(piece.length / scale)
  }

  @_noLocks @_noAllocation
  private mutating func shorten(_ g711: G711) {
    let unit = JitterBuffer.unit &* scale
    while readyCount < unit &+ Stretch.longest &* scale, order.held > 0 {
      // Nothing is to be put together with what was made up.
      guard case .voice = readOn(g711) else { return }
    }
    let most = min(min(Stretch.longest, pace.excess) &* scale, readyCount &- unit)
    if most < Stretch.shortest &* scale { return }
    let piece = Stretch.excess(ready, most: most, scale: scale)
    if !pace.accepts(piece.likeness) { return }
    readyCount = Stretch.shorten(ready, count: readyCount, by: piece.length, scale: scale)
    pace.leftOut(piece.length / scale)
  }

  /// After what is still to be heard the voice pauses (RFC 3389) until its next packet.
  ///
  /// - Parameter level: of the noise meanwhile, in dB below full scale.
  @_noLocks @_noAllocation
  mutating func pause(level: UInt8) { comfort = ComfortNoise(level: level) }

  /// Reads the next unit, or makes it up.
  @_noLocks @_noAllocation
  private mutating func read(_ samples: UnsafeMutablePointer<Int16>, _ g711: G711) -> Unit {
    let count = JitterBuffer.unit &* scale
    var taken = Taken()
    let unit = take(&taken)
    if case .voice = unit, decode(taken, into: samples, g711) {
      concealment.hear(samples, count: count)
      concealed = 0
      return .voice
    }
    if case .nothing = unit, case .some = comfort {
      comfort?.write(samples, count: count)
      concealment.hear(samples, count: count)
      concealed = 0
      return .concealed
    }
    if concealed >= JitterBuffer.mostConcealed { return .nothing }
    concealed += 1
    if repair(samples) {
      concealment.hear(samples, count: count)
    } else {
      concealment.conceal(samples, count: count)
    }
    return .concealed
  }

  @_noLocks @_noAllocation
  private mutating func decode(
    _ taken: Taken, into samples: UnsafeMutablePointer<Int16>, _ g711: G711
  ) -> Bool {
    if case .some = wide { return wide?.decode(bytes, taken, into: samples, g711) ?? false }
    g711.decode(bytes, into: samples, count: JitterBuffer.unit, law: taken.mark.law)
    return true
  }
}
