/// The site that a soak lives on: two desks, a carrier, and a trunk that comes and goes.
enum SoakSite {
  static let first = ["1001", "1002", "1003", "1004", "1005", "1006"]
  static let second = ["2001", "2002", "2003", "2004"]

  /// Everything that an agent may press, in no order.
  static let keys = [
    "transfer-110", "three-way-110", "consult-110", "transfer-12345", "three-way-other",
    "transfer-other", "return", "cancel", "accept", "decline", "hold", "emergency", "level-2",
    "release",
  ]

  static func text(base: String, headset: Headset?) -> String {
    var text = """
      [site]
      name = soak
      data-dir = ./data
      [media]
      codecs = PCMA, PCMU
      [network gov]
      sip = udp:\(base)2:5060
      rtp = \(base)2:10000-29999
      allow = 127.0.0.0/8
      [network police]
      sip = udp:\(base)3:5060
      rtp = \(base)3:10000-29999
      allow = 127.0.0.0/8
      [trunk citizens]
      network = gov
      peer = sip:\(base)1:5070
      qualify = off
      [trunk desk]
      network = gov
      peer = sip:\(base)1:5072
      qualify = 2s
      [group 12345]
      seats = \((first + (headset == nil ? [] : ["1009"])).joined(separator: ", "))
      ring = longest-idle
      ring-timeout = 3s
      [group 110]
      seats = \(second.joined(separator: ", "))
      ring = all
      ring-timeout = 3s
      [number 12345]
      group = 12345
      [number 110]
      group = 110
      [number 7*]
      trunk = desk
      [key transfer-110]
      action = transfer
      to = group 110
      [key three-way-110]
      action = three-way
      to = group 110
      [key consult-110]
      action = consult
      to = group 110
      [key transfer-12345]
      action = transfer
      to = group 12345
      leave = at-once
      [key three-way-other]
      action = three-way
      to = number 70001
      [key transfer-other]
      action = transfer
      to = number 70001
      [key level-2]
      action = level
      level = 2\n
      """
    if let headset {
      text += "[seat 1009]\nplatform = 12345\nsound = \(headset.card)\ninput = \(headset.keypad)\n"
      text += "buttons = KEY_ENTER:hook\n"
    }
    for (seats, platform, network) in [(first, "12345", "gov"), (second, "110", "police")] {
      for seat in seats {
        text += "[seat \(seat)]\nplatform = \(platform)\nnetwork = \(network)\n"
        text += "contact = sip:\(seat)@\(base)1:\(platform == "110" ? 5073 : 5071)\n"
      }
    }
    return text
  }
}
