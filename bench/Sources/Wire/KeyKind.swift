/// How an agent's key reaches the box.
enum KeyKind: String, CaseIterable {
  case rfc4733
  case info
  case refer
  case console

  /// Presses transfer-110 at the first seat.
  ///
  /// - Parameter pressed: gets the moment of the packet that completes the key.
  func press(_ desks: Desks, _ pressed: @escaping (Int64) -> Void) throws {
    let phone = desks.first
    switch self {
    case .rfc4733:
      phone.voice.onDigit = { digit, moment in if digit == "1" { pressed(moment) } }
      phone.voice.press("*")
      phone.voice.press("1")
    case .info:
      phone.info("*")
      desks.stage.run(30)
      pressed(phone.info("1"))
    case .refer: pressed(phone.refer(to: "110"))
    case .console: pressed(try desks.exchange.command(.transfer))
    }
  }
}
