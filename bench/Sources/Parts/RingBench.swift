internal import Audio
internal import Glibc
internal import Synchronization

/// The ring alone and between two threads, against boost's.
enum RingBench {
  /// One 20 ms frame, as two threads hand it over.
  struct Frame: BitwiseCopyable {
    var first: Int16 = 0
    var rest:
      (
        InlineWords, InlineWords, InlineWords, InlineWords, InlineWords, InlineWords, InlineWords,
        InlineWords, InlineWords, InlineWords
      ) = (.init(), .init(), .init(), .init(), .init(), .init(), .init(), .init(), .init(), .init())
  }

  /// 32 bytes.
  struct InlineWords: BitwiseCopyable {
    var words: (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
  }

  /// Pushes and pops so many numbers on one thread; the loop that cachegrind counts.
  @inline(never)
  static func pairs(_ count: Int) -> Int {
    let ring = Ring<Int32>(capacity: 1024, filler: 0)
    var producer = ring.takeProducer()
    var consumer = ring.takeConsumer()
    var (sum, out): (Int, Int32) = (0, 0)
    for i in 0..<count {
      _ = producer.push(Int32(truncatingIfNeeded: i))
      _ = consumer.pop(into: &out)
      sum &+= Int(out)
    }
    withExtendedLifetime(ring) {}
    return sum
  }

  private static func pairTime(_ count: Int) -> Double {
    let start = Time.mono()
    let sum = pairs(count)
    precondition(sum != -1)
    return Double(Time.mono() - start) / Double(count)
  }

  /// The same with frames from one thread to another.
  private static func threadTime(_ count: Int) -> Double {
    let ring = Ring<Frame>(capacity: 1024, filler: Frame())
    let start = Time.mono()
    let reader = Companion {
      var consumer = ring.takeConsumer()
      var frame = Frame()
      for _ in 0..<count { while !consumer.pop(into: &frame) { sched_yield() } }
    }
    var producer = ring.takeProducer()
    var frame = Frame()
    for i in 0..<count {
      frame.first = Int16(truncatingIfNeeded: i)
      while !producer.push(frame) { sched_yield() }
    }
    reader.join()
    return Double(Time.mono() - start) / Double(count)
  }

  static func run(_ options: Options, _ results: Results) throws {
    let program = CommandLine.arguments[0]
    if let count = try Reference.instructions(program, ["loop", "ring"], from: 10_000, to: 110_000)
    {
      results.add("ring.instructions", "", value: count)
    } else {
      results.skip("ring.instructions", "valgrind is not installed")
    }
    let (count, frames) = (options.isShort ? 5_000_000 : 20_000_000, 500_000)
    guard let boost = Reference.path("ring") else {
      results.add("ring.pair", "ns", value: pairTime(count))
      return results.skip("ring against boost", "libboost-dev is not installed")
    }
    if let theirs = try Reference.instructions(boost, ["loop"], from: 10_000, to: 110_000) {
      results.add("ring.boost-instructions", "", value: theirs)
    }
    let single = try Rounds.pair(7) {
      pairTime(count)
    } reference: {
      try Reference.number(boost, "pair", "\(count)")
    }
    results.add("ring.pair", "ns", value: single.ours)
    results.add("ring.boost-pair", "ns", value: single.reference)
    results.add("ring.pair-ratio-to-boost", "x", value: single.ratio)
    let double = try Rounds.pair(7) {
      threadTime(frames)
    } reference: {
      try Reference.number(boost, "threads", "\(frames)")
    }
    results.add("ring.frame-between-threads", "ns", value: double.ours)
    results.add("ring.frame-ratio-to-boost", "x", value: double.ratio)
  }
}

/// A thread with a body, to be joined.
final class Companion {
  private var thread = pthread_t()

  init(_ body: @escaping () -> Void) {
    let box = Unmanaged.passRetained(Body(body))
    pthread_create(
      &thread, nil,
      { pointer in
        Unmanaged<Body>.fromOpaque(pointer!).takeRetainedValue().run()
        return nil
      }, box.toOpaque())
  }

  func join() { pthread_join(thread, nil) }

  private final class Body {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
  }
}
