/// The site of a test: two desks, a carrier, two police trunks, in the shape of a real site file.
struct SitePlan: Sendable {
  var seats = ["1001", "1002", "2001", "2002"]
  var desk12345 = ["1001"]
  var desk110 = ["2001"]
  /// Members of the group that the key `*5` rings.
  var policeTrunks = [1, 2]
  var ring = "in-turn"
  var ringTimeout = "20s"
  /// Long, for peers that only signal; audio tests set what they need.
  var mediaTimeout = "5min"
  var mediaGrace = "10s"
  /// Which calls are recorded.
  var recording = "off"
  /// Seats that register, and their passwords; the others have a fixed contact.
  var passwords: [String: String] = [:]
  /// Seats with a fixed contact that speak SIP over TCP.
  var tcpSeats: [String] = []
  /// Further lines of a section: `["trunk carrier": "identity = distrust"]`.
  var more: [String: String] = [:]
  /// Further sections.
  var end = ""

  func text(_ net: Loopback) -> String {
    var text = """
      [site]
      name      = 示范站点
      data-dir  = ./data
      timezone  = Asia/Shanghai
      log-level = debug
      retry     = 500ms
      \(more["site"] ?? "")

      [media]
      codecs    = PCMA, PCMU
      recording = \(recording)
      media-timeout = \(mediaTimeout)
      media-grace = \(mediaGrace)
      \(more["media"] ?? "")

      [network gov]
      sip       = udp:\(net.gov):5060, tcp:\(net.gov):5060
      rtp       = \(net.gov):20000-24999
      allow     = \(net.prefix).0/24

      [network police]
      sip       = udp:\(net.police):5060, tcp:\(net.police):5060
      rtp       = \(net.police):25000-29999
      allow     = \(net.prefix).0/24

      \(trunk("carrier", "gov", net.carrier))
      \(trunk("police-1", "police", net.policeTrunk(1)))
      \(trunk("police-2", "police", net.policeTrunk(2)))

      """
    for seat in seats { text += self.seat(seat, net) + "\n" }
    text += """
      [group 12345]
      seats     = \(desk12345.joined(separator: ", "))
      ring      = \(ring)
      ring-timeout = \(ringTimeout)

      [group 110]
      seats     = \(desk110.joined(separator: ", "))
      ring      = \(ring)
      ring-timeout = \(ringTimeout)

      [group trunks]
      trunks    = \(policeTrunks.map { "police-\($0)" }.joined(separator: ", "))
      dial      = 110
      ring-timeout = \(ringTimeout)

      [number 12345]
      group     = 12345

      [number 110]
      group     = 110

      \(key("transfer-110", "*1", "transfer", "group 110", "leave = on-answer"))
      \(key("three-way-110", "*2", "three-way", "group 110"))
      \(key("transfer-12345", "*3", "transfer", "group 12345", "leave = at-once"))
      \(key("consult-110", "*4", "consult", "group 110"))
      \(key("transfer-trunks", "*5", "transfer", "group trunks"))
      \(key("go-110", "*6", "transfer", "group 110", "leave = at-once"))
      \(key("hold", "*8", "hold"))
      \(key("accept", "*9", "accept"))
      \(key("return", "*0", "return"))
      \(end)

      """
    return text
  }

  private func trunk(_ name: String, _ network: String, _ address: String) -> String {
    """
    [trunk \(name)]
    network   = \(network)
    peer      = sip:\(address):5060
    qualify   = off
    \(more["trunk " + name] ?? "")
    """
  }

  private func seat(_ name: String, _ net: Loopback) -> String {
    let access =
      passwords[name].map { "password  = \($0)" }
      ?? "contact   = sip:\(name)@\(net.seat(name)):5060"
      + (tcpSeats.contains(name) ? ";transport=tcp" : "")
    return """
      [seat \(name)]
      platform  = \(name.hasPrefix("1") ? "12345" : "110")
      network   = \(name.hasPrefix("1") ? "gov" : "police")
      \(access)
      \(more["seat " + name] ?? "")

      """
  }

  private func key(
    _ name: String, _ digits: String, _ action: String, _ to: String? = nil, _ more: String = ""
  ) -> String {
    """
    [key \(name)]
    digits    = \(digits)
    action    = \(action)
    \(to.map { "to        = \($0)" } ?? "")
    \(more)

    """
  }
}
