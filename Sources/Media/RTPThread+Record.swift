internal import Audio
internal import Synchronization

extension RTPThread {
  /// Copies the packet at hand for the recorder, which reads it when it has time. A full ring, when
  /// the disk has hung for seconds, costs the recording this packet and nobody else anything.
  @_noLocks @_noAllocation
  mutating func record(
    _ header: RTPHeader, _ codec: AudioCodec, from leg: UnsafeMutablePointer<RTPLeg>
  ) {
    var pieces = PayloadPieces(header, codec)
    while let piece = pieces.next() {
      guard let packet = free(&recorded) else {
        if leg.pointee.unrecorded < .max { leg.pointee.unrecorded += 1 }
        counters.pointee.unrecorded.add(1, ordering: .relaxed)
        return
      }
      packet.pointee.tap = leg.pointee.tap
      packet.pointee.id = leg.pointee.id
      packet.pointee.arrived = now
      packet.pointee.source = header.source
      packet.pointee.timestamp = piece.timestamp
      packet.pointee.skipped = leg.pointee.unrecorded
      packet.pointee.format = .codec
      packet.pointee.codec = codec
      packet.pointee.length = UInt16(truncatingIfNeeded: piece.length)
      System.copy(
        buffer + 16 + piece.offset, piece.length,
        to: UnsafeMutablePointer(mutating: RecordedPacket.bytes(packet)))
      commit(&recorded)
      leg.pointee.unrecorded = 0
    }
  }
}
