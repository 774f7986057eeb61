internal import SIPLine

/// What the control thread tells a leg's audio thread.
enum RTPOrder: Sendable {
  /// Where to send, and how.
  case negotiated(Agreement)
  /// The call was answered: talk.
  case talk
  case say(Voice)
  case mute(Bool)
  case press([Character])
  /// Print the counters.
  case stats
  case stop

  /// What offer and answer agreed on.
  struct Agreement: Sendable {
    var address: String
    var port: UInt16
    var codec: VoiceCodec
    var payloadType: UInt8
    /// What the peer may send.
    var receives: [UInt8: VoiceCodec]
    /// Keys to the peer: their payload type and the clock of their durations, hertz; nil: it takes none.
    var eventSend: UInt8?
    var eventClock = 8_000
    /// Payload types of the peer's keys.
    var eventsReceived: [UInt8]
    /// The peer wants to hear us.
    var isWanted: Bool
  }
}
