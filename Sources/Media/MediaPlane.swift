internal import Audio
internal import CLinux
internal import CPJSIP
internal import Codecs
internal import Dispatch
internal import Glibc
internal import Synchronization

/// The media plane: streams of RTP, and who hears whom among them.
///
/// It knows no calls. All its functions are called from one thread, control; two threads of its own
/// do the work, an ``RTPThread`` and a ``MixerThread``. What they find out comes back as
/// ``Notice``s, for which control is woken through ``PlaneConfiguration/noticeDescriptor``.
package final class MediaPlane {
  let configuration: PlaneConfiguration
  let memory: PlaneMemory
  /// Nil when the plane records nothing.
  package let recorder: Recorder?
  /// The sounds that the mixer plays, and those that it has not given back yet.
  var banks: [SoundBank]
  var shelf = PromptShelf()
  /// Of sounds under voices.
  let underGain: Int32
  var table: StreamTable
  var ports = PortAllocator()
  var rtpCommands: CommandQueue<RTPCommand>
  var mixerCommands: CommandQueue<MixerCommand>
  var rtpNotices: RingConsumer<ThreadNotice>
  var mixerNotices: RingConsumer<ThreadNotice>
  /// Hearing tokens that wait for a thread: how many, and the latest time so far.
  var awaited: [UInt64: (threads: Int, latest: Int64)] = [:]

  private let wakeDescriptor: Int32
  private let pollDescriptor: Int32
  private let scanTimer: Int32
  private let rings: Rings
  /// The threads' values, until they run and again when they have stopped.
  private let rtpThread: UnsafeMutablePointer<RTPThread>
  private let mixerThread: UnsafeMutablePointer<MixerThread>
  private let recorderThread: UnsafeMutablePointer<RecorderThread>
  /// Whether commands wait for the end of the caller's turn.
  private var isGathering = false
  private var running: [MediaThread] = []
  /// Where the threads run that were told where.
  private var kept: [ThreadPlace] = []
  private var pool: UnsafeMutablePointer<pj_pool_t>?
  private var jitterBuffers: [Int: JitterBuffer] = [:]
  private var wideBuffers: [Int: JitterBuffer] = [:]

  /// Makes a plane that does not run yet.
  ///
  /// Throws ``MediaError/system(doing:reason:)`` when there is no descriptor left,
  /// ``MediaError/parameters(_:)`` for a capacity out of range.
  package init(_ configuration: PlaneConfiguration) throws(MediaError) {
    guard (1...65_534).contains(configuration.capacity) else {
      throw .parameters("capacity \(configuration.capacity); expected 1 to 65534")
    }
    RealTime.allowDescriptors(2 * configuration.capacity + 1_024)
    let wakeDescriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
    let pollDescriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    let scanTimer = linux_interval(Int(RTPThread.scanInterval) * 1_000)
    guard wakeDescriptor >= 0, pollDescriptor >= 0, scanTimer >= 0 else {
      throw .system(doing: "making the media plane", reason: System.errorSentence)
    }
    System.watch(pollDescriptor, wakeDescriptor, key: RTPThread.wakeKey)
    System.watch(pollDescriptor, scanTimer, key: RTPThread.scanKey)
    self.configuration = configuration
    self.wakeDescriptor = wakeDescriptor
    self.pollDescriptor = pollDescriptor
    self.scanTimer = scanTimer
    table = StreamTable(capacity: configuration.capacity)
    memory = PlaneMemory(capacity: configuration.capacity)
    shelf.stock(configuration.sounds.prompts)
    let bank = SoundBank(configuration.sounds.fixed + shelf.recordings)
    banks = [bank]
    underGain = Levels.mixerGain(configuration.underVoicesDecibels)
    rings = Rings(recorded: configuration.recorder?.packets ?? 1)
    recorder = configuration.recorder.map(Recorder.init)
    rtpCommands = CommandQueue(rings.rtpCommands.takeProducer())
    mixerCommands = CommandQueue(rings.mixerCommands.takeProducer())
    rtpNotices = rings.rtpNotices.takeConsumer()
    mixerNotices = rings.mixerNotices.takeConsumer()
    rtpThread = .allocate(capacity: 1)
    rtpThread.initialize(
      to: RTPThread(
        poll: pollDescriptor, wakeDescriptor: wakeDescriptor, scanTimer: scanTimer,
        noticeDescriptor: configuration.noticeDescriptor,
        silence: configuration.silence.limits, g711: G711.tables,
        commands: rings.rtpCommands.takeConsumer(),
        frames: rings.frames.takeConsumer(), packets: rings.packets.takeProducer(),
        notices: rings.rtpNotices.takeProducer(),
        recorded: rings.recorded.takeProducer(), memory: memory))
    mixerThread = .allocate(capacity: 1)
    mixerThread.initialize(
      to: MixerThread(
        wakeDescriptor: wakeDescriptor, noticeDescriptor: configuration.noticeDescriptor,
        g711: G711.tables, bank: bank,
        underGain: underGain,
        counters: memory.counters, commands: rings.mixerCommands.takeConsumer(),
        packets: rings.packets.takeConsumer(), frames: rings.frames.takeProducer(),
        notices: rings.mixerNotices.takeProducer(),
        recorded: rings.recordedCards.takeProducer(), memory: memory))
    recorderThread = .allocate(capacity: 1)
    recorderThread.initialize(
      to: RecorderThread(
        packets: rings.recorded.takeConsumer(), cards: rings.recordedCards.takeConsumer()))
  }

  deinit {
    stop()
    for stream in table.all {
      if case .network(let sockets, _) = stream.end { sockets.close() }
    }
    rtpThread.deinitialize(count: 1)
    rtpThread.deallocate()
    mixerThread.deinitialize(count: 1)
    mixerThread.deallocate()
    recorderThread.deinitialize(count: 1)
    recorderThread.deallocate()
    for buffer in wideBuffers.values { buffer.wide?.coder.deallocate() }
    memory.deallocate()
    for bank in banks { bank.deallocate() }
    PJLibrary.release(pool)
    Glibc.close(wakeDescriptor)
    Glibc.close(pollDescriptor)
    Glibc.close(scanTimer)
  }

  /// Starts both threads and waits until they run. Throws ``MediaError/system(doing:reason:)`` when
  /// the system has none.
  package func start() throws(MediaError) {
    precondition(running.isEmpty, "a media plane starts once")
    // Here and not on the new threads, where it would race with whoever else starts PJLIB.
    PJLibrary.registerThread()
    if configuration.realTime { _ = RealTime.lockMemory() }
    let (rtp, mixer) = (Unchecked(rtpThread), Unchecked(mixerThread))
    try run(
      "rtp", priority: 40, on: configuration.rtpCPUs, first: { rtp.value.pointee.rehearse() },
      then: { rtp.value.pointee.run() })
    try run(
      "mixer", priority: 50, on: configuration.mixerCPUs, first: { mixer.value.pointee.rehearse() },
      then: { mixer.value.pointee.run() })
    guard let recorder else { return }
    let writer = Unchecked(recorderThread)
    try run("recorder", then: { recorder.run(&writer.value.pointee) })
  }

  /// Stops both threads and waits until they have ended; streams get nothing any more.
  package func stop() {
    guard !running.isEmpty else { return }
    rtpCommands.add(.stop)
    mixerCommands.add(.stop)
    publish()
    recorder?.stop()
    for thread in running { thread.join() }
    running = []
  }

  /// The prompt of that name; nil when the table has none.
  package func prompt(named name: String) -> PromptID? { shelf[name] }

  /// From now on a silent peer's media is lost after these times.
  package func setSilence(_ silence: PlaneConfiguration.Silence) {
    rtpCommands.add(.silence(silence.limits))
    publishUnlessGathering()
  }

  /// The plane at this moment.
  package func statistics() -> PlaneStatistics {
    PlaneStatistics(
      streams: table.count,
      packetsRelayed: memory.counters.pointee.packetsRelayed.load(ordering: .relaxed),
      framesMixed: memory.counters.pointee.framesMixed.load(ordering: .relaxed),
      ticks: memory.counters.pointee.ticks.load(ordering: .relaxed),
      ticksMissed: memory.counters.pointee.ticksMissed.load(ordering: .relaxed),
      lateness: memory.counters.pointee.lateness.histogram,
      overflows: memory.counters.pointee.rtpOverflows.load(ordering: .relaxed)
        + memory.counters.pointee.mixerOverflows.load(ordering: .relaxed),
      unrecorded: memory.counters.pointee.unrecorded.load(ordering: .relaxed),
      realTime: memory.counters.pointee.realTimeThreads.load(ordering: .relaxed) == 2,
      places: kept)
  }

  /// From now on commands wait for ``endTurn()``, so that both threads are woken once a turn of the
  /// caller and not once a command; only changes of hearing go out at once, with all before them.
  package func gatherCommands() { isGathering = true }

  /// Hands over what was gathered since the last turn.
  package func endTurn() { publish() }

  /// A long turn, as the box's stop under many calls, hands over in pieces: a batch must fit its ring.
  func publishUnlessGathering() {
    let isLong = max(rtpCommands.count, mixerCommands.count) >= MediaPlane.longestBatch
    if !isGathering || isLong { publish() }
  }

  /// An eighth of a ring: what one command of the owner adds to it is far less than the rest.
  private static let longestBatch = 1_024

  /// Publishes what was gathered for both threads, first for the rtp thread: it is the one that
  /// must know first when the mixer's frames depend on a change.
  func publish() {
    let descriptor = wakeDescriptor
    rtpCommands.publish { System.wake(event: descriptor) }
    mixerCommands.publish {}
  }

  /// The jitter buffer of a slot; made at the slot's first use and kept for the next ones.
  func jitterBuffer(_ slot: Int) throws(MediaError) -> JitterBuffer {
    if pool == nil { pool = PJLibrary.makePool() }
    guard let pool, var buffer = jitterBuffers[slot] ?? JitterBuffer(pool: pool) else {
      throw .system(doing: "making a jitter buffer", reason: "no memory")
    }
    PJLibrary.registerThread()
    buffer.reset()
    jitterBuffers[slot] = buffer
    return buffer
  }

  /// A slot's buffer for more than G.711, with what `codecs` need; made at the slot's first use of such
  /// and kept for the next ones. One that `isNew` to its stream remembers nothing.
  func wideBuffer(
    _ slot: Int, _ codecs: Set<AudioCodec>, isNew: Bool
  ) throws(MediaError) -> JitterBuffer {
    PJLibrary.registerThread()
    var coder = wideBuffers[slot]?.wide?.coder ?? VoiceCoder()
    if isNew { coder.reset() }
    for codec in codecs where !coder.prepare(codec) {
      throw .parameters("\(codec) is not among PJMEDIA's codecs")
    }
    if var present = wideBuffers[slot], let wide = present.wide {
      present.wide = wide.with(coder)
      if isNew { present.reset() }
      wideBuffers[slot] = present
      return present
    }
    guard let pool,
      let memory = pj_pool_calloc(pool, WideVoice.needed, MemoryLayout<Int16>.size),
      let buffer = JitterBuffer(
        pool: pool,
        wide: WideVoice(
          coder, memory.assumingMemoryBound(to: Int16.self), kernel: self.memory.kernel))
    else { throw .system(doing: "making a jitter buffer", reason: "no memory") }
    wideBuffers[slot] = buffer
    return buffer
  }

  private func run(
    _ name: StaticString, priority: Int32? = nil, on cpus: [Int] = [],
    first preparation: @escaping @Sendable () -> Void = {},
    then body: @escaping @Sendable () -> Void
  ) throws(MediaError) {
    let wanted = configuration.realTime
    let counters = Unchecked(memory.counters)
    let running = DispatchSemaphore(value: 0)
    let place = Mutex<ThreadPlace?>(nil)
    let thread = MediaThread(name) {
      PJLibrary.registerThread()
      if !cpus.isEmpty {
        let got = RealTime.keep(to: cpus)
        place.withLock { $0 = ThreadPlace(thread: "\(name)", wanted: cpus, got: got) }
      }
      if priority != nil { RealTime.refuseTimerSlack() }
      if let priority, wanted, RealTime.raisePriority(priority) {
        counters.value.pointee.realTimeThreads.add(1, ordering: .relaxed)
      }
      preparation()
      running.signal()
      body()
    }
    guard let thread else {
      throw .system(doing: "starting the \(name) thread", reason: System.errorSentence)
    }
    running.wait()
    self.running.append(thread)
    if let place = place.withLock({ $0 }) { kept.append(place) }
  }
}

/// Hands a pointer to the one thread that will use it.
private struct Unchecked<Pointee: ~Copyable>: @unchecked Sendable {
  let value: UnsafeMutablePointer<Pointee>
  init(_ value: UnsafeMutablePointer<Pointee>) { self.value = value }
}
