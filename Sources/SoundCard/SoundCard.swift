package import Audio
internal import CLinux
internal import Dispatch
internal import Glibc
internal import Synchronization

/// A sound card of the box: one thread that plays and, where it is to, records, whatever becomes of
/// the device meanwhile.
///
/// The mixer speaks to it over ``line``; control starts and stops it, mutes it and makes it ring.
package final class SoundCard: @unchecked Sendable {
  /// How a card is used.
  package struct Configuration: Sendable {
    /// ALSA's name of the device: `hw:CARD=Headset`, `plughw:1,0`, `default`.
    package var device: String
    /// Whether it has a microphone; a bell has none.
    package var recordsToo: Bool
    /// What it plays while ``SoundCard/isAlerting``.
    package var alert: Tone
    /// Whether to ask for real-time priority.
    package var realTime = true
    /// The CPUs that its thread keeps to; none: any.
    package var cpus: [Int] = []
    /// Gets one byte, without waiting, whenever the condition changes; -1: nothing does.
    package var noticeDescriptor: Int32 = -1

    package init(device: String, recordsToo: Bool, alert: Tone) {
      self.device = device
      self.recordsToo = recordsToo
      self.alert = alert
    }
  }

  package let configuration: Configuration
  /// Where the mixer finds the card's voice and puts what is to be heard.
  package let line = SoundLine()
  private let state: UnsafeMutablePointer<CardState>
  private let thread: UnsafeMutablePointer<CardThread>
  private let current: Mutex<CardCondition>
  private let ended = DispatchSemaphore(value: 0)
  private let place = Place()
  private var isRunning = false
  /// Whether the thread never came back: what it uses then stays for ever.
  private var isLeftBehind = false

  package init(_ configuration: Configuration) {
    self.configuration = configuration
    state = .allocate(capacity: 1)
    state.initialize(to: CardState())
    current = Mutex(.opening)
    thread = .allocate(capacity: 1)
    let notices = configuration.noticeDescriptor
    let holder = Holder()
    thread.initialize(
      to: CardThread(
        device: configuration.device, recordsToo: configuration.recordsToo,
        alert: configuration.alert, state: state, end: line.takeCardEnd()
      ) { condition in
        guard holder.card?.change(to: condition) == true, notices >= 0 else { return }
        var byte: UInt8 = 1
        _ = send(notices, &byte, 1, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
      })
    holder.card = self
  }

  deinit {
    stop()
    if isLeftBehind { return }
    thread.deinitialize(count: 1)
    thread.deallocate()
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// Starts the thread, which opens the device in its own time.
  package func start() {
    precondition(!isRunning, "a card starts once")
    isRunning = true
    let start = Unmanaged.passRetained(Start(thread, state, ended, place, configuration))
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    var handle = pthread_t()
    let result = pthread_create(
      &handle, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, start.toOpaque())
    pthread_sigmask(SIG_SETMASK, &before, nil)
    if result == 0 {
      pthread_detach(handle)
    } else {
      start.release()
      ended.signal()
      _ = change(to: .lost("no thread for it: \(String(cString: strerror(result)))"))
    }
  }

  /// Stops the thread and closes the device; one that hangs in its driver is left behind.
  package func stop() {
    guard isRunning else { return }
    isRunning = false
    state.pointee.isStopping.store(true, ordering: .relaxed)
    isLeftBehind = ended.wait(timeout: .now() + 2) == .timedOut
  }

  /// Whether the microphone gives silence.
  package var isMuted: Bool {
    get { state.pointee.isMuted.load(ordering: .relaxed) }
    set { state.pointee.isMuted.store(newValue, ordering: .relaxed) }
  }

  /// Whether it rings: from the card's own memory, until it is told to stop.
  package var isAlerting: Bool {
    get { state.pointee.isAlerting.load(ordering: .relaxed) }
    set { state.pointee.isAlerting.store(newValue, ordering: .relaxed) }
  }

  package var condition: CardCondition { current.withLock { $0 } }

  /// The card at this moment.
  package var statistics: CardStatistics {
    let state = state
    return CardStatistics(
      condition: condition, rate: state.pointee.rate.load(ordering: .relaxed),
      reconnects: max(0, state.pointee.opened.load(ordering: .relaxed) - 1),
      xruns: state.pointee.xruns.load(ordering: .relaxed),
      stalls: state.pointee.stalls.load(ordering: .relaxed),
      starved: state.pointee.starved.load(ordering: .relaxed), mixerStarved: line.starved,
      captureDrift: Double(state.pointee.captureDrift.load(ordering: .relaxed)) / 1_000,
      playbackDrift: Double(state.pointee.playbackDrift.load(ordering: .relaxed)) / 1_000,
      captureLevel: LevelMeter.decibels(
        meanSquare: state.pointee.captureMeanSquare.load(ordering: .relaxed)),
      playbackLevel: LevelMeter.decibels(
        meanSquare: state.pointee.playbackMeanSquare.load(ordering: .relaxed)),
      isRealTime: state.pointee.isRealTime.load(ordering: .relaxed),
      cpus: place.cpus.withLock { $0 })
  }

  /// Whether that is news.
  private func change(to condition: CardCondition) -> Bool {
    current.withLock { current in
      defer { current = condition }
      return current != condition
    }
  }

  /// The card, as far as its thread may still speak to it.
  private final class Holder: @unchecked Sendable {
    weak var card: SoundCard?
  }

  /// The CPUs that the thread runs on, once it was told where.
  private final class Place: Sendable {
    let cpus = Mutex<[Int]?>(nil)
  }

  /// What the new thread needs to begin and to end.
  private final class Start: @unchecked Sendable {
    let thread: UnsafeMutablePointer<CardThread>
    let state: UnsafeMutablePointer<CardState>
    let ended: DispatchSemaphore
    let place: Place
    let configuration: Configuration

    init(
      _ thread: UnsafeMutablePointer<CardThread>, _ state: UnsafeMutablePointer<CardState>,
      _ ended: DispatchSemaphore, _ place: Place, _ configuration: Configuration
    ) {
      self.thread = thread
      self.state = state
      self.ended = ended
      self.place = place
      self.configuration = configuration
    }

    func run() {
      linux_name_thread("sound")
      var parameters = sched_param()
      parameters.sched_priority = 45
      if !configuration.cpus.isEmpty { place.cpus.withLock { $0 = keep(to: configuration.cpus) } }
      if configuration.realTime, pthread_setschedparam(pthread_self(), SCHED_FIFO, &parameters) == 0
      {
        state.pointee.isRealTime.store(true, ordering: .relaxed)
      }
      thread.pointee.run()
      ended.signal()
    }

    /// Keeps the calling thread to those of `cpus` that it may use, and says on which it runs then.
    private func keep(to cpus: [Int]) -> [Int] {
      var got = [Int32](repeating: 0, count: 1_024)
      let count = linux_keep_to(cpus.map(Int32.init), cpus.count, &got, got.count)
      return got.prefix(min(count, got.count)).map(Int.init)
    }
  }
}
