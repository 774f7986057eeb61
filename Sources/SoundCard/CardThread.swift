internal import Audio
internal import CLinux
internal import Glibc
internal import Synchronization

/// The thread of one sound card: it comes by every 5 ms, reads what was recorded, writes what is to
/// be played, and opens the card again whenever it is lost.
///
/// It waits for nobody but its own clock, so that a card which stands still makes nothing else do so.
struct CardThread: ~Copyable {
  /// Microseconds between two turns.
  private static var turnTime: Int64 { @_noLocks @_noAllocation get { 5_000 } }
  /// After how many microseconds without progress a device stands still.
  private static var patience: Int64 { @_noLocks @_noAllocation get { 1_000_000 } }
  /// The pauses between attempts to open a lost card, in microseconds.
  private static let firstPause: Int64 = 250_000
  private static let longestPause: Int64 = 8_000_000

  private let device: String
  private let recordsToo: Bool
  private let alert: Tone
  private let state: UnsafeMutablePointer<CardState>
  private var end: CardSoundEnd
  private let say: @Sendable (CardCondition) -> Void

  init(
    device: String, recordsToo: Bool, alert: Tone, state: UnsafeMutablePointer<CardState>,
    end: consuming CardSoundEnd, say: @escaping @Sendable (CardCondition) -> Void
  ) {
    self.device = device
    self.recordsToo = recordsToo
    self.alert = alert
    self.state = state
    self.end = end
    self.say = say
  }

  private var isStopping: Bool { state.pointee.isStopping.load(ordering: .relaxed) }

  /// Runs until told to stop.
  mutating func run() {
    SoundLine.rehearse()
    var pause = CardThread.firstPause
    while !isStopping {
      let began = CardThread.now()
      do throws(SoundError) {
        let playback = try PCM.open(device, .playback)
        defer { playback.close() }
        let capture: PCM? = recordsToo ? try PCM.open(device, .capture) : nil
        defer { capture?.close() }
        state.pointee.rate.store(playback.rate, ordering: .relaxed)
        let errno = serve(playback, capture)
        if !isStopping { throw SoundError(device: device, says: SoundError.sentence(errno)) }
      } catch {
        say(.lost("\(error)"))
        // One that worked for a while is not one that cannot work.
        if CardThread.now() - began > 5_000_000 { pause = CardThread.firstPause }
        rest(pause)
        pause = min(pause * 2, CardThread.longestPause)
      }
    }
  }

  /// Plays and records until the device fails; the errno.
  private mutating func serve(_ playback: PCM, _ capture: PCM?) -> Int32 {
    var alert = Alert(alert.render(rate: playback.rate))
    var playbackSide = PlaybackSide(playback)
    if let capture {
      var captureSide = CaptureSide(capture)
      sayOpen()
      return serve(&playbackSide, &captureSide, &alert)
    }
    sayOpen()
    return serve(&playbackSide, &alert)
  }

  /// Everything is there: from here to the loss of the card nothing is allocated.
  private func sayOpen() {
    state.pointee.opened.add(1, ordering: .relaxed)
    say(.open)
  }

  @_noLocks @_noAllocation
  private mutating func serve(
    _ playback: inout PlaybackSide, _ capture: inout CaptureSide, _ alert: inout Alert
  ) -> Int32 {
    var next = CardThread.now()
    var result = playback.start(next)
    if result >= 0 { result = capture.start(next) }
    while result >= 0 && !state.pointee.isStopping.load(ordering: .relaxed) {
      let now = CardThread.wait(&next)
      let isMuted = state.pointee.isMuted.load(ordering: .relaxed)
      result = capture.serve(&end, isMuted: isMuted, now: now)
      if PCM.isXrun(result) {
        state.pointee.xruns.add(1, ordering: .relaxed)
        result = capture.start(now)
      }
      if result < 0 { break }
      result = turn(&playback, &alert, now)
      if result >= 0 && now - capture.lastProgress > CardThread.patience { result = stall() }
      state.pointee.captureMeanSquare.store(capture.meter.meanSquare, ordering: .relaxed)
      state.pointee.captureDrift.store(Int(capture.partsPerMillion * 1_000), ordering: .relaxed)
    }
    return Int32(truncatingIfNeeded: -result)
  }

  @_noLocks @_noAllocation
  private mutating func serve(
    _ playback: inout PlaybackSide, _ alert: inout Alert
  ) -> Int32 {
    var next = CardThread.now()
    var result = playback.start(next)
    while result >= 0 && !state.pointee.isStopping.load(ordering: .relaxed) {
      result = turn(&playback, &alert, CardThread.wait(&next))
    }
    return Int32(truncatingIfNeeded: -result)
  }

  /// The playback's part of a turn.
  @_noLocks @_noAllocation
  private mutating func turn(
    _ playback: inout PlaybackSide, _ alert: inout Alert, _ now: Int64
  ) -> Int {
    alert.isSounding = state.pointee.isAlerting.load(ordering: .relaxed)
    let before = playback.starved
    var result = playback.serve(&end, &alert, now: now)
    if PCM.isXrun(result) {
      state.pointee.xruns.add(1, ordering: .relaxed)
      result = playback.start(now)
    }
    if result >= 0 && now - playback.lastProgress > CardThread.patience { result = stall() }
    if playback.starved > before { state.pointee.starved.add(1, ordering: .relaxed) }
    state.pointee.playbackMeanSquare.store(playback.meter.meanSquare, ordering: .relaxed)
    state.pointee.playbackDrift.store(Int(playback.partsPerMillion * 1_000), ordering: .relaxed)
    return result
  }

  @_noLocks @_noAllocation
  private func stall() -> Int {
    state.pointee.stalls.add(1, ordering: .relaxed)
    return -Int(ETIMEDOUT)
  }

  /// Until the pause is over, or the thread is to stop.
  private func rest(_ pause: Int64) {
    let end = CardThread.now() + pause
    while !isStopping && CardThread.now() < end { usleep(20_000) }
  }

  /// Waits until the next turn is due; a turn that comes far too late is not made up for.
  @_semantics("no_performance_analysis") @inline(never)
  private static func wait(_ next: inout Int64) -> Int64 {
    next += turnTime
    var time = timespec(tv_sec: Int(next / 1_000_000), tv_nsec: Int(next % 1_000_000) * 1_000)
    while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
    let now = now()
    if now > next + turnTime { next = now }
    return now
  }

  /// Microseconds of CLOCK_MONOTONIC.
  @_semantics("no_performance_analysis") @inline(never)
  static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }
}
