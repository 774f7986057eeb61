internal import Synchronization

/// Counts how late ticks were: the mixer thread writes, anybody reads at any time.
struct LatenessCounter: ~Copyable {
  private let counts: UnsafeMutablePointer<Atomic<Int>>
  private let worst = Atomic<Int>(0)

  init() {
    counts = .allocate(capacity: TickLateness.buckets)
    for bucket in 0..<TickLateness.buckets { (counts + bucket).initialize(to: Atomic(0)) }
  }

  deinit {
    counts.deinitialize(count: TickLateness.buckets)
    counts.deallocate()
  }

  /// Counts a tick that came so many microseconds late.
  @_noLocks @_noAllocation
  func count(_ late: Int64) {
    counts[TickLateness.bucket(of: late)].add(1, ordering: .relaxed)
    if late > Int64(worst.load(ordering: .relaxed)) { worst.store(Int(late), ordering: .relaxed) }
  }

  /// The histogram at this moment; a tick that is just being counted may be missing.
  var histogram: TickLateness {
    TickLateness(
      counts: (0..<TickLateness.buckets).map { counts[$0].load(ordering: .relaxed) },
      worst: worst.load(ordering: .relaxed))
  }
}
