/// What the media plane tells control. All times are microseconds of CLOCK_MONOTONIC.
package enum Notice: Sendable, Equatable {
  /// A key was pressed: RFC 4733, from the first packet of the event that arrived; the time is the
  /// kernel's receive time of that packet. `0`-`9`, `*`, `#`, `A`-`D`.
  case digit(StreamID, Character, arrivedMicroseconds: Int64)
  /// Nothing arrives from a peer that should be sending.
  case mediaLost(StreamID)
  /// A lost peer is back.
  case mediaBack(StreamID)
  /// The changes of one ``MediaPlane/hear(_:token:)`` hold for all their listeners.
  case hearingInForce(token: UInt64, microseconds: Int64)
  /// The next of the intros of a ``Sound`` is over; the token is that of its
  /// ``MediaPlane/hear(_:token:)``.
  case introPlayed(StreamID, token: UInt64)
  /// An ``Overlay`` is over, or another took its place.
  case played(StreamID, token: UInt64)
  /// The first frame of a watched voice was sent to its listener.
  case firstVoice(token: UInt64, microseconds: Int64)
  /// A stream is gone and its ports are free.
  case closed(StreamID, StreamStatistics)
}

/// What the threads tell control, before control has put it together.
enum ThreadNotice: BitwiseCopyable {
  case digit(StreamID, event: UInt8, arrived: Int64)
  case mediaLost(StreamID)
  case mediaBack(StreamID)
  /// A peer goes on in another codec than before.
  case spoken(StreamID, AudioCodec)
  /// A peer's packets have so many milliseconds, which is not what control believes.
  case packetTime(StreamID, UInt16)
  case inForce(token: UInt64, at: Int64)
  case introPlayed(StreamID, token: UInt64)
  case played(StreamID, token: UInt64)
  case firstVoice(token: UInt64, at: Int64)
  /// The mixer plays from a newer bank than this.
  case soundsReturned(SoundBank)
  /// The rtp thread let go of a stream.
  case unplugged(StreamID, StreamStatistics)
  /// The mixer thread let go of a stream.
  case unmixed(StreamID)
}
