/// What the rtp and the mixer thread hand to the recorder: one packet of a voice as it arrived, or a
/// frame of a sound card.
struct RecordedPacket: BitwiseCopyable {
  /// Which recording and which side, as ``RecordingTap/mark``.
  var tap: UInt32 = 0
  var id = StreamID(slot: 0, generation: 0)
  /// Microseconds of CLOCK_MONOTONIC.
  var arrived: Int64 = 0
  var source: UInt32 = 0
  var timestamp: UInt32 = 0
  /// What the payload is.
  var format = Format.codec
  /// How many packets of this stream found the ring full since the last that did not.
  var skipped: UInt16 = 0
  var length: UInt16 = 0
  var codec = AudioCodec.pcma
  private let filling = (SIMD4<UInt32>(), SIMD4<UInt32>())
  var payload = Payload()

  enum Format: BitwiseCopyable {
    /// Bytes of the codec.
    case codec
    /// Samples of 16 bits, 8,000 a second.
    case samples
  }

  /// Of its timestamps, how many are a frame of 8,000 Hz.
  var ticksPerFrame: Int {
    switch format {
    case .samples: 1
    case .codec: Int(codec.ticksPerMillisecond) / 8
    }
  }

  /// The payload of the packet at `packet`.
  @_noLocks @_noAllocation
  static func bytes(_ packet: UnsafePointer<RecordedPacket>) -> UnsafePointer<UInt8> {
    UnsafeRawPointer(packet).advanced(by: 64).assumingMemoryBound(to: UInt8.self)
  }
}
