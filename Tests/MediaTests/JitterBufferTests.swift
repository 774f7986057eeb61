import Audio
import Codecs
import Glibc
import Testing

@testable import Media

@Suite struct JitterBufferTests {
  @Test func payloadsLieWhereTheThreadsLookForThem() {
    #expect(MemoryLayout<IncomingPacket>.offset(of: \.payload) == 64)
    #expect(MemoryLayout<OutgoingFrame>.offset(of: \.payload) == 64)
    #expect(MemoryLayout<Payload>.size == Payload.size)
  }

  final class Bench {
    var buffer: JitterBuffer
    private let releasePool: () -> Void
    var samples: [Int16] = []
    var kinds: [JitterBuffer.Unit] = []

    init() throws {
      let pool = try #require(PJLibrary.makePool())
      releasePool = { PJLibrary.release(pool) }
      buffer = try #require(JitterBuffer(pool: pool))
      buffer.reset()
    }

    deinit { releasePool() }

    /// A packet of 20 ms of a 500 Hz tone.
    func put(_ number: Int, source: UInt32 = 1, peak: Double = 8_000) {
      let samples = (0..<160).map {
        Levels.clipped(peak * sin(Double.pi * Double(number * 160 + $0) / 8))
      }
      buffer.put(
        G711.tables.encode(samples, law: .a), length: 160,
        timestamp: UInt32(truncatingIfNeeded: number * 160 - 800), source: source, codec: .pcma)
    }

    /// What a tick takes.
    func get() {
      var unit = [Int16](repeating: 0, count: 80)
      for _ in 0..<2 {
        kinds.append(buffer.get(&unit, G711.tables))
        samples += unit
      }
    }

    func level(_ ticks: Range<Int>) -> Double {
      Goertzel.amplitude(of: 500, in: samples[ticks.lowerBound * 160..<ticks.upperBound * 160])
    }
  }

  @Test func withoutJitterEveryPacketIsHeardAtTheNextTick() throws {
    let bench = try Bench()
    for number in 0..<50 {
      bench.put(number)
      bench.get()
    }
    let voices = bench.kinds.filter { if case .voice = $0 { true } else { false } }.count
    #expect(voices == 100)
    let level = bench.level(2..<50)
    #expect(level > 7_600)
  }

  @Test func aLostPacketIsConcealedAndALongGapIsNot() throws {
    let bench = try Bench()
    for number in 0..<80 {
      if number != 20, !(40..<60).contains(number) { bench.put(number) }
      bench.get()
    }
    let concealed = bench.level(20..<21)
    let gap = bench.level(46..<58)
    let after = bench.level(65..<80)
    #expect(concealed > 3_000)
    #expect(gap < 50)
    #expect(after > 7_000)
  }

  @Test func latePacketsAreWaitedForOnceItIsKnownThatTheyComeLate() throws {
    let bench = try Bench()
    var holes = 0
    // Every other packet comes together with its successor.
    for number in 0..<200 {
      if number % 2 == 1 {
        bench.put(number - 1)
        bench.put(number)
      }
      let before = bench.kinds.count
      bench.get()
      if number > 100 {
        for kind in bench.kinds[before...] { if case .voice = kind {} else { holes += 1 } }
      }
    }
    #expect(holes <= 4, "after a second of jitter the buffer is deep enough")
  }

  /// A new call in a used slot, or a voice that was relayed for a while, begins with silence and
  /// not with the last milliseconds of what was before.
  @Test(arguments: [true, false]) func nothingIsLeftOfWhatWasBefore(newStream: Bool) throws {
    let bench = try Bench()
    for number in 0..<10 { bench.put(number) }
    bench.get()
    if newStream { bench.buffer.reset() } else { bench.buffer.restart() }
    bench.samples = []
    for number in 100..<105 {
      bench.put(number, source: 2, peak: 0)
      bench.get()
    }
    let loudest = bench.samples.map { abs(Int($0)) }.max() ?? 0
    #expect(loudest <= 16)
  }

  /// A phone that suppresses silence says how loud its silence is: that is what is heard, not the voice again.
  @Test(arguments: [40, 55]) func aPauseSoundsAsThePhoneSays(level: Int) throws {
    let bench = try Bench()
    for number in 0..<20 {
      bench.put(number)
      bench.get()
    }
    bench.buffer.pause(level: UInt8(level))
    for _ in 20..<60 { bench.get() }
    let tone = bench.level(20..<60)
    // RMS of a sine at full scale is 3 dB below the square wave that RFC 3389 means.
    let noise = Levels.rms(bench.samples[20 * 160..<60 * 160]) - 3
    #expect(tone < 50, "the voice is heard again: \(tone)")
    #expect(abs(noise + Double(level)) < 1.5, "\(noise) dB")
    for number in 60..<80 {
      bench.put(number)
      bench.get()
    }
    #expect(bench.level(62..<80) > 7_600)
    #expect(bench.kinds.suffix(40).allSatisfy { if case .voice = $0 { true } else { false } })
  }
}
