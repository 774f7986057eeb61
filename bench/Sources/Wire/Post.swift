/// Where a trio of phones stands at the box: its seats, numbers, keys and ports.
///
/// Post 0 is what the contract's site (two-desks.conf) has itself; the others are copies of it, so that
/// several trios can talk through one box and none rings the other's phones.
struct Post {
  let index: Int

  static let contract = Post(index: 0)

  /// What the citizen dials.
  var number: String { index == 0 ? "12345" : "5100\(index)" }
  /// Where a key, or a REFER, hands over to.
  var desk: String { index == 0 ? "110" : "5200\(index)" }
  var firstSeat: String { "\(1001 + index)" }
  var targetSeat: String { "\(2001 + index)" }
  /// The digits of the transfer key. The contract has *0 to *4.
  var digits: (first: Character, last: Character) {
    switch index {
    case 0: ("*", "1")
    case 1...5: ("*", Character("\(4 + index)"))
    default: ("#", Character("\(index - 6)"))
    }
  }
  /// Of the citizens' trunk; seat and target have the next two.
  var port: UInt16 { UInt16(5070 + 20 * index) }

  func key(_ key: SeatKey) -> String { index == 0 ? key.rawValue : "\(key.rawValue)-\(index)" }

  /// What the site has beside the contract's.
  ///
  /// - Parameter headset: the first seat, when it is no phone.
  func site(base: String, headset: Headset?) -> String {
    guard index > 0 else { return "" }
    let seat =
      headset.map {
        "sound = \($0.card)\ninput = \($0.keypad)\nbuttons = KEY_ENTER:answer, KEY_1:\(key(.transfer))\n"
      } ?? "network = gov\ncontact = sip:\(firstSeat)@\(base)1:\(port + 1)\n"
    return """
      [trunk carrier-\(index)]
      network = gov
      peer = sip:\(base)1:\(port)
      qualify = off
      [seat \(firstSeat)]
      platform = 12345
      \(seat)[seat \(targetSeat)]
      platform = 110
      network = police
      contact = sip:\(targetSeat)@\(base)1:\(port + 2)
      [group first-\(index)]
      seats = \(firstSeat)
      [group second-\(index)]
      seats = \(targetSeat)
      ring-timeout = 15s
      [number \(number)]
      group = first-\(index)
      [number \(desk)]
      group = second-\(index)
      [key \(key(.transfer))]
      digits = "\(digits.first)\(digits.last)"
      action = transfer
      to = group second-\(index)
      leave = on-answer\n
      """
  }
}
