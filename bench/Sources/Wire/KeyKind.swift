internal import CLinux

/// How an agent's key reaches the box.
enum KeyKind: String, CaseIterable {
  case rfc4733
  case info
  case refer
  case console
  /// A keypad beside a sound card.
  case evdev

  /// Those that a phone has, or whoever sits beside it.
  static let ofPhones = KeyKind.allCases.filter { $0 != .evdev }

  /// Presses transfer-110 at the first seat.
  ///
  /// - Parameter pressed: gets the moment of the packet that completes the key.
  func press(_ desks: Desks, _ pressed: @escaping (Int64) -> Void) throws {
    begin(desks)
    try complete(desks, pressed)
  }

  /// What comes before the packet that completes the key: the first of two digits.
  func begin(_ desks: Desks) {
    switch self {
    case .rfc4733:
      desks.first.voice.press(desks.post.digits.first)
      desks.stage.run(300) { !desks.first.voice.isPressing }
    case .info:
      desks.first.info(desks.post.digits.first)
      desks.stage.run(30)
    case .refer, .console, .evdev: break
    }
  }

  /// - Parameter pressed: gets the moment of the packet that completes the key.
  func complete(_ desks: Desks, _ pressed: @escaping (Int64) -> Void) throws {
    let (phone, last) = (desks.first, desks.post.digits.last)
    switch self {
    case .rfc4733:
      phone.voice.onDigit = { digit, moment in if digit == last { pressed(moment) } }
      phone.voice.press(last)
    case .info: pressed(phone.info(last))
    case .refer: pressed(phone.refer(to: desks.post.desk))
    case .console: pressed(try desks.exchange.command(.transfer, at: desks.post))
    case .evdev:
      guard let headset = desks.headset else { throw BenchError("this desk has no keypad") }
      pressed(headset.press(KEY_1))
    }
  }
}
