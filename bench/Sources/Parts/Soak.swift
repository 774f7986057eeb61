internal import CLinux
internal import Foundation

/// Hours of whatever can happen, at random: calls, keys, hang-ups, failures, a trunk that comes and
/// goes, a sound card that is pulled out, reloads. At the end the box must be empty, every call must have
/// its one record, and no citizen may have been hung up on but by a seat's own wish.
///
/// The same seed brings the same happenings in the same order; what they meet depends on the clock.
final class Soak {
  private static let base = "127.0.46."
  private let results: Results
  private let box: Box
  private let citizens: LoadPeer
  private let firstDesk: LoadPeer
  private let secondDesk: LoadPeer
  private let trunk: LoadPeer
  private let headset: Headset?
  private var random: SeededRandom
  /// SIP Call-IDs of all calls made, and of those that the box hung up.
  private var made: Set<String> = []
  private var dropped: Set<String> = []
  private var pressed = 0
  private var reloads = 0
  private var unplugged = 0
  private var trunkFailures = 0

  private var peers: [LoadPeer] { [citizens, firstDesk, secondDesk, trunk] }

  private init(_ options: Options, _ results: Results) throws {
    self.results = results
    let gov = Endpoint(address: Soak.base + "2", port: 5060)
    let police = Endpoint(address: Soak.base + "3", port: 5060)
    citizens = try LoadPeer(Soak.base + "1", port: 5070, box: gov)
    firstDesk = try LoadPeer(Soak.base + "1", port: 5071, box: gov)
    trunk = try LoadPeer(Soak.base + "1", port: 5072, box: gov)
    secondDesk = try LoadPeer(Soak.base + "1", port: 5073, box: police)
    random = SeededRandom(seed: options.seed)
    let headset = try Headset.some(1).first
    self.headset = headset
    if headset == nil { results.skip("soak's sound card", "it was not compiled") }
    box = try Box(
      options.box, site: SoakSite.text(base: Soak.base, headset: headset),
      environment: { _ in headset?.environment ?? [:] })
    // Most answer; some are busy, decline, fail or let it ring.
    for peer in [firstDesk, secondDesk, trunk] {
      var chance = SeededRandom(seed: random.next())
      peer.answers = { _ in
        switch Int.random(in: 0..<20, using: &chance) {
        case 0: 486
        case 1: 603
        case 2: 480
        case 3, 4: nil
        default: 200
        }
      }
    }
  }

  static func run(_ options: Options, _ results: Results) throws {
    print("  soak: seed \(options.seed)")
    let soak = try Soak(options, results)
    defer { soak.box.stop() }
    try soak.run(minutes: options.minutes ?? 5)
  }

  private func run(minutes: Double) throws {
    let start = Time.mono()
    let end = start + Int64(minutes * 60e9)
    let settled = min(end, start + 60_000_000_000)
    var (look, shown) = ((memory: 0, files: 0), start)
    while Time.mono() < end {
      guard box.isRunning else { throw BenchError("the box died: \(box.log.suffix(800))") }
      try step()
      if look.memory == 0, Time.mono() >= settled { look = (box.residentKiB, box.openFiles) }
      if Time.mono() - shown > 30_000_000_000 {
        shown = Time.mono()
        print("  soak: \((shown - start) / 1_000_000_000) s, \(made.count) calls, \(pressed) keys")
        fflush(nil)
      }
    }
    if look.memory == 0 { look = (box.residentKiB, box.openFiles) }
    goHome()
    try settle()
    try judge(look)
  }

  // MARK: At random

  /// 20 ms of life: everybody who talks says something, and something may happen.
  private func step() throws {
    let due = Time.mono() + 20_000_000
    for peer in peers {
      try peer.listen()
      for leg in peer.order where leg.isUp && !leg.isOver {
        leg.speak()
        leg.listen { _ in }
      }
      note(peer)
      peer.forgetOld()
    }
    if Int.random(in: 0..<3, using: &random) == 0 { try happen() }
    let rest = due - Time.mono()
    if rest > 0 { usleep(UInt32(rest / 1_000)) }
  }

  private func note(_ peer: LoadPeer) {
    guard peer === citizens else { return }
    for leg in peer.order where leg.wasHungUpOn && !leg.hasHungUp { dropped.insert(leg.id) }
  }

  private func happen() throws {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<30: try call()
    case 30..<75: press()
    case 75..<83: hangUp(at: citizens)
    case 83..<95: hangUp(at: Bool.random(using: &random) ? firstDesk : secondDesk)
    case 95:
      trunk.isDeaf.toggle()
      if trunk.isDeaf { trunkFailures += 1 }
    case 96: reload()
    case 97:
      headset?.isUnplugged.toggle()
      if headset?.isUnplugged == true { unplugged += 1 }
    case 98...99:
      // Answers while it rings, leaves the call when it talks.
      headset?.press(KEY_ENTER)
      pressed += 1
    default: break
    }
  }

  private func call() throws {
    let live = citizens.order.filter { !$0.isOver }
    guard live.count < 30 else { return citizens.leave(live[0]) }
    let number =
      ["12345", "12345", "12345", "110", "110", "70001", "999"]
      .randomElement(using: &random) ?? ""
    made.insert(try citizens.call(number).id)
  }

  private func press() {
    guard let seat = (SoakSite.first + SoakSite.second).randomElement(using: &random),
      let key = SoakSite.keys.randomElement(using: &random),
      let press = ControlKey.press(key, seat: seat, at: box.controlSocket)
    else { return }
    ControlKey.close(press.descriptor)
    pressed += 1
  }

  private func hangUp(at peer: LoadPeer) {
    guard let leg = peer.order.filter({ !$0.isOver }).randomElement(using: &random) else { return }
    if peer === citizens { peer.leave(leg) } else if leg.isUp { peer.hangUp(leg) }
  }

  private func reload() {
    kill(box.pid, SIGHUP)
    reloads += 1
  }

  // MARK: The end

  /// Everybody hangs up.
  private func goHome() {
    trunk.isDeaf = false
    headset?.isUnplugged = false
    for peer in peers { for leg in peer.order where !leg.isOver { peer.leave(leg) } }
  }

  /// SIP's timers: 32 s after the last message of a dialog; twice that for an INVITE that was cancelled while
  /// nobody answered.
  private func settle() throws {
    let start = Time.mono()
    func seconds() -> Double { Double(Time.mono() - start) / 1e9 }
    var look = 34.0
    while seconds() < 75 {
      for peer in peers { try peer.listen() }
      note(citizens)
      usleep(5_000)
      guard seconds() > look else { continue }
      look += 2
      if (try box.status()["dialogs"] as? NSNumber)?.intValue == 0 { break }
    }
    results.add("soak.settled-after", "s", value: seconds())
  }

  private func judge(_ look: (memory: Int, files: Int)) throws {
    let status = try box.status()
    func left(_ name: String) -> Double { (status[name] as? NSNumber)?.doubleValue ?? -1 }
    var records: [String: [String]] = [:]
    for record in try box.records() {
      let legs = record["legs"] as? [[String: Any]] ?? []
      guard let id = legs.first?["sip_call_id"] as? String else { continue }
      records[id, default: []].append(record["ending"] as? String ?? "")
    }
    let wrong = made.filter { records[$0]?.count != 1 }
    let unwanted = dropped.filter { id in records[id].map { $0 != ["released"] } ?? true }
    for id in unwanted.sorted().prefix(5) { print("  hung up on: \(id) \(records[id] ?? [])") }
    for id in wrong.sorted().prefix(5) { print("  records of \(id): \(records[id] ?? [])") }
    if left("legs") != 0 { print(try leftOver()) }
    results.add("soak.calls", "calls", value: Double(made.count))
    results.add("soak.keys", "", value: Double(pressed))
    results.add("soak.reloads", "", value: Double(reloads))
    results.add("soak.trunk-failures", "", value: Double(trunkFailures))
    results.add("soak.card-unplugged", "", value: Double(unplugged))
    results.add("soak.citizens-dropped", "calls", value: Double(unwanted.count))
    results.add("soak.records-wrong", "calls", value: Double(wrong.count))
    for name in ["calls", "legs", "dialogs"] {
      results.add("soak.\(name)-left", "", value: left(name))
    }
    // What the audit of the seats found: a seat that was engaged by nobody.
    results.add(
      "soak.seats-stuck", "", value: Double(box.log.ranges(of: "event=seat-stuck").count))
    for sound in status["sound"] as? [[String: Any]] ?? [] {
      results.add(
        "soak.card-reconnects", "", value: (sound["reconnects"] as? NSNumber)?.doubleValue ?? -1)
      results.add("soak.card-open", "", value: sound["isOpen"] as? Bool == true ? 1 : 0)
    }
    results.add("soak.files", "", value: Double(box.openFiles - look.files))
    results.add("soak.memory", "KiB", value: Double(box.residentKiB - look.memory))
    results.add("soak.late-ticks", "", value: left("lateTicks"))
  }

  /// What the box and the peers each say of calls that should be over.
  private func leftOver() throws -> String {
    let legs = peers.flatMap(\.order).filter { !$0.isOver }
    return try box.calls()
      + legs.map { "  \($0.id) \($0.remote): up \($0.isUp), hung up \($0.hasHungUp)" }
      .joined(separator: "\n")
  }
}
