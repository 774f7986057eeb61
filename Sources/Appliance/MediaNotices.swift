internal import Console
internal import Media
internal import Records
internal import Site
internal import Switchboard

extension Appliance {
  /// When a silent peer is lost.
  static func silence(of settings: MediaSettings) -> PlaneConfiguration.Silence {
    PlaneConfiguration.Silence(
      loss: Int(settings.mediaTimeout.milliseconds), pause: Int(settings.pauseTimeout.milliseconds))
  }

  /// What the media threads report, in the words of call control.
  func take(_ notice: Media.Notice) {
    switch notice {
    case .digit(let stream, let digit, let arrived):
      guard let leg = legOfStream[stream] else { return }
      handle(
        .digit(leg, digit, .telephoneEvent, pressed: Instant(microseconds: arrived)))
    case .mediaLost(let stream): pass(stream) { .mediaLost($0) }
    case .mediaBack(let stream): pass(stream) { .mediaBack($0) }
    case .hearingInForce(let token, let at):
      guard let hearing = hearings.removeValue(forKey: token) else { return }
      handle(
        .hearingInForce(hearing.call, serial: hearing.serial), at: Instant(microseconds: at))
    case .firstVoice(let token, let at):
      guard let leg = watchedVoices.removeValue(forKey: token) else { return }
      handle(.firstVoice(leg), at: Instant(microseconds: at))
    case .closed(let stream, let statistics):
      if let leg = legOfClosing.removeValue(forKey: stream),
        let record = closing.count(leg, statistics)
      {
        journal.keep(record)
      }
      strangerPackets += statistics.droppedWrongSource
      droppedPackets += statistics.droppedMalformed + statistics.droppedPayloadType
    case .introPlayed(let stream, let token):
      guard let leg = legOfStream[stream], let intros = legs[leg]?.intros,
        intros.token == token, let prompt = intros.left.first
      else { return }
      legs[leg]?.intros?.left.removeFirst()
      handle(.promptPlayed(leg, prompt))
    case .played: break
    }
  }

  private func pass(_ stream: StreamID, _ event: (LegID) -> Event) {
    guard let leg = legOfStream[stream] else { return }
    let event = event(leg)
    log.info("media", call: legs[leg]?.call?.description, ["event": "\(event)"])
    handle(event)
  }
}
