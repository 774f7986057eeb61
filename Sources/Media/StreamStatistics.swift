/// What a stream carried from open to close.
package struct StreamStatistics: Sendable, BitwiseCopyable, Equatable {
  /// RTP packets and payload bytes that were taken.
  package var packetsReceived: UInt64 = 0
  package var octetsReceived: UInt64 = 0
  /// RTP packets and payload bytes that were sent.
  package var packetsSent: UInt64 = 0
  package var octetsSent: UInt64 = 0
  /// Of those sent, how many were relayed from another stream; the others were mixed.
  package var packetsRelayed: UInt64 = 0
  /// Packets that never arrived, by their sequence numbers (RFC 3550 A.3).
  package var packetsLost: Int64 = 0
  /// Interarrival jitter in microseconds (RFC 3550 A.8).
  package var jitterMicroseconds: UInt32 = 0
  /// Packets from an address that nobody signalled.
  package var droppedWrongSource: UInt64 = 0
  /// Datagrams that are no RTP version 2, or whose lengths do not add up.
  package var droppedMalformed: UInt64 = 0
  /// Packets of a payload type that was not agreed.
  package var droppedPayloadType: UInt64 = 0
  /// Packets that the kernel did not take for sending.
  package var sendFailures: UInt64 = 0
  /// RFC 4733 events.
  package var digits: UInt64 = 0
  /// How often the media was lost.
  package var mediaLosses: UInt64 = 0
  /// Round-trip time in microseconds by the peer's last RTCP report; 0 when it sent none.
  package var roundTripMicroseconds: UInt32 = 0

  @_noLocks @_noAllocation
  package init() {}
}
