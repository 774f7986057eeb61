/// Counts one incoming RTP source as RFC 3550 says: loss (A.3) and interarrival jitter (A.8).
struct ReceptionStatistics: BitwiseCopyable {
  private(set) var source: UInt32 = 0
  private(set) var received: UInt64 = 0
  private(set) var active = false
  /// Lost packets of sources that were here before this one.
  private var lostBefore: Int64 = 0
  private var receivedOfSource: Int64 = 0
  private var firstSequence: Int64 = 0
  private(set) var highestSequence: Int64 = 0
  private var transit: Int64 = 0
  /// In sixteenths of a timestamp unit.
  private var jitter16: Int64 = 0
  private var ticksPerMillisecond: Int64 = 8
  private var expectedAtReport: Int64 = 0
  private var lostAtReport: Int64 = 0

  @_noLocks @_noAllocation
  init() {}

  /// Counts a packet that arrived at `now` microseconds.
  @_noLocks @_noAllocation
  mutating func count(_ header: RTPHeader, now: Int64, ticksPerMillisecond: UInt32 = 8) {
    received &+= 1
    var step = Int64(Int16(truncatingIfNeeded: Int64(header.sequence) &- highestSequence))
    if !active || header.source != source || step > 3_000 || step < -3_000 {
      lostBefore = lost
      active = true
      source = header.source
      firstSequence = Int64(header.sequence) + 65_536
      highestSequence = firstSequence
      receivedOfSource = 0
      expectedAtReport = 0
      lostAtReport = 0
      transit = 0
      step = 0
    }
    if Int64(ticksPerMillisecond) != self.ticksPerMillisecond {
      // Another clock: what was measured was measured by the old one.
      jitter16 = jitter16 * Int64(ticksPerMillisecond) / self.ticksPerMillisecond
      self.ticksPerMillisecond = Int64(ticksPerMillisecond)
      transit = 0
    }
    if step > 0 { highestSequence += step }
    receivedOfSource += 1
    let arrival = now &* self.ticksPerMillisecond / 1_000
    let newTransit = arrival &- Int64(header.timestamp)
    if transit != 0 {
      let difference = Int64(Int32(truncatingIfNeeded: newTransit &- transit))
      // A step of more than a second is a new time base, not jitter.
      let second = self.ticksPerMillisecond * 1_000
      if difference < second && difference > -second {
        jitter16 += (difference < 0 ? -difference : difference) - (jitter16 + 8) >> 4
      }
    }
    transit = newTransit
  }

  /// Packets that never arrived; duplicates may make it negative, as the RFC has it.
  var lost: Int64 {
    @_noLocks @_noAllocation get {
      active ? lostBefore + highestSequence - firstSequence + 1 - receivedOfSource : lostBefore
    }
  }

  /// Jitter in timestamp units.
  var jitter: UInt32 {
    @_noLocks @_noAllocation get { UInt32(truncatingIfNeeded: max(0, jitter16) >> 4) }
  }

  /// Jitter as time.
  var jitterMicroseconds: UInt32 {
    @_noLocks @_noAllocation get {
      jitter &* 1_000 / UInt32(truncatingIfNeeded: ticksPerMillisecond)
    }
  }

  /// The share lost since the last call, in 256ths (RFC 3550, A.3), for a reception report.
  @_noLocks @_noAllocation
  mutating func fractionLostSinceReport() -> UInt8 {
    let expected = highestSequence - firstSequence + 1
    let lostNow = expected - receivedOfSource
    let interval = expected - expectedAtReport
    let lostInInterval = lostNow - lostAtReport
    expectedAtReport = expected
    lostAtReport = lostNow
    if interval <= 0 || lostInInterval <= 0 { return 0 }
    return UInt8(truncatingIfNeeded: min(255, lostInInterval * 256 / interval))
  }
}
