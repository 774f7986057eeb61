internal import Audio
internal import CLinux
internal import Glibc
internal import Synchronization

/// The thread that owns the RTP sockets: packets in, packets out, nothing decoded.
///
/// A packet that arrives is checked, counted, and at once relayed to those listeners that hear only
/// this voice; the mixer gets it when somebody hears it in a mix. Frames of the mixer leave here
/// too, so that each leg has one place where its sequence numbers and timestamps are given out.
///
/// Everything it touches was allocated before it started. It never locks, and waits in one place.
struct RTPThread: ~Copyable {
  /// How often quiet sources, lost media and due reports are looked for, in microseconds. A timer among the descriptors
  /// says when: a time limit of the wait would have to be set and cancelled for each packet.
  static var scanInterval: Int64 {
    @_noLocks @_noAllocation get { 20_000 }
  }
  /// The key of the wake-up descriptor among epoll's events.
  static var wakeKey: UInt64 {
    @_noLocks @_noAllocation get { .max }
  }
  /// The key of the timer among epoll's events.
  static var scanKey: UInt64 {
    @_noLocks @_noAllocation get { .max - 1 }
  }
  /// Marks the key of an RTCP socket.
  static var controlBit: UInt64 {
    @_noLocks @_noAllocation get { 1 << 32 }
  }
  /// The longest datagram that is looked at.
  static var longestDatagram: Int {
    @_noLocks @_noAllocation get { 2_048 }
  }
  private static var mostEvents: Int {
    @_noLocks @_noAllocation get { 256 }
  }

  let poll: Int32
  let wakeDescriptor: Int32
  let scanTimer: Int32
  let noticeDescriptor: Int32
  /// When a peer's media is lost.
  var silence: SilenceLimits
  let g711: G711
  let counters: UnsafeMutablePointer<SharedCounters>

  var commands: RingConsumer<RTPCommand>
  var frames: RingConsumer<OutgoingFrame>
  var packets: RingProducer<IncomingPacket>
  var notices: RingProducer<ThreadNotice>
  var recorded: RingProducer<RecordedPacket>

  let legs: UnsafeMutablePointer<RTPLeg>
  /// ``RecentPacket/kept`` packets for each leg.
  let recent: UnsafeMutablePointer<RecentPacket>
  /// The slots of the open legs.
  let open: UnsafeMutablePointer<UInt16>
  /// Of each slot's voice.
  let levels: UnsafeMutablePointer<SharedLevel>
  var openCount = 0

  /// The datagram at hand begins at 16: room for the header that a relayed payload gets.
  let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: RTPThread.longestDatagram + 32)
  let scratch = UnsafeMutablePointer<UInt8>.allocate(capacity: RTPThread.longestDatagram + 32)
  let sender = UnsafeMutablePointer<SocketAddress>.allocate(capacity: 1)
  let destination = UnsafeMutablePointer<SocketAddress>.allocate(capacity: 1)
  private let events = UnsafeMutablePointer<epoll_event>.allocate(capacity: mostEvents)

  /// The time of this turn of the loop.
  var now: Int64 = 0
  private var scanIsDue = false
  private var noticed = false
  private var running = true

  init(
    poll: Int32, wakeDescriptor: Int32, scanTimer: Int32, noticeDescriptor: Int32,
    silence: SilenceLimits, g711: G711,
    commands: consuming RingConsumer<RTPCommand>, frames: consuming RingConsumer<OutgoingFrame>,
    packets: consuming RingProducer<IncomingPacket>,
    notices: consuming RingProducer<ThreadNotice>,
    recorded: consuming RingProducer<RecordedPacket>,
    memory: PlaneMemory
  ) {
    self.poll = poll
    self.wakeDescriptor = wakeDescriptor
    self.scanTimer = scanTimer
    self.noticeDescriptor = noticeDescriptor
    self.silence = silence
    self.g711 = g711
    counters = memory.counters
    self.commands = commands
    self.frames = frames
    self.packets = packets
    self.notices = notices
    self.recorded = recorded
    legs = memory.legs
    recent = memory.recent
    open = memory.openLegs
    levels = memory.levels
  }

  deinit {
    buffer.deallocate()
    scratch.deallocate()
    sender.deallocate()
    destination.deallocate()
    events.deallocate()
  }

  /// Touches each ring once. A build without optimisation looks a generic type up where it is first
  /// used, with a lock and memory: that must be over before time counts.
  mutating func rehearse() {
    _ = waiting(&commands)
    _ = waiting(&frames)
    _ = free(&packets)
    _ = free(&recorded)
    _ = free(&notices)
  }

  /// Runs until told to stop.
  @_noLocks @_noAllocation
  mutating func run() {
    now = Clock.now()
    while running {
      let count = System.wait(poll, events, RTPThread.mostEvents)
      now = Clock.now()
      // Frames are counted before the commands are read: whatever the mixer did because of a
      // command, that command is known here when the frame is sent.
      let made = waiting(&frames)
      obey()
      sendFrames(made)
      for i in 0..<max(0, count) { serve(events[i].data.u64) }
      if scanIsDue {
        scanIsDue = false
        scan()
      }
      if noticed {
        noticed = false
        System.wake(socket: noticeDescriptor)
      }
    }
  }

  @_noLocks @_noAllocation
  private mutating func serve(_ key: UInt64) {
    if key == RTPThread.wakeKey {
      System.drain(event: wakeDescriptor)
    } else if key == RTPThread.scanKey {
      System.drain(event: scanTimer)
      scanIsDue = true
    } else if key & RTPThread.controlBit != 0 {
      receiveReport(StreamID(rawKey: key))
    } else {
      receive(StreamID(rawKey: key))
    }
  }

  /// Tells control something when this turn is over.
  @_noLocks @_noAllocation
  mutating func notify(_ notice: ThreadNotice) {
    noticed = true
    if !push(notice, &notices) { counters.pointee.rtpOverflows.add(1, ordering: .relaxed) }
  }

  @_noLocks @_noAllocation
  mutating func stop() { running = false }
}

extension StreamID {
  /// The stream of an epoll key.
  @_noLocks @_noAllocation
  init(rawKey: UInt64) { self.init(raw: UInt32(truncatingIfNeeded: rawKey)) }
}
