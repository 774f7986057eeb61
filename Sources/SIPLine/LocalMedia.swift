/// What our session description says for a leg.
package struct LocalMedia: Hashable, Sendable {
  /// An IPv4 or IPv6 literal of the leg's own network.
  package var address: String
  /// Where we want its RTP.
  package var port: UInt16
  /// In order of preference; not empty.
  package var codecs: [VoiceCodec]
  /// Payload type of telephone-event (RFC 4733) at 8,000 Hz, 96 to 125; those at the other clocks of
  /// our codecs follow it.
  package var telephoneEvent: UInt8 = 101
  /// The packet time that we wish to receive, milliseconds.
  package var ptime: Int = 20

  /// Whether we say that we take comfort noise (RFC 3389).
  package var comfortNoise = false

  package init(address: String, port: UInt16, codecs: [VoiceCodec] = [.pcma, .pcmu]) {
    self.address = address
    self.port = port
    self.codecs = codecs
  }

  /// Whether comfort noise is offered: at 8,000 Hz, beside a codec of that clock (RFC 3389 section 4).
  var offersComfortNoise: Bool { comfortNoise && codecs.contains { $0.clock == 8_000 } }

  /// The telephone-event types that we offer and their clocks: events share the timestamps of the voice
  /// (RFC 4733 section 2.1), so there is one for each of its clocks; that at 8,000 Hz always, for
  /// phones that know no other.
  var telephoneEvents: [(type: UInt8, clock: Int)] {
    let clocks = [8_000, 16_000, 48_000].filter { clock in
      clock == 8_000 || codecs.contains { $0.clock == clock }
    }
    return clocks.enumerated().map { (telephoneEvent + UInt8($0.offset), $0.element) }
  }
}

/// What an offer and its answer agreed on, for the media plane.
package struct NegotiatedMedia: Hashable, Sendable {
  /// Where the peer wants its RTP; `0.0.0.0` or `::` on old-style hold.
  package var remoteAddress: String
  /// 1 to 65535.
  package var remotePort: UInt16
  /// The voice codec of both directions.
  package var codec: VoiceCodec
  /// Payload type that the peer expects.
  package var sendPayloadType: UInt8
  /// Payload types that the peer may send, and what they are.
  package var receives: [UInt8: VoiceCodec]
  /// Payload type of digits to the peer (RFC 4733); `nil` when it takes none.
  package var telephoneEventSend: UInt8?
  /// The clock in which their durations are.
  package var telephoneEventSendClock: Int
  /// Payload type of the peer's digits; `nil` when it sends none.
  package var telephoneEventReceive: UInt8?
  /// Another one, at 8,000 Hz, when that is not.
  package var telephoneEventReceiveNarrow: UInt8?
  /// Milliseconds of voice in a packet to the peer: a multiple of 10 from 10 to 60.
  package var ptime: Int
  /// The packet times that it takes as well.
  package var ptimesTaken: ClosedRange<Int>
  /// Both sides said that they take comfort noise: the peer may be silent for long, and alive.
  package var comfortNoise: Bool
  /// The peer may send us voice.
  package var peerSends: Bool
  /// The peer wants to hear us.
  package var peerReceives: Bool
}
