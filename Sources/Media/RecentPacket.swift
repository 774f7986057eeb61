/// A packet that went to the mixer, for whoever is relayed its voice before the mixer has played it.
struct RecentPacket: BitwiseCopyable {
  /// How many are kept of a voice: 80 ms of packets of 20 ms.
  static var kept: Int {
    @_noLocks @_noAllocation get { 4 }
  }
  /// The most that these may be in time, in microseconds; what is older is not sent any more.
  static var longest: Int64 {
    @_noLocks @_noAllocation get { 80_000 }
  }

  var header = RTPHeader(
    payloadType: 0, marker: false, sequence: 0, timestamp: 0, source: 0, payloadLength: 0)
  /// When it was received.
  var at: Int64 = 0
  /// How long it is, in timestamp units.
  var ticks: UInt32 = 0
  var codec = AudioCodec.pcma
  /// Room for the header that it gets when it is relayed.
  let room = SIMD16<UInt8>()
  var payload = Payload()

  /// How much of it, from its beginning, need not be sent because it was played, in timestamp units.
  ///
  /// Cut is at whole 10 ms, in which all phones take sound; so of what its listener heard up to 10 ms come again, and
  /// nothing is lost. Opus, which is only read as a whole, is left out when most of it was heard.
  ///
  /// - Parameters:
  ///   - played: the timestamp behind what was played; nil: nothing was.
  ///   - isHeard: whether by this listener. Else a packet that was played in part is new to it, and sent as a whole.
  @_noLocks @_noAllocation
  func leftOut(played: UInt32?, isHeard: Bool) -> UInt32 {
    guard let played else { return 0 }
    let left = Int32(truncatingIfNeeded: header.timestamp &+ ticks &- played)
    let all = Int32(truncatingIfNeeded: ticks)
    if left <= 0 { return ticks }
    if left >= all || !isHeard { return 0 }
    let ten = Int32(truncatingIfNeeded: codec.ticksPerMillisecond &* 10)
    if codec.bytesPerMillisecond == 0 || all % ten != 0 { return left > all / 2 ? 0 : ticks }
    return UInt32(truncatingIfNeeded: (all - left) / ten * ten)
  }

  /// The payload of the packet at `packet`; before it are 16 bytes of room.
  @_noLocks @_noAllocation
  static func bytes(_ packet: UnsafeMutablePointer<RecentPacket>) -> UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(packet).advanced(by: 64).assumingMemoryBound(to: UInt8.self)
  }
}
