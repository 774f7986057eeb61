internal import Audio

/// The mixer's inner loop against the same in C and against PJMEDIA's bridge.
enum MixerBench {
  /// Ticks of a mesh of so many parties; for cachegrind and for the clock.
  final class Room {
    private let parties: Int
    private let voices: UnsafeMutablePointer<Int16>
    private let out: UnsafeMutablePointer<Int16>
    private let sum: UnsafeMutablePointer<Int32>

    init(parties: Int) {
      self.parties = parties
      func room<T>(_ count: Int, _ type: T.Type) -> UnsafeMutablePointer<T> {
        UnsafeMutableRawPointer.allocate(
          byteCount: count * MemoryLayout<T>.stride, alignment: 64
        ).bindMemory(to: type, capacity: count)
      }
      voices = room(parties * 160, Int16.self)
      out = room(parties * 160, Int16.self)
      sum = room(160, Int32.self)
      var seed: UInt32 = 1
      for i in 0..<parties * 160 {
        seed = seed &* 1_664_525 &+ 1_013_904_223
        voices[i] = Int16(Int32(seed >> 16) % 2000 - 1000)
      }
    }

    deinit {
      voices.deallocate()
      out.deallocate()
      sum.deallocate()
    }

    func tick() { Mixer.mesh(voices, into: out, parties: parties, count: 160, sum: sum) }

    /// Samples that are not the clipped sum of all others.
    var wrong: Int {
      (0..<parties * 160).count { index in
        let (party, sample) = (index / 160, index % 160)
        var total: Int32 = 0
        for other in 0..<parties where other != party {
          total += Int32(voices[other * 160 + sample])
        }
        return Int16(clamping: total) != out[index]
      }
    }

    /// Median nanoseconds of a tick.
    func time(ticks: Int) -> Double {
      var times: [Double] = []
      times.reserveCapacity(ticks)
      for _ in 0..<ticks {
        let start = Time.mono()
        tick()
        times.append(Double(Time.mono() - start))
      }
      return Rounds.median(times)
    }
  }

  static func run(_ options: Options, _ results: Results) throws {
    guard let reference = Reference.path("mixer") else {
      return results.skip("mixer", "its reference was not compiled")
    }
    let program = CommandLine.arguments[0]
    if let ours = try Reference.instructions(program, ["loop", "mixer"], from: 100, to: 1_100) {
      results.add("mixer.30.instructions", "", value: ours)
    }
    var wrong = 0
    for (parties, ticks) in [(3, 20_000), (30, 5_000), (300, 500)] {
      let room = Room(parties: parties)
      let plain = try Rounds.pair(7) {
        room.time(ticks: ticks)
      } reference: {
        try Reference.number(reference, "c", "\(parties)", "\(ticks)")
      }
      wrong += room.wrong
      results.add("mixer.\(parties).tick", "ns", value: plain.ours)
      results.add("mixer.\(parties).ratio-to-c", "x", value: plain.ratio)
      // Connecting 300 parties to 300 takes the bridge twenty seconds.
      if options.isShort, parties > 100 { continue }
      let bridge = try Rounds.pair(parties > 100 ? 1 : 3) {
        room.time(ticks: ticks)
      } reference: {
        try Reference.number(reference, "conf", "\(parties)", parties > 100 ? "30" : "200")
      }
      results.add("mixer.\(parties).faster-than-pjmedia", "x", value: 1 / bridge.ratio)
    }
    results.add("mixer.wrong-samples", "", value: Double(wrong))
  }
}
