internal import Routing

/// One live leg of a call, as call control sees it.
struct Leg: Sendable {
  let id: LegID
  let party: Party
  /// The group that was rung when this leg came about; its calls fall back there.
  let group: GroupName?
  /// Its line in the record.
  let recordIndex: Int
  var phase: Phase
  var presence = Presence.present
  var digits = DigitCollector()
  var lastPress: Press?

  /// How far its dialog is.
  enum Phase: Hashable, Sendable {
    /// INVITE on its way, in either direction.
    case calling
    /// It rings; `earlyMedia` when its side already speaks.
    case ringing(earlyMedia: Bool)
    case answered
  }

  /// Whether its person can be heard.
  enum Presence: Hashable, Sendable {
    case present
    /// On hold, by the `hold` key.
    case holding
    /// On hold by the phone itself, which listens to nothing meanwhile.
    case phoneHolding
    /// Its RTP stopped though it should flow.
    case silent
  }

  /// The last key, to tell a second press from a bounce.
  struct Press: Hashable, Sendable {
    let key: String
    let at: Instant
  }

  /// Answered, and its person is there.
  var isHeard: Bool { phase == .answered && presence == .present }
}
