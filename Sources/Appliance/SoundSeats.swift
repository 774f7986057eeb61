internal import Console
internal import Media
internal import Routing
internal import SIPLine
internal import Site
internal import SoundCard
internal import Switchboard

/// Seats at the box's own sound cards: what SIP does for a phone, done by hand.
extension Appliance {
  /// Rings a seat. What comes of it is told after this turn, as SIP tells it.
  func ring(_ seat: SoundSeatDesk, _ leg: LegID) {
    guard seat.isOpen else { return later(.failed(leg, .unreachable)) }
    guard seat.leg == nil else { return later(.failed(leg, .busy)) }
    guard open(seat, leg) else { return later(.failed(leg, .noMedia)) }
    sound.ring(seat.settings.ringDevice, for: seat.reason, true)
    sound.showLights(of: seat)
    later(.inviteSent(leg, sipCallID: "sound-\(leg.rawValue)", at: .now))
    later(.ringing(leg, earlyMedia: false))
  }

  /// Gives a leg the seat's card; false when the media plane cannot.
  private func open(_ seat: SoundSeatDesk, _ leg: LegID) -> Bool {
    do {
      let stream = try media.open(card: seat.card.line)
      legs[leg] = BoxLeg(stream: stream, local: nil, party: .seat(seat.name))
      legOfStream[stream] = leg
      if let gain = site.seat(seat.name)?.gain { media.setGain(of: stream, decibels: gain) }
      seat.leg = leg
      return true
    } catch {
      log.error("no-media", ["leg": leg.description, "problem": "\(error)"])
      return false
    }
  }

  /// The seat calls a number; what it hears meanwhile is the hearing matrix's, as with any caller.
  func call(_ number: String, from seat: SoundSeatDesk) -> KeyOutcome {
    guard seat.leg == nil else { return .ignored }
    let leg = switchboard.newLeg()
    guard seat.isOpen, open(seat, leg) else { return .refused(.notInCall) }
    seat.isTalking = true
    sound.showLights(of: seat)
    arrive(
      leg, from: .seat(seat.name), number: seat.name.text, dialled: number,
      sipCallID: "sound-\(leg.rawValue)")
    return .accepted
  }

  private func later(_ event: LineEvent) {
    line.schedule(after: .zero) { [unowned self] in received(event) }
  }

  /// A button of the seat that a phone would have.
  func push(_ button: SeatButton, at seat: SoundSeatDesk) -> KeyOutcome {
    guard let leg = seat.leg else { return .refused(.notInCall) }
    switch (button, seat.isTalking) {
    case (.answer, false), (.hook, false): answer(seat, leg)
    case (.answer, true): return .ignored
    case (.hangUp, false): received(.failed(leg, .declined))
    case (.hangUp, true), (.hook, true): received(.hungUp(leg, .onHook))
    case (.mute, _):
      seat.card.isMuted.toggle()
      log.info("mute", ["seat": seat.name.text, "muted": "\(seat.card.isMuted)"])
      sound.showLights(of: seat)
    }
    return .accepted
  }

  private func answer(_ seat: SoundSeatDesk, _ leg: LegID) {
    seat.isTalking = true
    sound.ring(seat.settings.ringDevice, for: seat.reason, false)
    received(.answered(leg, at: .now))
  }

  /// What the sound threads have found out since.
  func takeCardNews() {
    for (device, condition) in sound.news() {
      let uses = uses(of: device).joined(separator: ", ")
      switch condition {
      case .opening: break
      case .open: log.info("sound", ["device": device, "of": uses])
      case .lost(let problem): log.warning("sound-lost", ["of": uses, "problem": problem])
      }
    }
    for seat in sound.seats.values.sorted(by: { $0.name < $1.name }) {
      let isOpen = seat.card.condition == .open
      guard isOpen != seat.isOpen else { continue }
      seat.isOpen = isOpen
      received(.seatReachable(seat.name, isOpen))
      guard let leg = seat.leg else { continue }
      if !seat.isTalking {
        received(.failed(leg, .unreachable))
      } else {
        handle(isOpen ? .mediaBack(leg) : .mediaLost(leg))
      }
    }
  }

  /// What the buttons of the seats' keypads have pressed.
  func takeButtons() {
    sound.buttons?.drain { news in
      switch news {
      case .there(let input, let isThere): report(input, isThere)
      case .pressed(let input, let code, let microseconds):
        press(code, of: input, at: Instant(microseconds: microseconds))
      }
    }
  }

  private func report(_ input: Int, _ isThere: Bool) {
    guard let seat = sound.seats.values.first(where: { $0.input == input }) else { return }
    let path = seat.settings.input ?? ""
    if isThere {
      log.info("keypad", ["seat": seat.name.text, "input": path])
      sound.showLights(of: seat)
    } else {
      log.warning("keypad-lost", ["seat": seat.name.text, "input": path])
    }
  }

  private func press(_ code: UInt16, of input: Int, at pressed: Instant) {
    guard let seat = sound.seats.values.first(where: { $0.input == input }),
      let key = seat.settings.buttons.first(where: { $0.code == code })?.key
    else { return }
    log.info("button", ["seat": seat.name.text, "code": "\(code)", "key": key])
    if let button = SeatButton(rawValue: key) {
      _ = push(button, at: seat)
    } else if let number = SeatButton.number(in: key) {
      _ = call(number, from: seat)
    } else {
      lastCommand += 1
      handle(
        .command(
          CommandID(lastCommand), seat: seat.name, key: key, from: .evdev, pressed: pressed))
    }
  }
}
