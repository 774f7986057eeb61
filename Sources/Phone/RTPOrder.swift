internal import Audio

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
    var law: G711Law
    var payloadType: UInt8
    var eventSend: UInt8?
    var eventReceive: UInt8?
    /// The peer wants to hear us.
    var isWanted: Bool
  }
}
