internal import CLinux
internal import Glibc

/// Many calls with voice at once through a box of their own, what they cost it, and three phones among them that
/// hear what it does to a voice.
final class Load {
  static let base = "127.0.43."
  let box: Box
  let calls: LoadCalls
  private let desks: Desks

  /// - Parameter seats: how many seats the site has, each with a number of its own from 80000.
  init(_ options: Options, seats: Int) throws {
    calls = try LoadCalls(base: Load.base, port: Background.port)
    desks = try Desks(
      options.box,
      // Two ports for each of 2,000 legs and more.
      contract: options.contract().replacing(":20000-24999", with: ":10000-24999"), lane: 43,
      more: Load.row(of: seats, base: Load.base, port: Background.port))
    guard let box = desks.exchange as? Box else { throw BenchError("the load needs a box") }
    self.box = box
  }

  static func site(seats: Int, base: String, more: String = "", media: String = "") -> String {
    """
    [site]
    name = bench
    data-dir = ./data
    \(more)
    [media]
    codecs = PCMA, PCMU
    \(media)
    [network gov]
    sip = udp:\(base)2:5060
    rtp = \(base)2:10000-49999
    allow = 127.0.0.0/8
    \(LoadCalls.trunks(base: base, port: 5070))
    [seat 1]
    platform = 110
    network = gov
    contact = sip:1@\(base)1:5071
    [group 110]
    seats = 1
    \(row(of: seats, base: base, port: 5070))\n
    """
  }

  /// So many seats of 12345 at one address, each with a number of its own, and their key.
  private static func row(of seats: Int, base: String, port: UInt16) -> String {
    var text = "[key three-way-desk]\naction = three-way\nto = number 70000\n"
    for i in 0..<seats {
      text += "[seat s\(i)]\nplatform = 12345\nnetwork = gov\n"
      text += "contact = sip:s\(i)@\(base)1:\(port + 1)\n"
      text += "[number \(80_000 + i)]\nseat = s\(i)\n"
    }
    return text
  }

  /// What one interval of talk showed.
  struct Talk {
    /// Shares of a core: the box's, and what our own senders took.
    let cpu: Double
    let ownCPU: Double
    /// What was sent of what so many voices have to say, 0 to 1: less where our own senders did not get the machine.
    let rate: Double
    let sent: Int
    let received: Int
    let delays: [Double]
    /// Milliseconds by which our own sender was late at worst: a bound on what the figures mean.
    let senderLate: Double
  }

  /// All legs talk for so many milliseconds; the box's share of a core meanwhile.
  func talk(_ milliseconds: Double) throws -> Talk {
    let (calls, box) = (calls, box)
    let talk = Aside {
      var talk: Talk?
      try Load.hurry { talk = try Load.talk(calls, box, milliseconds) }
      return talk
    }
    // The three phones still answer what the box asks them.
    while !talk.isOver { desks.stage.run(20) }
    guard let talk = try talk.join() else { throw BenchError("nobody talked") }
    return talk
  }

  /// Lets the calling thread go before a neighbour's compiler, where that is permitted: real phones would not wait for it
  /// either, and whoever speaks late makes the box wait for more.
  private static func hurry(_ body: () throws -> Void) rethrows {
    func schedule(_ policy: Int32, _ priority: Int32) {
      var parameters = sched_param(sched_priority: priority)
      pthread_setschedparam(pthread_self(), policy, &parameters)
    }
    schedule(SCHED_RR, 1)
    defer { schedule(SCHED_OTHER, 0) }
    try body()
  }

  private static func talk(_ calls: LoadCalls, _ box: Box, _ milliseconds: Double) throws -> Talk {
    let legs = calls.talking
    // The first half second fills buffers and is not counted.
    var late: Int64 = 0
    try calls.speak(legs, 500, &late)
    late = 0
    calls.delays = []
    let before = legs.reduce((0, 0)) { ($0.0 + $1.sent, $0.1 + $1.received) }
    let (cpu, own, start) = (box.cpuSeconds, Time.cpuOfThread(), Time.mono())
    try calls.speak(legs, milliseconds, &late)
    let seconds = Double(Time.mono() - start) / 1e9
    let spent = (box.cpuSeconds - cpu, Time.cpuOfThread() - own)
    usleep(30_000)
    for leg in legs { leg.listen { calls.delays.append($0) } }
    let after = legs.reduce((0, 0)) { ($0.0 + $1.sent, $0.1 + $1.received) }
    return Talk(
      cpu: spent.0 / seconds, ownCPU: spent.1 / seconds,
      rate: Double(after.0 - before.0) / (Double(legs.count) * seconds * 50),
      sent: after.0 - before.0, received: after.1 - before.1, delays: calls.delays,
      senderLate: Double(late) / 1e6)
  }

  /// All legs talk while the three phones do something; a minute at most.
  func beside(_ results: Results, _ prefix: String, _ body: (Conversations) throws -> Void) throws {
    let calls = calls
    let end = OneWay()
    let talk = Aside {
      var late: Int64 = 0
      try Load.hurry { try calls.speak(calls.talking, 60_000, &late) { end.isSet } }
    }
    defer { end.set() }
    let conversations = Conversations(desks: desks, results: results, prefix: prefix)
    try Load.hurry { try body(conversations) }
    end.set()
    try talk.join()
  }
}
