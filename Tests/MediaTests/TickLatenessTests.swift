import Media
import Testing

@Suite struct TickLatenessTests {
  @Test func aBucketHoldsWhatIsAtMostASixteenthBelowItsBound() {
    var before = -1
    for bucket in 0..<TickLateness.buckets {
      let bound = TickLateness.upperBound(of: bucket)
      #expect(TickLateness.bucket(of: Int64(bound)) == bucket)
      #expect(TickLateness.bucket(of: Int64(before + 1)) == bucket)
      #expect(bound - before - 1 <= max(0, before / 16))
      before = bound
    }
    #expect(before == 1_048_575)
    #expect(TickLateness.bucket(of: .max) == TickLateness.buckets - 1)
    #expect(TickLateness.bucket(of: -1) == 0)
  }

  @Test func percentilesAreOfNearestRankAndNeverBeyondTheWorst() {
    let none = lateness([], worst: 0)
    #expect(none.percentile(99) == 0)
    #expect(none.filled.isEmpty)
    let hundred = lateness(Array(repeating: 10, count: 98) + [40, 1_000], worst: 1_000)
    #expect(hundred.ticks == 100)
    #expect(hundred.percentile(50) == 10)
    #expect(hundred.percentile(98) == 10)
    #expect(hundred.percentile(99) == 41, "40 and 41 are one bucket")
    #expect(hundred.percentile(100) == 1_000)
    #expect(hundred.filled.map(\.atMost) == [10, 41, 1_023])
    #expect(hundred.filled.map(\.ticks) == [98, 1, 1])
  }

  private func lateness(_ values: [Int64], worst: Int) -> TickLateness {
    var counts = Array(repeating: 0, count: TickLateness.buckets)
    for value in values { counts[TickLateness.bucket(of: value)] += 1 }
    return TickLateness(counts: counts, worst: worst)
  }
}
