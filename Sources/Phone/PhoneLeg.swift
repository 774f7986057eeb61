internal import SIPLine
internal import Switchboard

/// One call of a phone.
final class PhoneLeg {
  enum Stage {
    /// Its INVITE is ours, not answered yet.
    case calling
    /// Its INVITE is theirs, not answered yet.
    case offered
    case talking
  }

  let id: LegID
  let audio: RTPEndpoint
  var stage: Stage
  var callID: String?
  /// Where numbers are called: `host:port`.
  var domain: String?
  /// Rings, talks or is refused when this fires.
  var timer: LineTimer?
  /// A first 18x was told.
  var hasRung = false

  init(_ id: LegID, _ audio: RTPEndpoint, _ stage: Stage) {
    self.id = id
    self.audio = audio
    self.stage = stage
  }
}
