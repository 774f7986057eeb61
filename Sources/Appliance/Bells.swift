internal import Console
internal import Routing
internal import Site
internal import SoundCard
internal import Switchboard

extension Appliance {
  /// Rings the bells of the desks from which somebody is wanted: whose seats are rung and have not
  /// answered, or for whose citizens nobody could be rung. The card rings on from its own memory.
  func ringBells() {
    if sound.bells.isEmpty { return }
    var wanted: Set<PlatformName> = []
    var isAnybody = false
    for call in switchboard.callViews {
      let rung = call.legs.filter { !$0.isCaller && !$0.isAnswered }
      let platforms = rung.compactMap { leg in leg.party.seat.flatMap { site.seat($0)?.platform } }
      wanted.formUnion(platforms)
      if call.state == "waiting" {
        if let platform = site.directory.platform(of: .number(call.dialled)) {
          wanted.insert(platform)
        }
        isAnybody = true
      }
      if !rung.isEmpty { isAnybody = true }
    }
    for bell in sound.bells {
      sound.ring(
        bell.device, for: "bell \(bell.name)", bell.platform.map(wanted.contains) ?? isAnybody)
    }
  }

  // MARK: What people see

  func soundStatus() -> [SoundStatus] {
    sound.cards.sorted { $0.key < $1.key }.map { device, card in
      let statistics = card.statistics
      let records = card.configuration.recordsToo
      var problem: String?
      if case .lost(let why) = statistics.condition { problem = why }
      return SoundStatus(
        device: device, uses: uses(of: device), isOpen: statistics.condition == .open,
        problem: problem, rate: statistics.rate,
        microphone: records ? statistics.captureLevel.rounded() : -120,
        loudspeaker: statistics.playbackLevel.rounded(),
        drift: (records ? statistics.captureDrift : statistics.playbackDrift).rounded(),
        xruns: statistics.xruns, stalls: statistics.stalls, reconnects: statistics.reconnects,
        starved: statistics.starved + statistics.mixerStarved, isMuted: card.isMuted,
        isRinging: card.isAlerting)
    }
  }

  func soundAlarms() -> [String] {
    sound.cards.sorted { $0.key < $1.key }.compactMap { device, card in
      guard case .lost(let why) = card.condition else { return nil }
      return "\(uses(of: device).joined(separator: ", ")): \(why)"
    }
  }

  func uses(of device: String) -> [String] {
    let seats = sound.seats.values.filter {
      $0.settings.device == device || $0.settings.ringDevice == device
    }
    return seats.map(\.reason).sorted()
      + sound.bells.filter { $0.device == device }.map { "bell \($0.name)" }
  }
}
