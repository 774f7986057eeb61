/// How late the mixer's ticks were since the start, as `status` shows it.
package struct TickStatus: Hashable, Sendable, Codable {
  /// A bucket of the histogram.
  package struct Bucket: Hashable, Sendable, Codable {
    /// Microseconds that its ticks were late at most; more than the bound of the bucket before.
    package var atMost: Int
    package var ticks: Int

    package init(atMost: Int, ticks: Int) {
      self.atMost = atMost
      self.ticks = ticks
    }
  }

  /// Ticks so far, one every 20 ms, and those that were left out because the thread woke too late.
  package var count = 0
  package var missed = 0
  /// Microseconds that half of the ticks, and 99 of 100, were late at most, and the latest of all.
  package var p50 = 0
  package var p99 = 0
  package var worst = 0
  /// The buckets that are not empty, the least late first: two looks differ by what lay between.
  package var lateness: [Bucket] = []

  package init() {}
}
