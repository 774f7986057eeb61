/// Room for the payload of one packet: 60 ms of G.711 or G.722, 20 ms of L16 at 16,000 Hz. Longer ones go
/// from thread to thread in pieces.
struct Payload: BitwiseCopyable {
  static var size: Int {
    @_noLocks @_noAllocation get { 640 }
  }
  private let a = SIMD64<UInt8>(), b = SIMD64<UInt8>(), c = SIMD64<UInt8>(), d = SIMD64<UInt8>()
  private let e = SIMD64<UInt8>(), f = SIMD64<UInt8>(), g = SIMD64<UInt8>(), h = SIMD64<UInt8>()
  private let i = SIMD64<UInt8>(), j = SIMD64<UInt8>()
}

/// What the rtp thread hands to the mixer thread.
struct IncomingPacket: BitwiseCopyable {
  enum Kind: BitwiseCopyable {
    /// A packet of a voice; the payload holds `length` bytes.
    case voice
    /// The same, and what the mixer still has of this voice is out of date.
    case voiceFromNow
    /// The listener is now relayed what it hears in this epoch: no more frames are needed.
    case relayed
    /// What the listener is relayed has gone quiet: frames are needed again.
    case quiet
    /// A key of a voice was pressed, is held, was let go.
    case key
    /// A voice pauses, and this is how its silence sounds (RFC 3389).
    case comfort
  }

  var kind = Kind.voice
  var id = StreamID(slot: 0, generation: 0)
  var epoch: UInt32 = 0
  var source: UInt32 = 0
  var timestamp: UInt32 = 0
  var codec = AudioCodec.pcma
  var length: UInt16 = 0
  /// Of comfort noise: how many dB below full scale, and whether the voice begins anew with it. Of a key: which,
  /// and whether it begins and ends with this packet; ``epoch`` has the milliseconds for which it has been held.
  var event: UInt8 = 0
  var begins = false
  var ends = false
  private let filling = SIMD8<UInt32>()
  var payload = Payload()

  /// The payload of the packet at `packet`.
  @_noLocks @_noAllocation
  static func bytes(_ packet: UnsafePointer<IncomingPacket>) -> UnsafePointer<UInt8> {
    UnsafeRawPointer(packet).advanced(by: 64).assumingMemoryBound(to: UInt8.self)
  }
}

/// What the mixer thread hands to the rtp thread: one frame for one listener.
struct OutgoingFrame: BitwiseCopyable {
  enum Kind: BitwiseCopyable {
    case sound
    /// Nothing to send: a sound card got the frame.
    case heardByCard
    /// A key's packet (RFC 4733): its first, a further one, the first of a further segment, its last.
    case keyBegins
    case keyHeld
    case keySegment
    case keyEnds
  }

  var id = StreamID(slot: 0, generation: 0)
  var codec = AudioCodec.pcma
  /// Bytes.
  var length: UInt16 = 0
  /// How long it is, in RTP timestamp units.
  var ticks: UInt16 = 0
  /// Whether it holds the voice that control watches for.
  var watched = false
  var kind = Kind.sound
  /// Of a key: which.
  var event: UInt8 = 0
  /// How long its segment has lasted, and how long the segment before it was.
  var milliseconds: UInt16 = 0
  var advance: UInt16 = 0
  /// Of sound: how far the voices in it were played.
  var played = PlayedVoices()
  var payload = Payload()

  /// The payload of the frame at `frame`.
  @_noLocks @_noAllocation
  static func bytes(_ frame: UnsafeMutablePointer<OutgoingFrame>) -> UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(frame).advanced(by: 64).assumingMemoryBound(to: UInt8.self)
  }
}
