internal import Audio
internal import Routing
internal import Site
internal import SoundCard
internal import Switchboard

/// The box's own sound cards: one for each device that a seat or a bell names, however many name it.
final class SoundDesk {
  private(set) var cards: [String: SoundCard] = [:]
  private(set) var seats: [SeatName: SoundSeatDesk] = [:]
  let bells: [SiteBell]
  let buttons: ButtonThread?
  /// Which cards were there when they were last looked at; none before that.
  private var wasOpen: [String: Bool] = [:]
  /// Why a device rings: `seat 3001`, `bell hall`.
  private var reasons: [String: Set<String>] = [:]

  /// - Parameter notices: gets a byte whenever a card or a button has news.
  init(_ site: SiteConfiguration, notices: Int32) {
    bells = site.bells
    let sounding = site.seats.compactMap { seat -> (SiteSeat, SoundSeat)? in
      guard case .sound(let settings) = seat.access else { return nil }
      return (seat, settings)
    }
    let voices = Set(sounding.map(\.1.device))
    let ringing = sounding.map(\.1.ringDevice)
    let belling = Set(site.bells.map(\.device))
    for device in voices.union(ringing).union(belling) {
      var configuration = SoundCard.Configuration(
        device: device, recordsToo: voices.contains(device),
        alert: belling.contains(device) ? .bell : .ring)
      configuration.noticeDescriptor = notices
      configuration.cpus = site.media.cpusSound?.numbers ?? []
      cards[device] = SoundCard(configuration)
    }
    var inputs: [ButtonThread.Input] = []
    for (seat, settings) in sounding {
      guard let card = cards[settings.device] else { continue }
      if let path = settings.input { inputs.append(ButtonThread.Input(path: path)) }
      seats[seat.name] = SoundSeatDesk(
        name: seat.name, settings: settings, card: card,
        input: settings.input == nil ? nil : inputs.count - 1)
    }
    buttons = inputs.isEmpty ? nil : ButtonThread(inputs, noticeDescriptor: notices)
  }

  func start() {
    for card in cards.values { card.start() }
    buttons?.start()
  }

  func stop() {
    buttons?.stop()
    for card in cards.values { card.stop() }
  }

  /// The cards that were lost, or are back, since the last time.
  func news() -> [(device: String, condition: CardCondition)] {
    cards.sorted { $0.key < $1.key }.compactMap { device, card in
      let condition = card.condition
      let isOpen = condition == .open
      guard condition != .opening, isOpen != wasOpen[device] else { return nil }
      wasOpen[device] = isOpen
      return (device, condition)
    }
  }

  func seat(_ name: SeatName) -> SoundSeatDesk? { seats[name] }

  /// Makes a device ring for a reason, or no longer for that one.
  func ring(_ device: String, for reason: String, _ rings: Bool) {
    if rings {
      reasons[device, default: []].insert(reason)
    } else {
      reasons[device]?.remove(reason)
    }
    let isAlerting = reasons[device]?.isEmpty == false
    if cards[device]?.isAlerting != isAlerting { cards[device]?.isAlerting = isAlerting }
  }

  /// The leg is gone: its seat is free.
  func leave(_ leg: LegID) {
    guard let seat = seats.values.first(where: { $0.leg == leg }) else { return }
    ring(seat.settings.ringDevice, for: seat.reason, false)
    seat.leg = nil
    seat.isTalking = false
    seat.card.isMuted = false
    showLights(of: seat)
  }

  /// The lamps of a seat's keypad: one is lit while it rings or talks, one while it is muted.
  func showLights(of seat: SoundSeatDesk) {
    guard let input = seat.input else { return }
    buttons?.light(input, isBusy: seat.leg != nil, isMuted: seat.card.isMuted)
  }
}

/// A seat at a sound card, as it is now.
final class SoundSeatDesk {
  let name: SeatName
  let settings: SoundSeat
  let card: SoundCard
  /// The number of its input device among all.
  let input: Int?
  /// What it is rung with, or talks on.
  var leg: LegID?
  var isTalking = false
  /// Whether its card was there when control last looked.
  var isOpen = false

  var reason: String { "seat \(name)" }

  init(name: SeatName, settings: SoundSeat, card: SoundCard, input: Int?) {
    self.name = name
    self.settings = settings
    self.card = card
    self.input = input
  }
}
