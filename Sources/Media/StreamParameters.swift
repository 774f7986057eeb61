/// What an offer and answer agreed about one stream.
package struct StreamParameters: Sendable, Equatable {
  /// The peer's IPv4 or IPv6 literal; `0.0.0.0` and port 0 mean that nothing is sent.
  package var remoteAddress: String
  package var remotePort: UInt16
  /// The codec that is sent.
  package var codec: AudioCodec
  /// The payload type under which it is sent.
  package var payloadType: UInt8
  /// The payload types that are accepted and what they mean.
  package var receivePayloadTypes: [UInt8: AudioCodec]
  /// RFC 4733 events' payload type in packets that are sent; nil: the peer takes none.
  package var telephoneEventSendPayloadType: UInt8?
  /// The clock of the durations in them, hertz.
  package var telephoneEventSendClock: Int
  /// RFC 4733 events' payload type in packets that arrive, with the clock of the codec if there is such a
  /// type; nil: none expected.
  package var telephoneEventReceivePayloadType: UInt8?
  /// Another one at 8,000 Hz.
  package var telephoneEventReceiveNarrowPayloadType: UInt8?
  /// Milliseconds of sound in a packet that is sent: 10, 20, 30, 40, 50 or 60; a codec that cannot do it gets
  /// the next shorter one that it can.
  package var packetTimeOut: Int
  /// With which ones the peer is content as well: packets of that length are relayed as they are.
  package var packetTimesTaken: ClosedRange<Int>?
  /// Milliseconds of sound in a packet that arrives, as the peer was asked; others are taken as well.
  package var packetTimeIn: Int
  /// Whether the box may send (SDP direction).
  package var sending: Bool
  /// Whether the peer is expected to send: its silence is then reported as lost media.
  package var receiving: Bool
  /// Whether both sides agreed on comfort noise: a silence of the peer may then be a pause.
  package var mayPause: Bool
  /// Whether this peer's digits travel on to who hears it; seats' digits are commands and do not.
  package var forwardDigits: Bool

  package init(
    remoteAddress: String, remotePort: UInt16, codec: AudioCodec = .pcma,
    payloadType: UInt8? = nil, receivePayloadTypes: [UInt8: AudioCodec]? = nil,
    telephoneEventSendPayloadType: UInt8? = nil, telephoneEventSendClock: Int = 8_000,
    telephoneEventReceivePayloadType: UInt8? = nil,
    telephoneEventReceiveNarrowPayloadType: UInt8? = nil,
    packetTimeOut: Int = 20, packetTimesTaken: ClosedRange<Int>? = nil, packetTimeIn: Int = 20,
    sending: Bool = true, receiving: Bool = true, mayPause: Bool = false,
    forwardDigits: Bool = false
  ) {
    self.remoteAddress = remoteAddress
    self.remotePort = remotePort
    self.codec = codec
    self.payloadType = payloadType ?? codec.usualPayloadType
    self.receivePayloadTypes = receivePayloadTypes ?? [self.payloadType: codec]
    self.telephoneEventSendPayloadType = telephoneEventSendPayloadType
    self.telephoneEventSendClock = telephoneEventSendClock
    self.telephoneEventReceivePayloadType = telephoneEventReceivePayloadType
    self.telephoneEventReceiveNarrowPayloadType = telephoneEventReceiveNarrowPayloadType
    self.packetTimeOut = packetTimeOut
    self.packetTimesTaken = packetTimesTaken
    self.packetTimeIn = packetTimeIn
    self.sending = sending
    self.receiving = receiving
    self.mayPause = mayPause
    self.forwardDigits = forwardDigits
  }

  /// Whether the peer is content with packets of so many milliseconds in its codec.
  func takes(packetsOf milliseconds: Int) -> Bool {
    milliseconds == packetTimeOut || packetTimesTaken?.contains(milliseconds) == true
      || milliseconds == codec.packetTime(nearest: packetTimeOut)
  }
}
