internal import Synchronization

/// What lies between the mixer and one sound card: a ring of samples each way, at 8,000 Hz, and the
/// time of the mixer's last turn, by which the card's thread tells drift from the mixer's stride.
///
/// The line lives as long as its card, calls come and go on it: the mixer attaches a stream to it
/// and lets go of it again. The owner keeps it alive longer than both ends.
package final class SoundLine: @unchecked Sendable {
  private let toMixer = Ring<Int16>(capacity: 4_096, filler: 0)
  private let fromMixer = Ring<Int16>(capacity: 4_096, filler: 0)
  private let turn: UnsafeMutablePointer<SoundTurn>
  /// Where the mixer thread keeps its end; taken by whoever makes the mixer's stream.
  package let mixerEnd: UnsafeMutablePointer<MixerSoundEnd>

  package init() {
    turn = .allocate(capacity: 1)
    turn.initialize(to: SoundTurn())
    mixerEnd = .allocate(capacity: 1)
    mixerEnd.initialize(
      to: MixerSoundEnd(
        voice: toMixer.takeConsumer(), heard: fromMixer.takeProducer(), turn: turn))
  }

  deinit {
    mixerEnd.deinitialize(count: 1)
    mixerEnd.deallocate()
    turn.deinitialize(count: 1)
    turn.deallocate()
  }

  /// The card's end; may be taken once.
  package func takeCardEnd() -> CardSoundEnd {
    CardSoundEnd(voice: toMixer.takeProducer(), heard: fromMixer.takeConsumer(), turn: turn)
  }

  /// Uses both ends of a line of its own once. A build without optimisation looks a generic type up
  /// where it is first used, with a lock and memory: that must be over before time counts.
  package static func rehearse() {
    let line = SoundLine()
    var card = line.takeCardEnd()
    let samples = UnsafeMutablePointer<Int16>.allocate(capacity: 160)
    samples.initialize(repeating: 0, count: 160)
    defer { samples.deallocate() }
    line.mixerEnd.pointee.attach(dueAt: 0)
    card.give(samples, count: 160)
    _ = line.mixerEnd.pointee.take(samples, count: 160)
    line.mixerEnd.pointee.give(samples, count: 160, dueAt: 0)
    _ = card.measure(at: 0)
    _ = card.take(samples, count: 80)
    card.forgetHeard()
    line.mixerEnd.pointee.detach()
  }

  /// Frames that the mixer had to make up, and that found no room, since the start.
  package var starved: Int { turn.pointee.starved.load(ordering: .relaxed) }
  package var overflowed: Int { turn.pointee.overflowed.load(ordering: .relaxed) }
}

/// The mixer's turns, written by the mixer thread alone.
struct SoundTurn: ~Copyable {
  /// Odd while a turn is under way.
  let serial = Atomic<Int>(0)
  /// When the last turn was due, in microseconds of CLOCK_MONOTONIC.
  let dueAt = Atomic<Int>(0)
  /// 0 while no stream is attached, else a number that no other attachment had.
  let session = Atomic<Int>(0)
  let starved = Atomic<Int>(0)
  let overflowed = Atomic<Int>(0)
}
