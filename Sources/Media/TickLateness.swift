/// How late the mixer's ticks were, as a histogram of microseconds: to a microsecond below 16, and to a
/// sixteenth of the value above.
package struct TickLateness: Sendable, Equatable {
  /// Ticks so far in each bucket; ``upperBound(of:)`` says what a bucket holds.
  package private(set) var counts: [Int]
  /// Microseconds by which the latest tick of all came late.
  package private(set) var worst: Int

  package init(counts: [Int], worst: Int) {
    self.counts = counts
    self.worst = worst
  }

  /// All ticks together.
  package var ticks: Int { counts.reduce(0, +) }

  /// Microseconds that so many percent of the ticks did not exceed, by nearest rank; a bucket counts as its
  /// upper bound, but never for more than the worst. 0 before the first tick.
  package func percentile(_ percent: Double) -> Int {
    let rank = max(1, Int((percent / 100 * Double(ticks)).rounded(.up)))
    var seen = 0
    for (bucket, count) in counts.enumerated() {
      seen += count
      if seen >= rank { return min(worst, TickLateness.upperBound(of: bucket)) }
    }
    return 0
  }

  /// The buckets that have ticks, by their upper bounds in microseconds.
  package var filled: [(atMost: Int, ticks: Int)] {
    counts.indices.filter { counts[$0] > 0 }.map {
      (TickLateness.upperBound(of: $0), counts[$0])
    }
  }

  /// How many buckets there are: the last one holds what is later than a second.
  package static var buckets: Int { @_noLocks @_noAllocation get { 17 * 16 } }

  /// The bucket of so many microseconds.
  @_noLocks @_noAllocation
  package static func bucket(of microseconds: Int64) -> Int {
    if microseconds < 16 { return Int(max(0, microseconds)) }
    let shift = 59 - microseconds.leadingZeroBitCount
    return min(buckets - 1, shift * 16 + Int(microseconds >> Int64(shift)))
  }

  /// The most microseconds that a bucket holds.
  package static func upperBound(of bucket: Int) -> Int {
    if bucket < 16 { return bucket }
    let shift = bucket / 16 - 1
    return (bucket % 16 + 17) << shift - 1
  }
}
