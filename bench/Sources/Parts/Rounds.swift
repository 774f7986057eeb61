/// Paired rounds: ours and the reference in turn, so that both meet the same noise.
enum Rounds {
  /// The medians of both, and the median of the rounds' ratios.
  struct Pair {
    let ours: Double
    let reference: Double
    let ratio: Double
  }

  static func pair(
    _ count: Int, ours: () throws -> Double, reference: () throws -> Double
  ) rethrows -> Pair {
    var (mine, theirs, ratios): ([Double], [Double], [Double]) = ([], [], [])
    for _ in 0..<count {
      let a = try ours()
      let b = try reference()
      mine.append(a)
      theirs.append(b)
      ratios.append(a / b)
    }
    return Pair(ours: median(mine), reference: median(theirs), ratio: median(ratios))
  }

  static func median(_ values: [Double]) -> Double {
    Distribution.percentile(values.sorted(), 50)
  }
}
