/// How long voices take through the box while people talk: two parties relayed, three mixed.
struct Conversations {
  let desks: Desks
  let results: Results
  /// A voice none of whose packets left so many nanoseconds late has no jitter: its listener has nothing to wait for.
  private static let jitter: Int64 = 2_000_000
  /// What its figures' names begin with, dot included.
  var prefix = ""

  /// - Parameters:
  ///   - calls: each with phases of its own, because a mixer's delay depends on them.
  ///   - length: milliseconds of talk in each.
  func run(calls: Int, length: Double) throws {
    try relayed(calls: calls, length: length)
    try threeWay(calls: calls, length: length)
  }

  func relayed(calls: Int, length: Double) throws {
    let direct = try DirectPath()
    var through: [Double] = []
    var bare: [Double] = []
    var lost = 0
    for _ in 0..<calls {
      try desks.talk()
      desks.stage.run(80)
      let start = Time.wall()
      let end = start + Time.milliseconds(length)
      while Time.wall() < end {
        desks.stage.run(20)
        bare.append(direct.send())
      }
      desks.stage.run(40)
      through += Reach.delays(desks.citizen.voice, at: desks.first.ear, from: start, to: end)
      through += Reach.delays(desks.first.voice, at: desks.citizen.ear, from: start, to: end)
      lost += Reach.lost(
        desks.citizen.voice, heardBy: [desks.first.ear], from: start, to: end - 60_000_000)
      guard desks.end() else { throw BenchError("a relayed call did not end") }
    }
    let base = Distribution(bare).p50
    results.add("\(prefix)relay.direct-path", "ms", bare)
    results.add("\(prefix)relay.mouth-to-ear", "ms", through)
    results.add("\(prefix)relay.added", "ms", through.map { $0 - base })
    results.add("\(prefix)relay.lost", "packets", value: Double(lost))
  }

  func threeWay(calls: Int, length: Double) throws {
    var delays: [Double] = []
    var steady: [Double] = []
    var lateness: [Double] = []
    var lost = 0
    let phones = [desks.citizen, desks.first, desks.target]
    for _ in 0..<calls {
      try desks.talk()
      desks.stage.run(Double.random(in: 60..<80))
      desks.target.answers = (200, Double.random(in: 10..<30))
      _ = try desks.exchange.command(.threeWay, at: desks.post)
      let joined = desks.stage.run(3_000) { desks.target.log.ackAt != nil }
      guard joined else { throw BenchError("the three-way call was not answered") }
      desks.stage.run(200)
      let start = Time.wall()
      desks.stage.run(length)
      let end = Time.wall()
      desks.stage.run(60)
      for speaker in phones {
        let others = phones.filter { $0 !== speaker }
        for listener in others {
          let heard = Reach.delays(speaker.voice, at: listener.ear, from: start, to: end)
          delays += heard
          if speaker.voice.latest < Self.jitter { steady += heard }
          lost += Reach.lost(
            speaker.voice, heardBy: [listener.ear], from: start, to: end - 60_000_000)
        }
        lateness += Self.lateness(speaker.ear, from: start, to: end)
      }
      guard desks.end() else { throw BenchError("a three-way call did not end") }
    }
    results.add("\(prefix)three-way.mouth-to-ear", "ms", delays)
    if !steady.isEmpty { results.add("\(prefix)three-way.mouth-to-ear-steady", "ms", steady) }
    results.add("\(prefix)three-way.lost", "packets", value: Double(lost))
    results.add("\(prefix)tick.lateness-outside", "us", lateness)
  }

  /// How much later than a perfect 20 ms raster each packet came, in microseconds; the raster is
  /// laid through the earliest packets, so the quickest way through the box counts as nothing.
  private static func lateness(_ ear: Ear, from start: Int64, to end: Int64) -> [Double] {
    let times = ear.arrivals.map(\.at).filter { $0 >= start && $0 <= end }
    guard let first = times.first else { return [] }
    let offsets = times.map { time -> Int64 in
      let since = time - first
      let tick = (since + 10_000_000) / 20_000_000
      return since - tick * 20_000_000
    }
    let earliest = offsets.min() ?? 0
    return offsets.map { Double($0 - earliest) / 1000 }
  }
}

/// The same packet from one socket to another with no box between: what the kernel itself takes.
final class DirectPath {
  private let from: UDPSocket
  private let to: UDPSocket
  private let packet = [UInt8](repeating: 0xD5, count: 172)

  init() throws {
    from = try UDPSocket("127.0.0.1", port: 0)
    to = try UDPSocket("127.0.0.1", port: 0)
  }

  /// Milliseconds.
  func send() -> Double {
    let moment = Time.wall()
    from.send(packet, to: to.endpoint.raw)
    var arrived = moment
    to.drain { _, at in arrived = at }
    return Double(arrived - moment) / 1e6
  }
}
