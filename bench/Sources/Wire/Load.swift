internal import CLinux
internal import Glibc

/// Many calls with voice at once through one box, from one thread of ours.
final class Load {
  let box: Box
  /// The citizens' trunk, the row of seats and the trunk of the other desk.
  let citizens: LoadPeer
  let seats: LoadPeer
  let desk: LoadPeer
  private let base = "127.0.43."
  private(set) var delays: [Double] = []

  /// - Parameter seats: how many seats the site has, each with a number of its own from 8000.
  init(_ binary: String, seats count: Int) throws {
    let gov = Endpoint(address: base + "2", port: 5060)
    citizens = try LoadPeer(base + "1", port: 5070, box: gov)
    seats = try LoadPeer(base + "1", port: 5071, box: gov)
    desk = try LoadPeer(base + "1", port: 5072, box: gov)
    box = try Box(binary, site: Load.site(seats: count, base: base))
  }

  static func site(seats: Int, base: String) -> String {
    var text = """
      [site]
      name = bench
      data-dir = ./data
      [media]
      codecs = PCMA, PCMU
      [network gov]
      sip = udp:\(base)2:5060
      rtp = \(base)2:10000-49999
      allow = 127.0.0.0/8
      [trunk citizens]
      network = gov
      peer = sip:\(base)1:5070
      qualify = off
      [trunk desk]
      network = gov
      peer = sip:\(base)1:5072
      qualify = off
      [number 7*]
      trunk = desk
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

  private func listen() throws {
    for peer in [citizens, seats, desk] { try peer.listen() }
  }

  /// Waits for SIP only.
  func settle(_ limit: Double, until done: () -> Bool) throws -> Bool {
    let end = Time.wall() + Time.milliseconds(limit)
    while !done() {
      if Time.wall() > end { return false }
      try listen()
      usleep(500)
    }
    return true
  }

  /// So many calls from citizens to the desk's trunk, two parties each.
  func relayed(_ count: Int) throws {
    for _ in 0..<count {
      let before = citizens.up.count
      try citizens.call("70001")
      guard try settle(3_000, until: { citizens.up.count > before }) else {
        throw BenchError("a call of the load was not answered")
      }
    }
    guard try settle(3_000, until: { desk.up.count >= count }) else {
      throw BenchError("the desk has only \(desk.up.count) of \(count) calls")
    }
  }

  /// So many calls of citizen, seat and desk.
  func threeWay(from first: Int, _ count: Int) throws {
    for i in first..<first + count {
      let (before, joined) = (seats.up.count, desk.up.count)
      try citizens.call("\(80_000 + i)")
      guard try settle(3_000, until: { seats.up.count > before }) else {
        throw BenchError("seat s\(i) was not rung")
      }
      guard
        let key = ControlKey.press("three-way-desk", seat: "s\(i)", at: box.controlSocket)
      else { throw BenchError("the control socket does not answer") }
      let isThree = try settle(3_000) { desk.up.count > joined }
      ControlKey.close(key.descriptor)
      guard isThree else { throw BenchError("the desk was not added to call \(i)") }
    }
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
    let legs = (citizens.order + seats.order + desk.order).filter { $0.isUp && !$0.isOver }
    // The first half second fills buffers and is not counted.
    var late: Int64 = 0
    _ = try speak(legs, 500, &late)
    late = 0
    delays = []
    let before = legs.reduce((0, 0)) { ($0.0 + $1.sent, $0.1 + $1.received) }
    let (cpu, start) = (box.cpuSeconds, Time.mono())
    _ = try speak(legs, milliseconds, &late)
    let seconds = Double(Time.mono() - start) / 1e9
    let spent = box.cpuSeconds - cpu
    usleep(30_000)
    for leg in legs { leg.listen { delays.append($0) } }
    let after = legs.reduce((0, 0)) { ($0.0 + $1.sent, $0.1 + $1.received) }
    return Talk(
      cpu: spent / seconds, sent: after.0 - before.0, received: after.1 - before.1,
      delays: delays, senderLate: Double(late) / 1e6)
  }

  /// One slice of the legs a millisecond, each leg every 20 ms.
  private func speak(_ legs: [LoadLeg], _ milliseconds: Double, _ late: inout Int64) throws {
    let start = Time.mono()
    for slot in 0..<Int(milliseconds) {
      let due = start + Int64(slot) * 1_000_000
      let now = Time.mono()
      if now < due { usleep(UInt32((due - now) / 1_000)) } else { late = max(late, now - due) }
      for index in stride(from: slot % 20, to: legs.count, by: 20) { legs[index].speak() }
      // What was sent ten milliseconds ago has arrived; each socket is looked at every 20 ms.
      for index in stride(from: (slot + 10) % 20, to: legs.count, by: 20) {
        legs[index].listen { delays.append($0) }
      }
      if slot % 50 == 0 { try listen() }
    }
  }

  func end() {
    for leg in citizens.order where leg.isUp && !leg.isOver { citizens.hangUp(leg) }
    _ = try? settle(5_000) { citizens.order.allSatisfy { $0.isOver || !$0.isUp } }
  }
}
