internal import Audio

/// From the microphone to the mixer: what the card has recorded is read whenever the thread comes
/// by, brought to 8,000 Hz at the mixer's pace, and handed over.
///
/// Belongs to the sound thread. 10 ms wait for the mixer on the average, more where a device says
/// only now and then how far it is.
struct CaptureSide: ~Copyable {
  /// The most frames that are read at once.
  private static var chunk: Int { @_noLocks @_noAllocation get { 1_024 } }

  let pcm: PCM
  private var resampler: AdaptiveResampler
  private var follower: DriftFollower
  private let frames: UnsafeMutableRawPointer
  private let samples = UnsafeMutablePointer<Int16>.allocate(capacity: CaptureSide.chunk)
  private let voice = UnsafeMutablePointer<Int16>.allocate(capacity: CaptureSide.chunk)
  private(set) var meter = LevelMeter()
  /// The attachment that it speaks to, whether that has been given its first samples.
  private var session = 0
  /// Microseconds of the last sample that came, and of the last measurement.
  private(set) var lastProgress: Int64 = 0
  private var measuredAt: Int64 = 0
  /// Samples that are still to be left out, because far too much waits.
  private var surplus = 0

  init(_ pcm: PCM) {
    self.pcm = pcm
    resampler = AdaptiveResampler(from: pcm.rate, to: 8_000)
    let coarse = pcm.isCoarse ? Double(pcm.periodSize) * 8_000 / Double(pcm.rate) : 0
    follower = DriftFollower(target: 80 + coarse)
    frames = .allocate(byteCount: CaptureSide.chunk * pcm.frameSize, alignment: 16)
    frames.initializeMemory(as: UInt8.self, repeating: 0, count: CaptureSide.chunk * pcm.frameSize)
  }

  deinit {
    frames.deallocate()
    samples.deallocate()
    voice.deallocate()
  }

  /// The card's clock against the mixer's in parts per million: more than 0 is faster.
  var partsPerMillion: Double { @_noLocks @_noAllocation get { follower.drift * 1e6 } }

  /// Begins to record; 0, or a negative errno.
  @_noLocks @_noAllocation
  mutating func start(_ now: Int64) -> Int {
    session = 0
    lastProgress = now
    let result = pcm.prepare()
    return result < 0 ? result : pcm.start()
  }

  /// Reads what there is and hands it on; 0, or a negative errno.
  @_noLocks @_noAllocation
  mutating func serve(_ end: inout CardSoundEnd, isMuted: Bool, now: Int64) -> Int {
    let available = pcm.available()
    if available < 0 { return PCM.isPatience(available) ? 0 : available }
    var left = available
    while left > 0 {
      let count = pcm.read(frames, min(left, CaptureSide.chunk))
      if count < 0 { return PCM.isPatience(count) ? 0 : count }
      if count == 0 { break }
      left -= count
      lastProgress = now
      takeFirstChannel(count, isMuted: isMuted)
      _ = resampler.push(samples, count: count)
      handOver(&end)
    }
    // After the reading, as every later measurement is: else the first would be off by a turn.
    let attached = end.session
    if attached != session { greet(&end, attached, now) }
    follow(&end, now)
    return 0
  }

  @_noLocks @_noAllocation
  private func takeFirstChannel(_ count: Int, isMuted: Bool) {
    if isMuted {
      for i in 0..<count { samples[i] = 0 }
    } else if pcm.isWide {
      let wide = frames.assumingMemoryBound(to: Int32.self)
      for i in 0..<count {
        samples[i] = Int16(truncatingIfNeeded: wide[i &* pcm.channels] >> 16)
      }
    } else {
      let narrow = frames.assumingMemoryBound(to: Int16.self)
      for i in 0..<count { samples[i] = narrow[i &* pcm.channels] }
    }
  }

  /// Brings what was read to the mixer's pace; while nobody is attached it is only measured.
  @_noLocks @_noAllocation
  private mutating func handOver(_ end: inout CardSoundEnd) {
    while true {
      let made = resampler.pull(voice, count: CaptureSide.chunk)
      if made == 0 { return }
      meter.take(voice, count: made)
      let skipped = min(surplus, made)
      surplus -= skipped
      if session != 0 && made > skipped { end.give(voice + skipped, count: made - skipped) }
    }
  }

  /// A new attachment, none, or a new beginning after an xrun: what waits is made as much as should wait, with silence or
  /// by leaving out what comes next.
  @_noLocks @_noAllocation
  private mutating func greet(_ end: inout CardSoundEnd, _ attached: Int, _ now: Int64) {
    session = attached
    surplus = 0
    follower.restart()
    measuredAt = now
    if attached == 0 { return }
    guard let waiting = end.measure(at: now) else {
      session = 0
      return
    }
    let short = Int(follower.target - waiting.voice)
    if short < 0 { surplus = -short }
    if short <= 0 || short > CaptureSide.chunk { return }
    for i in 0..<short { voice[i] = 0 }
    end.give(voice, count: short)
  }

  @_noLocks @_noAllocation
  private mutating func follow(_ end: inout CardSoundEnd, _ now: Int64) {
    if session == 0 { return }
    guard let waiting = end.measure(at: now) else { return }
    follower.observe(waiting.voice, after: Double(now - measuredAt) / 1e6)
    measuredAt = now
    if follower.isLost && follower.error > 0 {
      surplus = Int(follower.error)
      follower.restart()
    } else if follower.isLost {
      // The mixer has been starved: it is greeted anew.
      session = 0
    }
    resampler.correct(follower.correction)
  }
}
