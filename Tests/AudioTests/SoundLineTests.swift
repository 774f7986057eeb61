import Audio
import Glibc
import Synchronization
import Testing

/// Both ends of a line at work at once, as mixer and card are: ThreadSanitizer looks on in `make tsan`.
@Suite struct SoundLineTests {
  /// Whatever the two threads' paces are, nothing is heard twice, in another order or torn, while
  /// streams come and go and both sides measure.
  @Test func twoThreadsHearEachOtherInOrder() {
    let card = CardSide()
    let thread = card.start()
    let mixer = card.playMixer()
    pthread_join(thread, nil)
    #expect(mixer.disorder == 0 && card.seen.disorder == 0)
    #expect(mixer.heard >= CardSide.goal && card.seen.heard >= CardSide.goal)
  }

  /// What is given before a stream is attached is not heard by it.
  @Test func aStreamBeginsWithWhatComesAfterIt() {
    let line = SoundLine()
    var end = line.takeCardEnd()
    var room = [Int16](repeating: 7, count: 160)
    #expect(end.session == 0)
    end.give(room, count: 160)
    line.mixerEnd.pointee.attach(dueAt: 0)
    #expect(end.session != 0)
    room = room.map { _ in 9 }
    end.give(room, count: 160)
    var heard = [Int16](repeating: 0, count: 160)
    #expect(line.mixerEnd.pointee.take(&heard, count: 160))
    #expect(heard == room)
    // Nothing more: what is missing fades out from the last sample, and is counted.
    #expect(!line.mixerEnd.pointee.take(&heard, count: 160))
    #expect(abs(heard[0]) <= 9 && heard[32...].allSatisfy { $0 == 0 })
    #expect(line.starved == 1)
    line.mixerEnd.pointee.detach()
    #expect(end.session == 0)
  }
}

/// What one side heard: whatever is given is a number for a while, then a higher one.
private struct Seen {
  var heard = 0
  var disorder = 0
  var last: Int16 = 0

  mutating func take(_ samples: ArraySlice<Int16>) {
    for sample in samples {
      if sample < last { disorder += 1 }
      last = sample
      heard += 1
    }
  }
}

/// The card's thread, and the turns of a mixer that the test's own thread makes.
private final class CardSide: @unchecked Sendable {
  /// Samples that each side hears before it is done; each goes on until both are.
  static let goal = 200_000
  private let line = SoundLine()
  private let mixerIsDone = Atomic(false)
  private let cardIsDone = Atomic(false)
  private(set) var seen = Seen()

  func start() -> pthread_t {
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<CardSide>.fromOpaque(argument!).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    return thread
  }

  func playMixer() -> Seen {
    var seen = Seen()
    var frame = [Int16](repeating: 0, count: 160)
    var turn = 0
    while seen.heard < Self.goal || !cardIsDone.load(ordering: .acquiring) {
      if turn % 1_000 == 0 { line.mixerEnd.pointee.attach(dueAt: Int64(turn)) }
      // A frame that did not arrive fades out: that is no sample of the card's.
      if line.mixerEnd.pointee.take(&frame, count: 160) {
        seen.take(frame[...])
      } else {
        sched_yield()
      }
      let number = Int16(clamping: turn)
      frame.withUnsafeMutableBufferPointer { $0.update(repeating: number) }
      line.mixerEnd.pointee.give(frame, count: 160, dueAt: Int64(turn))
      if turn % 1_000 == 999 { line.mixerEnd.pointee.detach() }
      turn += 1
    }
    mixerIsDone.store(true, ordering: .releasing)
    line.mixerEnd.pointee.detach()
    return seen
  }

  private func run() {
    var end = line.takeCardEnd()
    var room = [Int16](repeating: 0, count: 400)
    var number: Int16 = 0
    while !mixerIsDone.load(ordering: .acquiring) {
      let taken = end.take(&room, count: 400)
      if taken > 0 { seen.take(room[..<taken]) } else { sched_yield() }
      if seen.heard >= Self.goal { cardIsDone.store(true, ordering: .releasing) }
      _ = end.measure(at: 1_000_000)
      if end.session == 0 { continue }
      for index in 0..<40 { room[index] = number }
      end.give(room, count: 40)
      if number < .max { number += 1 }
    }
  }
}
