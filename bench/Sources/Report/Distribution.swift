/// What a series of measurements showed.
struct Distribution: Codable {
  let n: Int
  let min: Double
  let p50: Double
  let p95: Double
  let p99: Double
  let max: Double
  /// p99 within the quieter half of the run: see bench/README.md.
  let quietP99: Double
  /// The values at `percents`, to draw it; absent in the first results.
  let curve: [Double]?

  static let percents: [Double] = [0, 1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99, 100]

  /// - Parameter values: in the order in which they were measured.
  init(_ values: [Double]) {
    let sorted = values.sorted()
    n = values.count
    min = sorted.first ?? 0
    p50 = Self.percentile(sorted, 50)
    p95 = Self.percentile(sorted, 95)
    p99 = Self.percentile(sorted, 99)
    max = sorted.last ?? 0
    quietP99 = Self.percentile(Self.quiet(values).sorted(), 99)
    curve = Self.percents.map { Self.percentile(sorted, $0) }
  }

  private init(rounding other: Distribution) {
    n = other.n
    min = Table.four(other.min)
    p50 = Table.four(other.p50)
    p95 = Table.four(other.p95)
    p99 = Table.four(other.p99)
    max = Table.four(other.max)
    quietP99 = Table.four(other.quietP99)
    curve = other.curve?.map(Table.four)
  }

  /// The same with four significant digits.
  var rounded: Distribution { Distribution(rounding: self) }

  /// Nearest rank: of n values the smallest that at least `percent` % do not exceed.
  static func percentile(_ sorted: [Double], _ percent: Double) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let rank = Int((percent / 100 * Double(sorted.count)).rounded(.up))
    return sorted[Swift.max(0, Swift.min(sorted.count - 1, rank - 1))]
  }

  /// The half of all windows of 20 consecutive values whose medians are the lowest.
  private static func quiet(_ values: [Double]) -> [Double] {
    let windows = stride(from: 0, to: values.count, by: 20).map {
      Array(values[$0..<Swift.min($0 + 20, values.count)])
    }
    let ordered = windows.sorted { percentile($0.sorted(), 50) < percentile($1.sorted(), 50) }
    return ordered.prefix((ordered.count + 1) / 2).flatMap { $0 }
  }
}
