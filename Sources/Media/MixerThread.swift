internal import Audio
internal import Synchronization

/// The thread that makes sound: every 20 ms it gives each listener that is not relayed one frame of
/// what it hears.
///
/// Its clock is absolute time. A tick that comes too late is left out and counted, never made up
/// for by a burst. Everything it touches was allocated before it started.
struct MixerThread: ~Copyable {
  /// Microseconds and samples of a tick.
  static var tickTime: Int64 { @_noLocks @_noAllocation get { 20_000 } }
  static var samples: Int { @_noLocks @_noAllocation get { 160 } }
  /// Bytes that one port can hold back for a packet: 60 ms of samples at 16,000 Hz.
  static var pendingSize: Int { @_noLocks @_noAllocation get { 1_920 } }
  /// For how many ticks the first mixed frame waits for the voice that was relayed before.
  static var patience: Int { @_noLocks @_noAllocation get { 1 } }

  let wakeDescriptor: Int32
  let noticeDescriptor: Int32
  let g711: G711
  var bank: SoundBank
  /// Of sounds under voices.
  let underGain: Int32
  let counters: UnsafeMutablePointer<SharedCounters>

  var commands: RingConsumer<MixerCommand>
  var packets: RingConsumer<IncomingPacket>
  var frames: RingProducer<OutgoingFrame>
  var notices: RingProducer<ThreadNotice>
  /// Frames of sound cards for the recorder; what comes by RTP it gets from the rtp thread.
  var recorded: RingProducer<RecordedPacket>

  let ports: UnsafeMutablePointer<MixerPort>
  /// The slots of the open ports.
  let open: UnsafeMutablePointer<UInt16>
  var openCount = 0
  /// A frame of samples, pending bytes and a list of voices for each port.
  let voiceSamples: UnsafeMutablePointer<Int16>
  /// The same at 16,000 Hz, for ports that have or need it, and what changing the rate needs from before.
  let wideSamples: UnsafeMutablePointer<Int16>
  let rateMemory: UnsafeMutablePointer<Int16>
  let kernel: HalfBandKernel
  let pendingBytes: UnsafeMutablePointer<UInt8>
  let voiceLists: UnsafeMutablePointer<UInt16>
  /// Of each slot's voice.
  let levels: UnsafeMutablePointer<SharedLevel>

  let sum = UnsafeMutablePointer<Int32>.allocate(capacity: MixerThread.samples)
  let mixed = UnsafeMutablePointer<Int16>.allocate(capacity: MixerThread.samples)
  let wideSum = UnsafeMutablePointer<Int32>.allocate(capacity: 2 * MixerThread.samples)
  let wideMixed = UnsafeMutablePointer<Int16>.allocate(capacity: 2 * MixerThread.samples)

  var tick: UInt64 = 1
  /// When this tick was due.
  var dueAt: Int64 = 0
  var framesMade = 0
  /// How far the voices in the frame at hand were played.
  var played = PlayedVoices()
  /// Voices that hold a key down.
  var keysOn = 0
  private var noticed = false
  private var running = true

  init(
    wakeDescriptor: Int32, noticeDescriptor: Int32, g711: G711, bank: SoundBank,
    underGain: Int32, counters: UnsafeMutablePointer<SharedCounters>,
    commands: consuming RingConsumer<MixerCommand>,
    packets: consuming RingConsumer<IncomingPacket>,
    frames: consuming RingProducer<OutgoingFrame>,
    notices: consuming RingProducer<ThreadNotice>,
    recorded: consuming RingProducer<RecordedPacket>, memory: PlaneMemory
  ) {
    self.wakeDescriptor = wakeDescriptor
    self.noticeDescriptor = noticeDescriptor
    self.g711 = g711
    self.bank = bank
    self.underGain = underGain
    self.counters = counters
    self.commands = commands
    self.packets = packets
    self.frames = frames
    self.notices = notices
    self.recorded = recorded
    ports = memory.ports
    open = memory.openPorts
    voiceSamples = memory.voiceSamples
    wideSamples = memory.wideSamples
    rateMemory = memory.rateMemory
    kernel = memory.kernel
    pendingBytes = memory.pendingBytes
    voiceLists = memory.voiceLists
    levels = memory.mixerLevels
  }

  deinit {
    sum.deallocate()
    mixed.deallocate()
    wideSum.deallocate()
    wideMixed.deallocate()
  }

  /// Touches each ring once, as ``RTPThread/rehearse()`` does.
  mutating func rehearse() {
    _ = waiting(&commands)
    _ = waiting(&packets)
    _ = free(&frames)
    _ = free(&recorded)
    _ = free(&notices)
    SoundLine.rehearse()
  }

  /// Runs until told to stop.
  @_noLocks @_noAllocation
  mutating func run() {
    var next = Clock.now() + MixerThread.tickTime
    while running {
      Clock.sleep(until: next)
      let now = Clock.now()
      counters.pointee.lateness.count(now - next)
      dueAt = next
      next += MixerThread.tickTime
      while next <= now {
        next += MixerThread.tickTime
        counters.pointee.ticksMissed.add(1, ordering: .relaxed)
      }
      takeTick()
    }
  }

  /// One tick: what control wants, what the network brought, what everybody hears.
  @_noLocks @_noAllocation
  private mutating func takeTick() {
    tick &+= 1
    framesMade = 0
    obey()
    takePackets()
    passKeys()
    takeCards()
    for i in 0..<openCount { serve(Int(open[i])) }
    counters.pointee.ticks.add(1, ordering: .relaxed)
    if framesMade > 0 {
      counters.pointee.framesMixed.add(framesMade, ordering: .relaxed)
      System.wake(event: wakeDescriptor)
    }
    if noticed {
      noticed = false
      System.wake(socket: noticeDescriptor)
    }
  }

  /// Tells control something when this tick is over.
  @_noLocks @_noAllocation
  mutating func notify(_ notice: ThreadNotice) {
    noticed = true
    if !push(notice, &notices) { counters.pointee.mixerOverflows.add(1, ordering: .relaxed) }
  }

  @_noLocks @_noAllocation
  mutating func stop() { running = false }
}
