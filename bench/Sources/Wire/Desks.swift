/// Three phones and what stands between them: the contract's site (two-desks.conf) at addresses of this
/// run's own, or a peer.
final class Desks {
  let stage = Stage()
  let exchange: any Exchange
  /// The carrier, which is where the citizen calls from.
  let citizen: Phone
  let first: Phone
  let target: Phone
  /// The first three parts of all addresses.
  let base: String

  /// The box between the phones.
  ///
  /// - Parameters:
  ///   - lane: 1 to 250; runs on different lanes do not meet.
  ///   - more: what the site says besides.
  ///   - environment: what the box finds there, given its directory.
  convenience init(
    _ binary: String, contract: String, lane: Int = 41, more: String = "",
    environment: @escaping (_ directory: String) throws -> [String: String] = { _ in [:] }
  ) throws {
    let base = "127.0.\(lane)."
    let text =
      contract.replacing("127.0.0.1:", with: base + "1:").replacing("127.0.0.2:", with: base + "2:")
      .replacing("127.0.0.3:", with: base + "3:")
      .replacing("./two-desks.data", with: "./data")
      + "\n" + LoadCalls.trunks(base: base, port: Background.port) + Announcement.number + more
    try self.init(base: base, hosts: ["1", "1", "1"]) {
      try Box(binary, site: text, environment: environment)
    }
  }

  /// - Parameters:
  ///   - hosts: the last parts of the three phones' addresses; the exchange has 2 and 3.
  ///   - start: starts the exchange, when the phones are there.
  init(base: String, hosts: [String], start: () throws -> any Exchange) throws {
    self.base = base
    func phone(_ name: String, _ speaker: Int, _ port: UInt16, _ host: String) throws -> Phone {
      Phone(
        name, speaker: speaker, sip: try UDPSocket(base + hosts[speaker], port: port),
        rtp: try UDPSocket(base + hosts[speaker], port: 0),
        box: Endpoint(address: base + host, port: 5060))
    }
    citizen = try phone("carrier", 0, 5070, "2")
    first = try phone("1001", 1, 5071, "2")
    target = try phone("2001", 2, 5072, "3")
    exchange = try start()
    for phone in [citizen, first, target] { stage.add(phone) }
  }

  /// The citizen calls 12345 and seat 1001 answers; all speak.
  func talk() throws {
    for phone in [citizen, first, target] { phone.reset() }
    first.answers = (200, 0)
    citizen.call("12345", from: "13800138000")
    let up = stage.run(3_000) {
      citizen.log.answeredAt != nil && first.log.ackAt != nil && citizen.dialog?.media != nil
    }
    guard up else { throw BenchError("the call to 12345 was not answered within 3 s") }
    citizen.speak(phase: Int64.random(in: 0..<20_000_000))
  }

  /// The citizen hangs up; true when every party heard of it within 3 s.
  func end() -> Bool {
    if citizen.log.byeAt == nil { citizen.hangUp() }
    if !(exchange is Box) {
      // Not every exchange lets go of a seat that transferred by REFER.
      stage.run(100)
      for phone in [first, target] where !isOver(phone) { phone.hangUp() }
    }
    return stage.run(3_000) {
      (citizen.log.byeAnsweredAt != nil || citizen.log.byeAt != nil) && isOver(first)
        && isOver(target)
    }
  }

  private func isOver(_ phone: Phone) -> Bool {
    phone.isDeaf || phone.dialog == nil || phone.log.byeAt != nil || phone.log.byeAnsweredAt != nil
      || phone.log.cancelledAt != nil
      || (phone.log.finalSent != nil && phone.answers?.status != 200)
  }
}
