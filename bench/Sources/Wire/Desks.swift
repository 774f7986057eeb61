/// The contract's site (two-desks.conf) at addresses of this run's own, and its three phones.
final class Desks {
  let stage = Stage()
  let box: Box
  /// The carrier, which is where the citizen calls from.
  let citizen: Phone
  let first: Phone
  let target: Phone
  /// The first three parts of all addresses.
  let base: String

  /// - Parameter lane: 1 to 250; runs on different lanes do not meet.
  init(_ binary: String, contract: String, lane: Int = 41) throws {
    base = "127.0.\(lane)."
    let base = base
    let text =
      contract.replacing("127.0.0.1:", with: base + "1:").replacing("127.0.0.2:", with: base + "2:")
      .replacing("127.0.0.3:", with: base + "3:")
      .replacing("./two-desks.data", with: "./data")
      + "\n" + LoadCalls.trunks(base: base, port: Background.port)
    func phone(_ name: String, _ speaker: Int, _ port: UInt16, _ box: String) throws -> Phone {
      Phone(
        name, speaker: speaker, sip: try UDPSocket(base + "1", port: port),
        rtp: try UDPSocket(base + "1", port: 0), box: Endpoint(address: base + box, port: 5060))
    }
    citizen = try phone("carrier", 0, 5070, "2")
    first = try phone("1001", 1, 5071, "2")
    target = try phone("2001", 2, 5072, "3")
    box = try Box(binary, site: text)
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
    return stage.run(3_000) {
      (citizen.log.byeAnsweredAt != nil || citizen.log.byeAt != nil) && isOver(first)
        && isOver(target)
    }
  }

  private func isOver(_ phone: Phone) -> Bool {
    phone.isDeaf || phone.dialog == nil || phone.log.byeAt != nil || phone.log.cancelledAt != nil
      || (phone.log.finalSent != nil && phone.answers?.status != 200)
  }
}
