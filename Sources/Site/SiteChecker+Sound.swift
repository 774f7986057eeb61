internal import Routing
internal import Switchboard

extension SiteChecker {
  /// A seat at a sound card of the box: it has no phone, and so nothing that belongs to one.
  func soundSeat(
    _ reader: SectionReader, platform: String?, display: String?
  ) -> CheckedSeat? {
    for (key, isThere) in [
      ("network", reader.has(SeatKeys.network)), ("contact", reader.has(SeatKeys.contact)),
      ("password", reader.has(SeatKeys.password)), ("nat", reader.has(SeatKeys.nat)),
      ("codecs", reader.has(SeatKeys.codecs)), ("ptime", reader.has(SeatKeys.packetTime)),
      ("comfort-noise", reader.has(SeatKeys.comfortNoise)),
    ] where isThere {
      findings.error(
        reader.place(of: SeatKeys.sound),
        "\(reader.section.title) has sound and \(key); expected sound for a card of the box, or "
          + "\(key) for a phone")
    }
    let sound = reader.read(SeatKeys.sound)
    let ringDevice = reader.has(SeatKeys.ringDevice) ? reader.read(SeatKeys.ringDevice) : nil
    let input = reader.read(SeatKeys.input)
    let buttons = buttons(reader)
    let gain = reader.read(SeatKeys.gain)
    guard let platform, let display, let sound, let buttons, let gain else { return nil }
    return CheckedSeat(
      seat: SiteSeat(
        name: SeatName(reader.name), platform: PlatformName(platform), network: nil,
        access: .sound(
          SoundSeat(
            device: sound.value, ringDevice: ringDevice ?? sound.value, input: input?.value,
            buttons: buttons)),
        display: display, nat: false, gain: gain, codecs: nil, packetTime: nil, comfortNoise: nil),
      contact: nil, sound: sound, input: input)
  }

  /// A phone has buttons of its own, and rings by itself.
  func checkNoSound(_ reader: SectionReader) {
    for (key, isThere, place) in [
      ("ring-device", reader.has(SeatKeys.ringDevice), reader.place(of: SeatKeys.ringDevice)),
      ("input", reader.has(SeatKeys.input), reader.place(of: SeatKeys.input)),
      ("buttons", reader.has(SeatKeys.buttons), reader.place(of: SeatKeys.buttons)),
    ] where isThere {
      findings.error(
        place,
        "\(key) stands in \(reader.section.title), which has no sound; expected sound = "
          + SeatKeys.sound.kind.expected)
    }
  }

  /// `nil` when something is wrong with them.
  private func buttons(_ reader: SectionReader) -> [ButtonKey]? {
    guard reader.has(SeatKeys.buttons) else {
      if reader.has(SeatKeys.input) {
        reader.miss(SeatKeys.buttons, because: " though it has an input")
        return nil
      }
      return []
    }
    guard let buttons = reader.read(SeatKeys.buttons) else { return nil }
    if !reader.has(SeatKeys.input) {
      reader.miss(SeatKeys.input, because: " though it has buttons")
    }
    let table = names(of: .key) + SeatButton.allCases.map(\.rawValue)
    let bare = KeyTable([])
    var codes: Set<UInt16> = []
    for button in buttons {
      if !codes.insert(button.value.code).inserted {
        findings.error(
          button.place, "buttons has the button \(button.value.code) twice; expected it once")
      }
      if !table.contains(button.value.key), bare.key(named: button.value.key) == nil,
        SeatButton.number(in: button.value.key) == nil
      {
        findings.error(
          button.place,
          "key \(button.value.key.shown) does not exist; "
            + Nearest.hint(for: button.value.key, among: table))
      }
    }
    return buttons.map(\.value)
  }

  /// Reports a card or an input that two seats would share.
  func checkSoundSeats(_ seats: [CheckedSeat]) {
    var sounds: [String: SeatName] = [:]
    var inputs: [String: SeatName] = [:]
    for seat in seats {
      if let sound = seat.sound {
        if let first = sounds[sound.value] {
          findings.error(
            sound.place, "sound is that of seat \(first); expected a sound card of its own")
        }
        sounds[sound.value] = seat.seat.name
      }
      if let input = seat.input {
        if let first = inputs[input.value] {
          findings.error(
            input.place, "input is that of seat \(first); expected an input device of its own")
        }
        inputs[input.value] = seat.seat.name
      }
    }
  }

  func bell(_ reader: SectionReader) -> SiteBell? {
    let device = reader.read(BellKeys.device)
    let platform = reader.has(BellKeys.platform) ? reader.read(BellKeys.platform) : nil
    guard let device else { return nil }
    return SiteBell(name: reader.name, device: device, platform: platform.map { PlatformName($0) })
  }
}
