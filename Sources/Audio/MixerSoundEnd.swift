internal import Synchronization

/// The mixer's end of a ``SoundLine``: each turn takes one frame of the card's voice and gives one
/// frame to be heard there.
package struct MixerSoundEnd: ~Copyable {
  private var voice: RingConsumer<Int16>
  private var heard: RingProducer<Int16>
  private let turn: UnsafeMutablePointer<SoundTurn>
  private var sessions = 0
  private var lastSample: Int16 = 0

  init(
    voice: consuming RingConsumer<Int16>, heard: consuming RingProducer<Int16>,
    turn: UnsafeMutablePointer<SoundTurn>
  ) {
    self.voice = voice
    self.heard = heard
    self.turn = turn
  }

  /// A stream begins here: what is old is forgotten.
  @_noLocks @_noAllocation
  package mutating func attach(dueAt: Int64) {
    SoundRings.release(&voice, SoundRings.waiting(&voice))
    lastSample = 0
    sessions += 1
    turn.pointee.dueAt.store(Int(dueAt), ordering: .relaxed)
    turn.pointee.session.store(sessions, ordering: .releasing)
  }

  @_noLocks @_noAllocation
  package func detach() { turn.pointee.session.store(0, ordering: .releasing) }

  /// Begins a turn: writes `count` samples of the card's voice; false when they had not arrived, then
  /// what was last heard fades out within 4 ms.
  @_noLocks @_noAllocation
  package mutating func take(_ samples: UnsafeMutablePointer<Int16>, count: Int) -> Bool {
    turn.pointee.serial.store(
      turn.pointee.serial.load(ordering: .relaxed) &+ 1, ordering: .sequentiallyConsistent)
    if SoundRings.waiting(&voice) < count {
      for i in 0..<count {
        samples[i] = i < 32 ? Int16(Int(lastSample) * (31 - i) / 32) : 0
      }
      lastSample = 0
      turn.pointee.starved.add(1, ordering: .relaxed)
      return false
    }
    for i in 0..<count { samples[i] = SoundRings.item(voice, i) }
    SoundRings.release(&voice, count)
    lastSample = samples[count - 1]
    return true
  }

  /// Ends the turn that was due at `dueAt`: hands over what is to be heard.
  @_noLocks @_noAllocation
  package mutating func give(_ samples: UnsafePointer<Int16>, count: Int, dueAt: Int64) {
    if SoundRings.free(&heard, count) < count {
      turn.pointee.overflowed.add(1, ordering: .relaxed)
    } else {
      SoundRings.append(samples, count, &heard)
    }
    turn.pointee.dueAt.store(Int(dueAt), ordering: .relaxed)
    turn.pointee.serial.store(
      turn.pointee.serial.load(ordering: .relaxed) &+ 1, ordering: .sequentiallyConsistent)
  }
}

/// The ring calls of both ends, each with a name of its own: rings are generic, and the compiler's
/// proof stops there.
enum SoundRings {
  @_semantics("no_performance_analysis")
  static func waiting(_ ring: inout RingConsumer<Int16>) -> Int { ring.available() }

  @_semantics("no_performance_analysis")
  static func item(_ ring: borrowing RingConsumer<Int16>, _ offset: Int) -> Int16 {
    ring.slot(offset).pointee
  }

  @_semantics("no_performance_analysis")
  static func release(_ ring: inout RingConsumer<Int16>, _ count: Int) {
    if count > 0 { ring.release(count) }
  }

  @_semantics("no_performance_analysis")
  static func free(_ ring: inout RingProducer<Int16>, _ wanted: Int) -> Int {
    ring.free(wanted: wanted)
  }

  @_semantics("no_performance_analysis")
  static func append(
    _ samples: UnsafePointer<Int16>, _ count: Int, _ ring: inout RingProducer<Int16>
  ) {
    for i in 0..<count { ring.slot(i).pointee = samples[i] }
    ring.commit(count)
  }
}
