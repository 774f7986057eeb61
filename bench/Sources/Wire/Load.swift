internal import CLinux
internal import Glibc

/// Many calls with voice at once through a box of their own, and what they cost it.
final class Load {
  let box: Box
  let calls: LoadCalls
  static let base = "127.0.43."

  /// - Parameter seats: how many seats the site has, each with a number of its own from 80000.
  init(_ binary: String, seats count: Int) throws {
    calls = try LoadCalls(base: Load.base, port: 5070)
    box = try Box(binary, site: Load.site(seats: count, base: Load.base))
  }

  static func site(seats: Int, base: String, more: String = "") -> String {
    var text = """
      [site]
      name = bench
      data-dir = ./data
      \(more)
      [media]
      codecs = PCMA, PCMU
      [network gov]
      sip = udp:\(base)2:5060
      rtp = \(base)2:10000-49999
      allow = 127.0.0.0/8
      \(LoadCalls.trunks(base: base, port: 5070))
      [key three-way-desk]
      action = three-way
      to = number 70000
      [seat 1]
      platform = 110
      network = gov
      contact = sip:1@\(base)1:5071
      [group 110]
      seats = 1\n
      """
    for i in 0..<seats {
      text += "[seat s\(i)]\nplatform = 12345\nnetwork = gov\n"
      text += "contact = sip:s\(i)@\(base)1:5071\n[number \(80_000 + i)]\nseat = s\(i)\n"
    }
    return text
  }

  /// What one interval of talk showed.
  struct Talk {
    let cpu: Double
    let sent: Int
    let received: Int
    let delays: [Double]
    /// Milliseconds by which our own sender was late at worst: a bound on what the figures mean.
    let senderLate: Double
  }

  /// All legs talk for so many milliseconds; the box's share of a core meanwhile.
  func talk(_ milliseconds: Double) throws -> Talk {
    let legs = calls.talking
    // The first half second fills buffers and is not counted.
    var late: Int64 = 0
    try calls.speak(legs, 500, &late)
    late = 0
    calls.delays = []
    let before = legs.reduce((0, 0)) { ($0.0 + $1.sent, $0.1 + $1.received) }
    let (cpu, start) = (box.cpuSeconds, Time.mono())
    try calls.speak(legs, milliseconds, &late)
    let seconds = Double(Time.mono() - start) / 1e9
    let spent = box.cpuSeconds - cpu
    usleep(30_000)
    for leg in legs { leg.listen { calls.delays.append($0) } }
    let after = legs.reduce((0, 0)) { ($0.0 + $1.sent, $0.1 + $1.received) }
    return Talk(
      cpu: spent / seconds, sent: after.0 - before.0, received: after.1 - before.1,
      delays: calls.delays, senderLate: Double(late) / 1e6)
  }
}
