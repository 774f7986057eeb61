internal import Audio
internal import Synchronization

/// The level of one stream's voice, between the thread that measures it and whoever reads it.
struct SharedLevel: ~Copyable {
  private let sum = Atomic<Int>(0)
  private let peak = Atomic<Int>(0)
  private let count = Atomic<Int>(0)
  /// When it was measured; 0: never.
  private let at = Atomic<Int>(0)

  /// What of an earlier stream stands here is nothing any more.
  @_noLocks @_noAllocation
  func clear() { at.store(0, ordering: .relaxed) }

  @_noLocks @_noAllocation
  fileprivate func publish(_ energy: VoiceEnergy, at now: Int64) {
    sum.store(energy.sum, ordering: .relaxed)
    peak.store(energy.peak, ordering: .relaxed)
    count.store(energy.count, ordering: .relaxed)
    at.store(Int(now), ordering: .releasing)
  }

  /// The level, unless it is older than `oldest`; for people: a reading that meets a change may be half of each.
  func read(since oldest: Int64) -> VoiceLevel? {
    let at = at.load(ordering: .acquiring)
    let count = count.load(ordering: .relaxed)
    guard at != 0, Int64(at) >= oldest, count > 0 else { return nil }
    return VoiceLevel(
      meanSquare: Double(sum.load(ordering: .relaxed)) / Double(count),
      peakSquare: Double(peak.load(ordering: .relaxed)))
  }
}

/// Measures one stream's voice a second at a time.
struct VoiceMeter: BitwiseCopyable {
  /// Microseconds that one measurement takes.
  private static var window: Int64 { @_noLocks @_noAllocation get { 1_000_000 } }
  private var energy = VoiceEnergy()
  private var began: Int64 = 0

  @_noLocks @_noAllocation
  init() {}

  /// Takes what was heard at `now`; after a second it is told to `level`.
  @_noLocks @_noAllocation
  mutating func take(_ heard: VoiceEnergy, now: Int64, _ level: UnsafeMutablePointer<SharedLevel>) {
    if energy.count == 0 { began = now }
    energy.add(heard)
    if now - began < VoiceMeter.window - 20_000 { return }
    level.pointee.publish(energy, at: now)
    energy = VoiceEnergy()
  }
}
