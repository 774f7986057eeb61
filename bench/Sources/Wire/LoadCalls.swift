internal import Glibc

/// Many calls with voice at once, from one thread of ours: the peers and their voices.
final class LoadCalls {
  /// The citizens' trunk, the row of seats and the trunk of the other desk.
  let citizens: LoadPeer
  let seats: LoadPeer
  let desk: LoadPeer
  /// Milliseconds of the packets that were looked at.
  var delays: [Double] = []

  /// - Parameters:
  ///   - base: the first three parts of the addresses: peers at `.1`, the box at `.2`.
  ///   - port: of the citizens' trunk; seats and desk have the next two.
  init(base: String, port: UInt16) throws {
    let box = Endpoint(address: base + "2", port: 5060)
    citizens = try LoadPeer(base + "1", port: port, box: box)
    seats = try LoadPeer(base + "1", port: port + 1, box: box)
    desk = try LoadPeer(base + "1", port: port + 2, box: box)
  }

  /// The two trunks and the numbers between them, for a site file.
  static func trunks(base: String, port: UInt16) -> String {
    """
    [trunk citizens]
    network = gov
    peer = sip:\(base)1:\(port)
    qualify = off
    [trunk desk]
    network = gov
    peer = sip:\(base)1:\(port + 2)
    qualify = off
    [number 7*]
    trunk = desk\n
    """
  }

  /// Everybody who talks now.
  var talking: [LoadLeg] {
    (citizens.order + seats.order + desk.order).filter { $0.isUp && !$0.isOver }
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

  /// So many calls of citizen, seat and desk; the third is brought in over the control socket.
  func threeWay(from first: Int, _ count: Int, key socket: String) throws {
    for i in first..<first + count {
      let (before, joined) = (seats.up.count, desk.up.count)
      try citizens.call("\(80_000 + i)")
      guard try settle(3_000, until: { seats.up.count > before }) else {
        throw BenchError("seat s\(i) was not rung")
      }
      guard
        let key = ControlKey.press("three-way-desk", seat: "s\(i)", at: socket)
      else { throw BenchError("the control socket does not answer") }
      let isThree = try settle(3_000) { desk.up.count > joined }
      ControlKey.close(key.descriptor)
      guard isThree else { throw BenchError("the desk was not added to call \(i)") }
    }
  }

  /// One slice of the legs a millisecond, each leg every 20 ms; `late` gets our own worst lateness.
  func speak(
    _ legs: [LoadLeg], _ milliseconds: Double, _ late: inout Int64,
    until isOver: () -> Bool = { false }
  ) throws {
    let start = Time.mono()
    for slot in 0..<Int(milliseconds) where !isOver() {
      let due = start + Int64(slot) * 1_000_000
      let now = Time.mono()
      if now < due { usleep(UInt32((due - now) / 1_000)) } else { late = max(late, now - due) }
      for index in stride(from: slot % 20, to: legs.count, by: 20) { legs[index].speak() }
      // What was sent ten milliseconds ago has arrived; each socket is looked at every 20 ms.
      for index in stride(from: (slot + 10) % 20, to: legs.count, by: 20) {
        let limit = slot % 320 < 20 ? Int.max : 1
        legs[index].listen(atMost: limit) { delays.append($0) }
      }
      if slot % 50 == 0 { try listen() }
    }
    for leg in legs { leg.listen { delays.append($0) } }
  }

  /// The citizens hang up.
  func end() {
    for leg in citizens.order where leg.isUp && !leg.isOver { citizens.hangUp(leg) }
    _ = try? settle(5_000) { citizens.order.allSatisfy { $0.isOver || !$0.isUp } }
  }
}
