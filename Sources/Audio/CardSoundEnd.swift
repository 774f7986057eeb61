internal import Synchronization

/// The card's end of a ``SoundLine``.
package struct CardSoundEnd: ~Copyable, @unchecked Sendable {
  private var voice: RingProducer<Int16>
  private var heard: RingConsumer<Int16>
  private let turn: UnsafeMutablePointer<SoundTurn>

  /// What waits each way at one moment, as if the mixer took and gave sample by sample: its stride of
  /// a frame is smoothed by the time since its last turn.
  package struct Waiting: BitwiseCopyable {
    /// Of the card's voice, beyond what the mixer should have taken by now.
    package let voice: Double
    /// Of what is to be heard, with what the mixer should have given by now.
    package let heard: Double
  }

  init(
    voice: consuming RingProducer<Int16>, heard: consuming RingConsumer<Int16>,
    turn: UnsafeMutablePointer<SoundTurn>
  ) {
    self.voice = voice
    self.heard = heard
    self.turn = turn
  }

  /// Which attachment of a stream this is; 0 while there is none.
  package var session: Int {
    @_noLocks @_noAllocation get { turn.pointee.session.load(ordering: .acquiring) }
  }

  /// Measures what waits at `now`; nil while the mixer is at its turn, which is seldom.
  @_noLocks @_noAllocation
  package mutating func measure(at now: Int64) -> Waiting? {
    let before = turn.pointee.serial.load(ordering: .sequentiallyConsistent)
    if before & 1 == 1 { return nil }
    let voiceCount = SoundRings.used(&voice)
    let heardCount = SoundRings.waiting(&heard)
    let dueAt = turn.pointee.dueAt.load(ordering: .relaxed)
    if turn.pointee.serial.load(ordering: .sequentiallyConsistent) != before { return nil }
    let since = Double(min(max(Int(now) - dueAt, 0), 1_000_000)) * DriftFollower.rate / 1e6
    return Waiting(voice: Double(voiceCount) - since, heard: Double(heardCount) + since)
  }

  /// Gives the mixer `count` samples of voice; those that find no room are dropped and counted.
  @_noLocks @_noAllocation
  package mutating func give(_ samples: UnsafePointer<Int16>, count: Int) {
    if SoundRings.free(&voice, count) < count {
      turn.pointee.overflowed.add(1, ordering: .relaxed)
    } else {
      SoundRings.append(samples, count, &voice)
    }
  }

  /// Takes up to `count` samples that are to be heard; returns how many there were.
  @_noLocks @_noAllocation
  package mutating func take(_ samples: UnsafeMutablePointer<Int16>, count: Int) -> Int {
    let taken = min(count, SoundRings.waiting(&heard))
    for i in 0..<taken { samples[i] = SoundRings.item(heard, i) }
    SoundRings.release(&heard, taken)
    return taken
  }

  /// Forgets what is to be heard.
  @_noLocks @_noAllocation
  package mutating func forgetHeard() { SoundRings.release(&heard, SoundRings.waiting(&heard)) }
}

extension SoundRings {
  /// What is in the ring as its producer knows it; asks for the whole ring, so that it looks.
  @_semantics("no_performance_analysis")
  static func used(_ ring: inout RingProducer<Int16>) -> Int {
    ring.capacity - ring.free(wanted: ring.capacity)
  }
}
