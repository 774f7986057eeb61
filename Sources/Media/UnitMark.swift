internal import Audio

/// What the jitter buffer remembers of a unit besides its bytes: its codec, and its place in a packet that
/// is read as a whole.
struct UnitMark: BitwiseCopyable {
  var bits: UInt32

  @_noLocks @_noAllocation
  init(bits: UInt32) { self.bits = bits }

  @_noLocks @_noAllocation
  init(_ codec: AudioCodec, at place: Int) {
    bits = codec.number | UInt32(truncatingIfNeeded: place) << 8
  }

  /// Of what is no voice, and only holds a place in the buffer.
  static var placeholder: UnitMark {
    @_noLocks @_noAllocation get { UnitMark(bits: 0xFF) }
  }

  var isPlaceholder: Bool {
    @_noLocks @_noAllocation get { bits == 0xFF }
  }

  /// Units before it in its packet.
  var place: Int {
    @_noLocks @_noAllocation get { Int(bits >> 8) }
  }

  var codec: AudioCodec {
    @_noLocks @_noAllocation get { AudioCodec(number: bits & 0xFF) }
  }

  /// Of G.711.
  var law: G711Law {
    @_noLocks @_noAllocation get {
      switch codec {
      case .pcmu: .mu
      case .pcma, .g722, .l16, .l16Wide, .opus: .a
      }
    }
  }
}
