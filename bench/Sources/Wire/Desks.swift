internal import CLinux
internal import Glibc

/// Three phones and what stands between them: the contract's site (two-desks.conf) at addresses of this
/// run's own, or a peer.
final class Desks {
  let stage = Stage()
  let exchange: any Exchange
  let post: Post
  /// The carrier, which is where the citizen calls from.
  let citizen: Phone
  /// The first seat's; where that is a sound card, a phone that nobody rings.
  let first: Phone
  let target: Phone
  /// What the first seat is when it is no phone.
  let headset: Headset?
  /// The first three parts of all addresses.
  let base: String
  private let floor: Floor?

  /// The first three parts of a lane's addresses.
  static func base(of lane: Int) -> String { "127.0.\(lane)." }

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
    let base = Desks.base(of: lane)
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
  init(
    base: String, hosts: [String], post: Post = .contract, floor: Floor? = nil,
    headset: Headset? = nil, start: () throws -> any Exchange
  ) throws {
    self.base = base
    self.post = post
    self.floor = floor
    self.headset = headset
    func phone(_ name: String, _ speaker: Int, _ host: String) throws -> Phone {
      let port = post.port + UInt16(speaker)
      return Phone(
        name, speaker: speaker, sip: try UDPSocket(base + hosts[speaker], port: port),
        rtp: try UDPSocket(base + hosts[speaker], port: 0),
        box: Endpoint(address: base + host, port: 5060))
    }
    citizen = try phone("carrier", 0, "2")
    first = try phone(post.firstSeat, 1, "2")
    target = try phone(post.targetSeat, 2, "3")
    exchange = try start()
    for phone in [citizen, first, target] { stage.add(phone) }
  }

  /// Another trio at the same box.
  convenience init(beside desks: Desks, _ post: Post, floor: Floor, headset: Headset?) throws {
    try self.init(
      base: desks.base, hosts: ["1", "1", "1"], post: post, floor: floor, headset: headset
    ) { desks.exchange }
  }

  /// Does something while no other trio at this box does.
  ///
  /// - Parameter isMeasured: whether it begins at a moment that has nothing to do with anybody's packets.
  ///   Whoever waited goes on when the one before has done, or a packet came.
  func alone<Result>(isMeasured: Bool = false, _ body: () throws -> Result) throws -> Result {
    guard let floor else { return try body() }
    let end = Time.mono() + 60_000_000_000
    while !floor.take(post) {
      guard Time.mono() < end else {
        throw BenchError("post \(post.index): the others do not let go of the box")
      }
      stage.run(Double.random(in: 0.5..<2))
    }
    defer { floor.give() }
    if isMeasured { stage.run(Double.random(in: 0..<20)) }
    return try body()
  }

  /// The citizen calls and the first seat answers; all speak.
  func talk() throws {
    for phone in [citizen, first, target] { phone.reset() }
    first.answers = (200, 0)
    citizen.call(post.number, from: "13800138000")
    if let headset {
      guard stage.run(3_000, until: { citizen.log.ringingAt != nil }) else {
        throw BenchError("the seat with the headset was not rung within 3 s")
      }
      // A contact that closes again within 30 ms has bounced.
      stage.run(40)
      headset.press(KEY_ENTER)
    }
    let up = stage.run(3_000) {
      citizen.log.answeredAt != nil && (headset != nil || first.log.ackAt != nil)
        && citizen.dialog?.media != nil
    }
    guard up else { throw BenchError("the call to \(post.number) was not answered within 3 s") }
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
