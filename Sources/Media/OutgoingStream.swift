/// The RTP that one leg gets from the box: one SSRC, sequence numbers and timestamps that go on
/// without a break, whoever is heard.
struct OutgoingStream: BitwiseCopyable {
  /// A pause of more than this, in microseconds, shows in the timestamps; a shorter one is jitter.
  static var longestHiddenPause: Int64 {
    @_noLocks @_noAllocation get { 60_000 }
  }

  let source: UInt32
  /// Of the last packet that was sent.
  private(set) var sequence: UInt16
  private(set) var timestamp: UInt32
  /// When it was sent, in microseconds; 0 before the first.
  private(set) var sentAt: Int64 = 0
  /// How long it was, in timestamp units.
  private var duration: UInt32 = 160
  /// The clock of what is sent.
  var ticksPerMillisecond: UInt32 = 8

  /// Whose packets are being relayed; none while the mixer's frames are sent.
  private var relayedSlot: UInt16 = .max
  private var relayedSource: UInt32 = 0
  private var firstRelayed: UInt16 = 0
  private var lastRelayed: UInt16 = 0
  private var lastRelayedTimestamp: UInt32 = 0
  private var sequenceOffset: UInt16 = 0
  private var timestampOffset: UInt32 = 0
  /// Of the key that is sent or was sent last.
  private var keyTimestamp: UInt32 = 0
  /// What its source gave it, where it is relayed.
  private var keySourceTimestamp: UInt32 = 0

  /// The parameters are random, as RFC 3550 wants them.
  @_noLocks @_noAllocation
  init(source: UInt32, sequence: UInt16, timestamp: UInt32) {
    self.source = source
    self.sequence = sequence
    self.timestamp = timestamp
  }

  /// The header under which the mixer's next frame of `samples` timestamp units leaves at `now`.
  @_noLocks @_noAllocation
  mutating func nextMixed(
    samples: UInt32, payloadType: UInt8, now: Int64, length: Int = 160
  ) -> RTPHeader {
    let marker = sentAt == 0 || relayedSlot != .max || pause(now, before: samples) > 0
    relayedSlot = .max
    timestamp = nextTimestamp(now, samples)
    sequence &+= 1
    duration = samples
    sentAt = now
    return RTPHeader(
      payloadType: payloadType, marker: marker, sequence: sequence, timestamp: timestamp,
      source: source, payloadLength: length)
  }

  /// The header under which a packet of the stream in `slot` leaves at `now`; nil when it is from
  /// before the change to this source.
  ///
  /// Loss and order of the source are handed on: its sequence numbers and timestamps are moved by
  /// a constant, which is chosen anew when the source changes or jumps. All packets of a key keep one
  /// timestamp, by which a phone tells one press from two, also where the constant changes in its midst.
  @_noLocks @_noAllocation
  mutating func nextRelayed(
    _ header: RTPHeader, from slot: UInt16, samples: UInt32, payloadType: UInt8, now: Int64,
    key: RelayedKey? = nil
  ) -> RTPHeader? {
    var held: UInt32?
    if let key, !key.begins, header.timestamp == keySourceTimestamp { held = key.held }
    let step = Int16(truncatingIfNeeded: header.sequence &- lastRelayed)
    let ticks = Int32(truncatingIfNeeded: header.timestamp &- lastRelayedTimestamp)
    let leap = Int32(truncatingIfNeeded: ticksPerMillisecond) &* 60_000
    let same = slot == relayedSlot && header.source == relayedSource
    let jump = step > 250 || step < -250 || ticks > leap || ticks < -leap
    var marker = header.marker
    if !same || jump {
      marker = true
      sequenceOffset = sequence &+ 1 &- header.sequence
      timestampOffset = nextTimestamp(now, samples) &- header.timestamp &- (held ?? 0)
      relayedSlot = slot
      relayedSource = header.source
      firstRelayed = header.sequence
    } else if Int16(truncatingIfNeeded: header.sequence &- firstRelayed) < 0, step <= 0 {
      return nil
    }
    // A key's beginning has it, whatever came between its packets (RFC 4733, 2.5.1.1).
    if let key { marker = key.begins }
    let moved = RTPHeader(
      payloadType: payloadType, marker: marker, sequence: header.sequence &+ sequenceOffset,
      timestamp: held == nil ? header.timestamp &+ timestampOffset : keyTimestamp,
      source: source, payloadLength: header.payloadLength)
    if key != nil { (keyTimestamp, keySourceTimestamp) = (moved.timestamp, header.timestamp) }
    if !same || jump || step > 0 {
      lastRelayed = header.sequence
      lastRelayedTimestamp = header.timestamp
      sequence = moved.sequence
      if held == nil { (timestamp, duration) = (moved.timestamp, samples) }
    }
    // Long streams outgrow 16 bits: the base follows, so that "before the change" stays true.
    if Int16(truncatingIfNeeded: lastRelayed &- firstRelayed) > 1_000 {
      firstRelayed = lastRelayed &- 500
    }
    sentAt = now
    return moved
  }

  /// The header of a key's packet, which leaves between those of sound: they go on as if it were not there,
  /// but for its number.
  ///
  /// - Parameters:
  ///   - begins: takes the timestamp that sound would have now; else it is the one before,
  ///   - advance: plus this.
  @_noLocks @_noAllocation
  mutating func nextKey(
    begins: Bool, advance: UInt32, payloadType: UInt8, now: Int64
  ) -> RTPHeader {
    keyTimestamp = begins ? nextTimestamp(now, duration) : keyTimestamp &+ advance
    sequence &+= 1
    sequenceOffset &+= 1
    return RTPHeader(
      payloadType: payloadType, marker: begins, sequence: sequence, timestamp: keyTimestamp,
      source: source, payloadLength: 4)
  }

  /// The next packet is not a continuation of what is being relayed, even if it is the same source:
  /// packets of it were left out.
  @_noLocks @_noAllocation
  mutating func breakRelay() { relayedSlot = .max - 1 }

  /// Whether a source has paused for so long that something else must be sent: 60 ms, or more where
  /// packets are long.
  @_noLocks @_noAllocation
  func isQuiet(_ now: Int64) -> Bool {
    now &- sentAt
      > max(
        OutgoingStream.longestHiddenPause,
        Int64(duration) * 2_000 / Int64(ticksPerMillisecond) + 20_000)
  }

  /// Where the timestamp goes on: right behind the last packet, or later after a real pause.
  @_noLocks @_noAllocation
  private func nextTimestamp(_ now: Int64, _ samples: UInt32) -> UInt32 {
    sentAt == 0 ? timestamp : timestamp &+ duration &+ pause(now, before: samples)
  }

  /// Timestamp units that were not sent: 0 within the hidden pause, else whole packets. A packet with so many is
  /// about to leave: what is in it was said since the last one.
  @_noLocks @_noAllocation
  private func pause(_ now: Int64, before next: UInt32) -> UInt32 {
    if sentAt == 0 || duration == 0 { return 0 }
    let since = now &- sentAt
    if since <= OutgoingStream.longestHiddenPause { return 0 }
    let samples = min(since, 3_600_000_000) &* Int64(ticksPerMillisecond) / 1_000
    let packets = (samples - Int64(next)) / Int64(duration)
    return packets > 0 ? UInt32(truncatingIfNeeded: packets * Int64(duration)) : 0
  }
}
