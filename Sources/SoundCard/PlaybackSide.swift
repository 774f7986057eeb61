internal import Audio

/// From the mixer to the loudspeaker: whenever the thread comes by, the card is given as much as it
/// has played, from what waits, stretched to the card's pace; the alert is laid over it.
///
/// Belongs to the sound thread. 30 ms wait for the card on the average (the mixer's stride of 20 and
/// a reserve), and 20 in it.
struct PlaybackSide: ~Copyable {
  private static var chunk: Int { @_noLocks @_noAllocation get { 2_048 } }

  let pcm: PCM
  private var resampler: AdaptiveResampler
  private var follower: DriftFollower
  private let frames: UnsafeMutableRawPointer
  private let samples = UnsafeMutablePointer<Int16>.allocate(capacity: PlaybackSide.chunk)
  private let input = UnsafeMutablePointer<Int16>.allocate(capacity: PlaybackSide.chunk)
  private(set) var meter = LevelMeter()
  /// Frames that are kept in the card.
  private let reserve: Int
  private var session = 0
  /// Whether what waits has reached what should, so that it may be played.
  private var isPrimed = false
  /// How often there was nothing to play though somebody speaks.
  private(set) var starved = 0
  private(set) var lastProgress: Int64 = 0
  private var lastQueued = 0
  private var measuredAt: Int64 = 0

  init(_ pcm: PCM) {
    self.pcm = pcm
    resampler = AdaptiveResampler(from: 8_000, to: pcm.rate)
    follower = DriftFollower(target: 240)
    let wanted = pcm.rate / 50 + (pcm.isCoarse ? pcm.periodSize : 0)
    reserve = min(min(wanted, pcm.bufferSize), PlaybackSide.chunk)
    frames = .allocate(byteCount: PlaybackSide.chunk * pcm.frameSize, alignment: 16)
    frames.initializeMemory(as: UInt8.self, repeating: 0, count: PlaybackSide.chunk * pcm.frameSize)
  }

  deinit {
    frames.deallocate()
    samples.deallocate()
    input.deallocate()
  }

  /// The card's clock against the mixer's in parts per million: more than 0 is faster.
  var partsPerMillion: Double { @_noLocks @_noAllocation get { -follower.drift * 1e6 } }

  /// Fills the card with silence and begins to play; 0, or a negative errno.
  @_noLocks @_noAllocation
  mutating func start(_ now: Int64) -> Int {
    isPrimed = false
    lastProgress = now
    lastQueued = 0
    let result = pcm.prepare()
    if result < 0 { return result }
    for i in 0..<reserve { samples[i] = 0 }
    let written = write(reserve)
    return written < 0 ? written : pcm.start()
  }

  /// Gives the card what it has played; 0, or a negative errno.
  @_noLocks @_noAllocation
  mutating func serve(_ end: inout CardSoundEnd, _ alert: inout Alert, now: Int64) -> Int {
    let available = pcm.available()
    if available < 0 { return PCM.isPatience(available) ? 0 : available }
    let queued = pcm.bufferSize - available
    if queued < lastQueued { lastProgress = now }
    lastQueued = queued
    let wanted = reserve - queued
    if wanted <= 0 { return 0 }
    attend(&end, wanted, now)
    fill(wanted, &end)
    alert.add(to: samples, count: wanted)
    meter.take(samples, count: wanted)
    let written = write(wanted)
    if written < 0 { return written }
    lastQueued = queued + written
    follow(&end, now)
    return 0
  }

  /// Writes the first `count` samples to all channels; how many were taken, or a negative errno.
  @_noLocks @_noAllocation
  private func write(_ count: Int) -> Int {
    let channels = pcm.channels
    if pcm.isWide {
      let wide = frames.assumingMemoryBound(to: Int32.self)
      for i in 0..<count {
        for channel in 0..<channels { wide[i &* channels &+ channel] = Int32(samples[i]) << 16 }
      }
    } else {
      let narrow = frames.assumingMemoryBound(to: Int16.self)
      for i in 0..<count {
        for channel in 0..<channels { narrow[i &* channels &+ channel] = samples[i] }
      }
    }
    let written = pcm.write(frames, count)
    return PCM.isPatience(written) ? 0 : written
  }

  /// Notices that a stream came or went; begins to play it when enough waits.
  @_noLocks @_noAllocation
  private mutating func attend(_ end: inout CardSoundEnd, _ wanted: Int, _ now: Int64) {
    let attached = end.session
    if attached != session {
      session = attached
      isPrimed = false
      resampler.reset()
    }
    if session == 0 || isPrimed { return }
    // What this turn is about to take is on top of what should wait.
    let enough = follower.target + Double(wanted) * 8_000 / Double(pcm.rate)
    guard let waiting = end.measure(at: now), waiting.heard >= enough else { return }
    // What came before the card was there to play it is old.
    var old = Int(waiting.heard - enough)
    while old > 0 {
      let dropped = end.take(input, count: min(old, PlaybackSide.chunk))
      if dropped == 0 { break }
      old -= dropped
    }
    follower.restart()
    measuredAt = now
    isPrimed = true
  }

  /// Makes `count` samples of what waits, silence where nothing does.
  @_noLocks @_noAllocation
  private mutating func fill(_ count: Int, _ end: inout CardSoundEnd) {
    var made = 0
    if session != 0 && isPrimed {
      var missing = min(resampler.missing(for: count), PlaybackSide.chunk)
      let taken = end.take(input, count: missing)
      _ = resampler.push(input, count: taken)
      missing -= taken
      made = resampler.pull(samples, count: count)
      if missing > 0 && end.session == session {
        starved += 1
        isPrimed = false
      }
    }
    for i in made..<max(made, count) { samples[i] = 0 }
  }

  @_noLocks @_noAllocation
  private mutating func follow(_ end: inout CardSoundEnd, _ now: Int64) {
    if session == 0 || !isPrimed { return }
    guard let waiting = end.measure(at: now) else { return }
    follower.observe(waiting.heard, after: Double(now - measuredAt) / 1e6)
    measuredAt = now
    if follower.isLost { isPrimed = false }
    resampler.correct(follower.correction)
  }
}
