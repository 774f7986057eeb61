internal import Audio
internal import Codecs

/// What reading and writing more than G.711 takes, for one stream; made when it is agreed on.
struct WideVoice: BitwiseCopyable {
  /// The longest that a packet may be, at 16,000 Hz: 120 ms.
  private static var longest: Int { @_noLocks @_noAllocation get { 1_920 } }
  /// The same in units: as many missing ones can be made up at once.
  static var mostRepaired: Int32 { @_noLocks @_noAllocation get { 12 } }
  /// Samples of memory that one value needs, given to ``init(_:_:kernel:)``.
  static var needed: Int { longest + JitterBuffer.unit + HalfBand.needed }

  var coder: VoiceCoder
  private let doubler: HalfBand
  private let narrow: UnsafeMutablePointer<Int16>
  /// The packet that is being handed out by units.
  private let held: UnsafeMutablePointer<Int16>
  private var heldPacket: UInt32 = .max
  private var heldCount = 0
  /// Samples at the end of the held ones that stand for missing units.
  private var repaired = 0
  /// Whether the unit before was Opus.
  private var isOpus = false

  /// - Parameter memory: room for ``needed`` samples, all zero, for as long as the value is used.
  init(_ coder: VoiceCoder, _ memory: UnsafeMutablePointer<Int16>, kernel: HalfBandKernel) {
    self.coder = coder
    held = memory
    narrow = memory + WideVoice.longest
    doubler = HalfBand(narrow + JitterBuffer.unit, kernel: kernel)
  }

  /// The same with these coders.
  @_noLocks @_noAllocation
  func with(_ coder: VoiceCoder) -> WideVoice {
    var other = self
    other.coder = coder
    return other
  }

  /// What comes next has nothing to do with what came before.
  @_noLocks @_noAllocation
  mutating func forget() {
    heldPacket = .max
    repaired = 0
    isOpus = false
    doubler.reset()
  }

  /// Decodes a unit into 160 samples; false for nonsense.
  @_noLocks @_noAllocation
  mutating func decode(
    _ bytes: UnsafePointer<UInt8>, _ taken: JitterBuffer.Taken,
    into samples: UnsafeMutablePointer<Int16>, _ g711: G711
  ) -> Bool {
    repaired = 0
    isOpus = false
    switch taken.mark.codec {
    case .pcma, .pcmu:
      g711.decode(bytes, into: narrow, count: JitterBuffer.unit, law: taken.mark.law)
      doubler.double(narrow, into: samples, count: JitterBuffer.unit)
      return true
    case .l16:
      L16.decode(bytes, into: narrow, count: JitterBuffer.unit)
      doubler.double(narrow, into: samples, count: JitterBuffer.unit)
      return true
    case .l16Wide:
      L16.decode(bytes, into: samples, count: 2 * JitterBuffer.unit)
      return true
    case .g722: return coder.g722?.decode(bytes, into: samples) ?? false
    case .opus:
      isOpus = true
      return decodePacket(bytes, taken, into: samples)
    }
  }

  @_noLocks @_noAllocation
  private mutating func decodePacket(
    _ bytes: UnsafePointer<UInt8>, _ taken: JitterBuffer.Taken,
    into samples: UnsafeMutablePointer<Int16>
  ) -> Bool {
    let unit = 2 * JitterBuffer.unit
    if taken.packet != heldPacket {
      heldPacket = taken.packet
      heldCount =
        coder.opus?.decode(bytes, length: taken.length, into: held, room: WideVoice.longest) ?? 0
    }
    let start = taken.mark.place * unit
    if start + unit > heldCount { return false }
    for i in 0..<unit { samples[i] = held[start &+ i] }
    return true
  }

  /// What comes after the missing units, if it is there.
  struct Next: BitwiseCopyable {
    var bytes: UnsafePointer<UInt8>?
    var length = 0
    /// Missing units until then.
    var units = 1

    @_noLocks @_noAllocation
    init() {}
  }

  /// Makes up 160 samples of Opus; false where the voice is something else.
  @_noLocks @_noAllocation
  mutating func repair(_ samples: UnsafeMutablePointer<Int16>, _ next: Next) -> Bool {
    guard isOpus, let opus = coder.opus else { return false }
    let unit = 2 * JitterBuffer.unit
    if repaired < unit {
      heldPacket = .max
      heldCount = next.units * unit
      if heldCount > WideVoice.longest
        || !opus.repair(next.bytes, length: next.length, into: held, count: heldCount)
      {
        return false
      }
      repaired = heldCount
    }
    let start = heldCount - repaired
    for i in 0..<unit { samples[i] = held[start &+ i] }
    repaired -= unit
    return true
  }
}
