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

  /// The payload of the packet at `packet`; before it are 16 bytes of room.
  @_noLocks @_noAllocation
  static func bytes(_ packet: UnsafeMutablePointer<RecentPacket>) -> UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(packet).advanced(by: 64).assumingMemoryBound(to: UInt8.self)
  }
}
