internal import Audio
internal import CPJSIP

/// One voice between the network and the mixer: packets in, 10 ms of samples out, losses concealed.
///
/// PJMEDIA's jitter buffer, which neither locks nor allocates once it exists, keeps what arrived in its order;
/// how long it is kept is ours (``Pace``), because PJMEDIA shortens a voice by throwing 20 ms of it away and
/// does not lengthen it for packets that were overtaken; and so is the ``Concealment``: PJMEDIA's holds
/// all sound back for 5 ms. The buffer works in units of 10 ms, whatever the length of
/// packets, and numbers them by their timestamps: so 20, 30 or 60 ms in a packet are all the same
/// to it. The corresponding C functions are `pjmedia_jbuf_*`.
struct JitterBuffer: BitwiseCopyable {
  /// Samples, and for G.711 bytes, of a unit at 8,000 Hz.
  static var unit: Int {
    @_noLocks @_noAllocation get { 80 }
  }
  /// The most that is ever held back, in units: half a second.
  private static var capacity: UInt32 {
    @_noLocks @_noAllocation get { 50 }
  }
  /// After how many concealed units in a row there is nothing left to conceal with.
  static var mostConcealed: Int {
    @_noLocks @_noAllocation get { 6 }
  }
  /// Room for samples that were read and not given yet, at 8,000 Hz.
  private static var mostReady: Int {
    @_noLocks @_noAllocation get { 8 * unit }
  }

  let buffer: OpaquePointer
  /// Of the unit that was taken last.
  let bytes: UnsafeMutablePointer<UInt8>
  var concealment: Concealment
  /// What it takes to read more than G.711; then all that comes out has 16,000 samples a second.
  var wide: WideVoice?

  private var started = false
  private var source: UInt32 = 0
  private var lastTimestamp: UInt32 = 0
  /// The number of the unit that begins at `lastTimestamp`.
  private var lastUnit: Int32 = 0
  private var ticksPerMillisecond: UInt32 = 8
  var concealed = JitterBuffer.mostConcealed
  /// How the voice's silence sounds while it pauses; nil while it does not say that it does.
  var comfort: ComfortNoise?
  var order = UnitOrder()
  var pace = Pace()
  /// Samples that were read and not given yet: none, unless the voice was made shorter or longer.
  let ready: UnsafeMutablePointer<Int16>
  var readyCount = 0

  /// What came out.
  enum Unit: BitwiseCopyable {
    case voice
    case concealed
    case nothing
  }

  /// Takes its memory from `pool`; on the control thread. Nil when there is none.
  ///
  /// - Parameter wide: makes a buffer for all codecs; nil: for G.711.
  init?(pool: UnsafeMutablePointer<pj_pool_t>, wide: WideVoice? = nil) {
    let size = wide == nil ? JitterBuffer.unit : Payload.size
    var name = pj_str_t()
    var buffer: OpaquePointer?
    guard
      pjmedia_jbuf_create(
        pool, &name, UInt32(size), 10, JitterBuffer.capacity, &buffer) == 0,
      let buffer,
      pjmedia_jbuf_set_adaptive(buffer, 0, 0, JitterBuffer.capacity * 4 / 5) == 0,
      pjmedia_jbuf_set_discard(buffer, PJMEDIA_JB_DISCARD_NONE) == 0,
      let bytes = pj_pool_alloc(pool, size),
      let ready = pj_pool_alloc(pool, JitterBuffer.mostReady * (wide == nil ? 2 : 4)),
      let memory = pj_pool_alloc(pool, Concealment.needed * (wide == nil ? 2 : 4))
    else { return nil }
    self.buffer = buffer
    self.bytes = bytes.assumingMemoryBound(to: UInt8.self)
    self.ready = ready.assumingMemoryBound(to: Int16.self)
    concealment = Concealment(
      memory.assumingMemoryBound(to: Int16.self), scale: wide == nil ? 1 : 2)
    self.wide = wide
  }

  /// Forgets everything, for a new stream; on the control thread, because PJMEDIA logs it.
  mutating func reset() {
    pjmedia_jbuf_reset(buffer)
    started = false
    lastUnit = 0
    forgetVoice()
  }

  /// What comes next has nothing to do with what came before, of which nothing comes out any more.
  @_noLocks @_noAllocation
  mutating func restart() {
    started = false
    forgetVoice()
  }

  @_noLocks @_noAllocation
  private mutating func forgetVoice() {
    concealed = JitterBuffer.mostConcealed
    readyCount = 0
    comfort = nil
    concealment.reset()
    wide?.forget()
  }

  /// Takes a packet's payload of `length` bytes; what is left beyond whole units is dropped.
  @_noLocks @_noAllocation
  mutating func put(
    _ payload: UnsafePointer<UInt8>, length: Int, timestamp: UInt32, source: UInt32,
    codec: AudioCodec
  ) {
    let clock = codec.ticksPerMillisecond
    let unit = Int32(truncatingIfNeeded: clock &* 10)
    let step = Int32(truncatingIfNeeded: timestamp &- lastTimestamp)
    let leap = unit &* 1_000
    // A new source, another clock or a leap of more than ten seconds is a new beginning. PJMEDIA drops
    // what it still has when the numbers leap forward by more than 3,000.
    if !started || source != self.source || clock != ticksPerMillisecond || step > leap
      || step < -leap || lastUnit > 1 << 24
    {
      if started { forgetVoice() }
      started = true
      self.source = source
      ticksPerMillisecond = clock
      let isHigh = lastUnit > 1 << 24
      lastUnit = isHigh ? 0 : lastUnit + 4_000
      lastTimestamp = timestamp
      order = UnitOrder(from: lastUnit, shift: isHigh ? 0 : order.shift)
      pace = Pace()
    } else {
      let units = step >= 0 ? (step + unit / 2) / unit : (step - unit / 2) / unit
      if units > 0 {
        lastUnit += units
        lastTimestamp = timestamp
      } else if units < 0 {
        putUnits(payload, length, lastUnit + units, codec)
        return
      }
    }
    putUnits(payload, length, lastUnit, codec)
  }

  @_noLocks @_noAllocation
  private mutating func putUnits(
    _ payload: UnsafePointer<UInt8>, _ length: Int, _ first: Int32, _ codec: AudioCodec
  ) {
    let size = codec.bytesPerMillisecond &* 10
    if size > JitterBuffer.unit, case .none = wide { return }
    comfort = nil
    if length > Payload.size { return }
    // A packet that is only read as a whole stands in the place of each of its units.
    let count =
      size == 0
      ? Int(codec.ticks(payload, length: length)) / Int(ticksPerMillisecond &* 10) : length / size
    let units = Int32(truncatingIfNeeded: count)
    switch order.arrive(first, units) {
    case .inTime: noteSpare(first, count)
    case .early(let place):
      JitterBuffer.put(buffer, payload, 1, UnitMark.placeholder.bits, place, packet: 0)
      noteSpare(first, count)
    case .late(let late): pace.fallBack(units: late)
    case .again: break
    }
    for i in 0..<units where first + i >= order.next {
      let offset = Int(i)
      JitterBuffer.put(
        buffer, size == 0 ? payload : payload + offset * size, size == 0 ? length : size,
        UnitMark(codec, at: size == 0 ? offset : 0).bits, first + i + order.shift, packet: first)
    }
  }

  @_noLocks @_noAllocation
  private mutating func noteSpare(_ first: Int32, _ count: Int) {
    pace.note(
      spare: Int(first - order.next) &* JitterBuffer.unit &+ readyCount / scale, units: count)
  }

  /// The timestamp behind what was given last; nil when none of this source has.
  var playedTo: UInt32? {
    @_noLocks @_noAllocation get {
      if !started { return nil }
      let units = UInt32(bitPattern: order.next &- lastUnit)
      let ready = UInt32(truncatingIfNeeded: readyCount / (8 &* scale))
      return lastTimestamp &+ (units &* 10 &- ready) &* ticksPerMillisecond
    }
  }

  @_semantics("no_performance_analysis") @inline(never)
  private static func put(
    _ buffer: OpaquePointer, _ bytes: UnsafePointer<UInt8>, _ length: Int, _ info: UInt32,
    _ number: Int32, packet: Int32
  ) {
    pjmedia_jbuf_put_frame3(
      buffer, bytes, length, info, number, UInt32(bitPattern: packet), nil)
  }

  /// What came out of the buffer besides the bytes.
  struct Taken: BitwiseCopyable {
    var length = 0
    var mark = UnitMark(bits: 0)
    /// The number of its packet's first unit.
    var packet: UInt32 = 0

    @_noLocks @_noAllocation
    init() {}
  }

  /// The next unit, in ``bytes``.
  @_noLocks @_noAllocation
  mutating func take(_ taken: inout Taken) -> Unit {
    if !started { return .nothing }
    while true {
      var number: Int32 = 0
      switch JitterBuffer.get(buffer, bytes, size: size, &taken, &number) {
      case .voice:
        if taken.mark.isPlaceholder { continue }
        order.take(number)
        return .voice
      case .concealed:
        order.miss(number)
        return .concealed
      case .nothing:
        order.wait()
        return .nothing
      }
    }
  }

  private var size: Int {
    @_noLocks @_noAllocation get {
      if case .some = wide { Payload.size } else { JitterBuffer.unit }
    }
  }

  @_semantics("no_performance_analysis") @inline(never)
  private static func get(
    _ buffer: OpaquePointer, _ bytes: UnsafeMutablePointer<UInt8>, size: Int,
    _ taken: inout Taken, _ number: inout Int32
  ) -> Unit {
    var kind: CChar = 0
    taken.length = size
    pjmedia_jbuf_get_frame3(
      buffer, bytes, &taken.length, &kind, &taken.mark.bits, &taken.packet, &number)
    switch UInt32(kind) {
    case PJMEDIA_JB_NORMAL_FRAME.rawValue: return .voice
    case PJMEDIA_JB_MISSING_FRAME.rawValue: return .concealed
    default: return .nothing
    }
  }
}
