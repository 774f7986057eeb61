/// What cachegrind counts: `liandong-bench loop NAME COUNT` does one thing so many times.
enum Loops {
  static func run(_ name: String, _ count: Int) throws {
    switch name {
    case "ring": precondition(RingBench.pairs(count) >= 0)
    case "mixer":
      let room = MixerBench.Room(parties: 30)
      for _ in 0..<count { room.tick() }
      precondition(room.wrong == 0)
    case "jitter": try JitterBench.turns(count)
    case "switchboard":
      var bench = SwitchboardBench(seats: 2)
      for _ in 0..<count { bench.call() }
    case "routing":
      var bench = RoutingBench(numbers: 1_000, seats: 100)
      for _ in 0..<count { _ = bench.route() }
    case "record": precondition(JournalBench.render(count) > 0)
    case "site":
      for _ in 0..<count { try SiteBench.load(seats: 50) }
    default: throw BenchError("'\(name)' is no loop")
    }
  }
}
