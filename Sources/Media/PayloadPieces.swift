/// A packet's payload in pieces that fit into a ``Payload``: one for nearly all of them, more for long ones of
/// L16. What can only be read as a whole and does not fit has none: it can be relayed, not mixed.
struct PayloadPieces: BitwiseCopyable {
  struct Piece: BitwiseCopyable {
    /// From the beginning of the packet.
    var offset: Int
    var length: Int
    var timestamp: UInt32
  }

  private var left: Piece
  private let bytesPerMillisecond: Int
  private let ticksPerMillisecond: UInt32

  @_noLocks @_noAllocation
  init(_ header: RTPHeader, _ codec: AudioCodec) {
    bytesPerMillisecond = codec.bytesPerMillisecond
    ticksPerMillisecond = codec.ticksPerMillisecond
    let fits = header.payloadLength <= Payload.size || bytesPerMillisecond > 0
    left = Piece(
      offset: header.payloadOffset, length: fits ? header.payloadLength : 0,
      timestamp: header.timestamp)
  }

  /// The next piece; nil when there is no more.
  @_noLocks @_noAllocation
  mutating func next() -> Piece? {
    if left.length == 0 { return nil }
    var piece = left
    if left.length <= Payload.size {
      left.length = 0
      return piece
    }
    let milliseconds = Payload.size / bytesPerMillisecond / 10 * 10
    piece.length = milliseconds * bytesPerMillisecond
    left.offset += piece.length
    left.length -= piece.length
    left.timestamp &+= UInt32(truncatingIfNeeded: milliseconds) &* ticksPerMillisecond
    return piece
  }
}
