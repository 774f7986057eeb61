/// How much voice a peer puts into its packets, as they come: what control was told to expect, until it is seen
/// that the peer does otherwise. `a=ptime` is a wish (RFC 8866, 6.4) that peers may pass over.
struct PacketTimeWatch: BitwiseCopyable {
  /// So many packets in a row make another packet time; a short one at the end of a talkspurt makes none.
  private static var enough: UInt8 { @_noLocks @_noAllocation get { 3 } }

  /// As control has it, in milliseconds; 0: that is not known here.
  private var believed: UInt32 = 0
  private var seen: UInt32 = 0
  private var count: UInt8 = 0
  private var hasTold = false

  @_noLocks @_noAllocation
  init() {}

  /// Control expects packets of so many milliseconds, or goes on with what it was told, which may be on its way.
  @_noLocks @_noAllocation
  mutating func expect(_ milliseconds: UInt16) {
    believed = hasTold ? 0 : UInt32(milliseconds)
    count = 0
  }

  /// Takes the length of a packet that came; true when control has to be told of ``milliseconds``. Lengths
  /// that are no multiple of 10 ms change nothing.
  @_noLocks @_noAllocation
  mutating func isOther(_ ticks: UInt32, ticksPerMillisecond: UInt32) -> Bool {
    if ticks == believed &* ticksPerMillisecond {
      count = 0
      return false
    }
    if ticks != seen &* ticksPerMillisecond || seen == 0 {
      if ticks % (10 &* ticksPerMillisecond) != 0 { return false }
      seen = ticks / ticksPerMillisecond
      count = 0
    }
    count += 1
    if count < PacketTimeWatch.enough { return false }
    count = 0
    believed = seen
    hasTold = true
    return true
  }

  var milliseconds: UInt16 {
    @_noLocks @_noAllocation get { UInt16(truncatingIfNeeded: believed) }
  }
}
