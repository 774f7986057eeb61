/// A voice codec that we offer.
package enum VoiceCodec: String, Hashable, Sendable, CaseIterable {
  case pcma = "PCMA"
  case pcmu = "PCMU"

  /// The static RTP payload type (RFC 3551 table 4).
  package var payloadType: UInt8 {
    switch self {
    case .pcma: 8
    case .pcmu: 0
    }
  }
}

/// What our session description says for a leg.
package struct LocalMedia: Hashable, Sendable {
  /// An IPv4 or IPv6 literal of the leg's own network.
  package var address: String
  /// Where we want its RTP.
  package var port: UInt16
  /// In order of preference; not empty.
  package var codecs: [VoiceCodec]
  /// Payload type of telephone-event (RFC 4733), 96 to 127.
  package var telephoneEvent: UInt8 = 101
  /// Packet time, milliseconds.
  package var ptime: Int = 20

  package init(address: String, port: UInt16, codecs: [VoiceCodec] = [.pcma, .pcmu]) {
    self.address = address
    self.port = port
    self.codecs = codecs
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
  /// Payload type that the peer was told to send.
  package var receivePayloadType: UInt8
  /// Payload type of digits to the peer (RFC 4733); `nil` when it takes none.
  package var telephoneEventSend: UInt8?
  /// Payload type of the peer's digits; `nil` when it sends none.
  package var telephoneEventReceive: UInt8?
  /// Milliseconds of voice in a packet to the peer.
  package var ptime: Int
  /// The peer may send us voice.
  package var peerSends: Bool
  /// The peer wants to hear us.
  package var peerReceives: Bool
}
