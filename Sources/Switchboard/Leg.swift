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
  var hold = Hold.none
  /// Its RTP stopped though it should flow.
  var isSilent = false
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

  /// Who put it on hold.
  enum Hold: Hashable, Sendable {
    case none
    /// The `hold` key.
    case key
    /// The phone itself, which listens to nothing meanwhile.
    case phone
  }

  /// The last key, to tell a second press from a bounce.
  struct Press: Hashable, Sendable {
    let key: String
    let at: Instant
  }

  /// Answered, and its person is there.
  var isHeard: Bool { phase == .answered && hold == .none && !isSilent }

  /// Its voice is missed though nobody put it on hold.
  var isMissed: Bool { phase == .answered && isSilent && hold == .none }
}
