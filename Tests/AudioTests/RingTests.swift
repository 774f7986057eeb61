import Audio
import Glibc
import Testing

@Suite struct RingTests {
  @Test func elementsComeOutInTheOrderTheyWentIn() {
    let ring = Ring<Int>(capacity: 4, filler: 0)
    var producer = ring.takeProducer()
    var consumer = ring.takeConsumer()
    var value = -1
    let early = consumer.pop(into: &value)
    #expect(!early)
    for round in 0..<5 {
      for i in 0..<4 {
        let pushed = producer.push(round * 10 + i)
        #expect(pushed)
      }
      let fifth = producer.push(99)
      #expect(!fifth, "a full ring refuses")
      for i in 0..<4 {
        let popped = consumer.pop(into: &value)
        #expect(popped)
        #expect(value == round * 10 + i)
      }
      let more = consumer.pop(into: &value)
      #expect(!more, "an empty ring gives nothing")
    }
    withExtendedLifetime(ring) {}
  }

  @Test func aBatchIsSeenWholeOrNotAtAll() {
    let ring = Ring<Int>(capacity: 8, filler: 0)
    var producer = ring.takeProducer()
    var consumer = ring.takeConsumer()
    for start in stride(from: 0, to: 30, by: 3) {
      let free = producer.free(wanted: 3)
      #expect(free >= 3)
      for i in 0..<3 { producer.slot(i).pointee = start + i }
      let before = consumer.available()
      #expect(before == 0)
      producer.commit(3)
      let after = consumer.available()
      #expect(after == 3)
      for i in 0..<3 {
        let element = consumer.slot(i).pointee
        #expect(element == start + i)
      }
      consumer.release(3)
    }
    let all = producer.free(wanted: 9)
    #expect(all == 8)
    withExtendedLifetime(ring) {}
  }

  /// A two-thread fuzz: single and batch operations in random sizes, every element checked. Run
  /// under ThreadSanitizer it also proves the memory ordering.
  @Test(arguments: [1, 2, 64, 1_024]) func twoThreadsLoseAndInventNothing(capacity: Int) {
    let total = 200_000
    let ring = Ring<Pair>(capacity: capacity, filler: Pair(0))
    let job = Job(producer: ring.takeProducer(), total: total, capacity: capacity)
    let thread = start(job)
    var consumer = ring.takeConsumer()
    var random = Random(state: 77)
    var expected = 0
    var wrong = 0
    var pair = Pair(0)
    while expected < total {
      if random.next() & 1 == 0 {
        if consumer.pop(into: &pair) {
          if pair != Pair(expected) { wrong += 1 }
          expected += 1
        } else {
          sched_yield()
        }
      } else {
        let waiting = consumer.available()
        let count = min(waiting, Int(random.next() % 7))
        for i in 0..<count where consumer.slot(i).pointee != Pair(expected + i) { wrong += 1 }
        consumer.release(count)
        expected += count
        if waiting == 0 { sched_yield() }
      }
    }
    pthread_join(thread, nil)
    #expect(wrong == 0)
    let more = consumer.pop(into: &pair)
    #expect(!more)
    withExtendedLifetime(ring) {}
  }
}

/// Two words that must agree: a torn or early read shows.
struct Pair: BitwiseCopyable, Equatable {
  var value: Int
  var check: Int
  init(_ value: Int) {
    self.value = value
    check = value &* 0x5851_F42D_4C95_7F2D
  }
}

struct Random {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}

/// The producer's side of the fuzz.
final class Job: @unchecked Sendable {
  var producer: RingProducer<Pair>
  let total: Int
  let capacity: Int

  init(producer: consuming RingProducer<Pair>, total: Int, capacity: Int) {
    self.producer = producer
    self.total = total
    self.capacity = capacity
  }

  func run() {
    var random = Random(state: 5)
    var sent = 0
    while sent < total {
      if random.next() & 1 == 0 {
        if producer.push(Pair(sent)) { sent += 1 } else { sched_yield() }
      } else {
        let count = min(total - sent, capacity, 1 + Int(random.next() % 5))
        if producer.free(wanted: count) >= count {
          for i in 0..<count { producer.slot(i).pointee = Pair(sent + i) }
          producer.commit(count)
          sent += count
        } else {
          sched_yield()
        }
      }
    }
  }
}

func start(_ job: Job) -> pthread_t {
  var thread = pthread_t()
  pthread_create(
    &thread, nil,
    { argument in
      Unmanaged<Job>.fromOpaque(argument!).takeRetainedValue().run()
      return nil
    }, Unmanaged.passRetained(job).toOpaque())
  return thread
}
