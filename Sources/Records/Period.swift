package import Foundation

/// A day, month, quarter, half-year or year in the site's zone, cut into what a chart shows.
package struct Period: Hashable, Sendable {
  /// As it was asked for: `2026-10`, `2026-Q4`, `2026-H2`, `2026`, `2026-10-05`.
  package let name: String
  /// Microseconds since 1970.
  package let range: Range<Int64>
  /// The parts' names: hours of a day, days of a month, months of anything longer.
  package let parts: [String]
  /// Where each part begins, microseconds since 1970.
  let starts: [Int64]

  /// Reads a period.
  ///
  /// - Throws: `FilterProblem` for anything else, with what is expected.
  package init(_ name: String, zone: TimeZone) throws(FilterProblem) {
    let wrong = FilterProblem(
      "\"\(name)\" is no period; expected 2026-10-05, 2026-10, 2026-Q4, 2026-H2 or 2026")
    let words = name.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard let first = words.first, first.count == 4,
      first.allSatisfy({ $0.isASCII && $0.isNumber }),
      let year = Int(first), year >= 1970
    else { throw wrong }
    let time = SiteTime(zone: zone)
    self.name = name
    if words.count == 3 {
      let day: Range<Int64>
      do throws(FilterProblem) { day = try time.range(of: name) } catch { throw wrong }
      let hour: Int64 = 3_600_000_000
      starts = Array(stride(from: day.lowerBound, to: day.upperBound, by: Int64.Stride(hour)))
      // Named by what the clock shows: a day has 23 or 25 of them where clocks change.
      parts = starts.map { String(time.text($0).dropFirst(11).prefix(2)) }
      range = day
      return
    }
    let months: ClosedRange<Int>
    switch (words.count, words.last ?? "") {
    case (1, _): months = 1...12
    case (2, "H1"): months = 1...6
    case (2, "H2"): months = 7...12
    case (2, let quarter) where ["Q1", "Q2", "Q3", "Q4"].contains(quarter):
      let number = Int(quarter.dropFirst()) ?? 1
      months = (3 * number - 2)...(3 * number)
    case (2, let month) where month.count == 2 && (1...12).contains(Int(month) ?? 0):
      let number = Int(month) ?? 1
      let days = try Self.days(of: year, number, time)
      (starts, parts) = (days.starts, days.starts.indices.map { String($0 + 1) })
      range = days.starts[0]..<days.end
      return
    default: throw wrong
    }
    let all = try months.map { (month) throws(FilterProblem) in
      try Self.days(of: year, month, time)
    }
    starts = all.map { $0.starts[0] }
    parts = months.map(String.init)
    range = starts[0]..<(all.last?.end ?? starts[0])
  }

  private static func days(
    of year: Int, _ month: Int, _ time: SiteTime
  ) throws(FilterProblem) -> (starts: [Int64], end: Int64) {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let prefix = String(repeating: "0", count: 4 - String(year).count) + String(year)
    let days = try (1...lengths[month - 1]).map { (day) throws(FilterProblem) in
      try time.range(of: "\(prefix)-\(two(month))-\(two(day))")
    }
    return (days.map(\.lowerBound), days.last?.upperBound ?? 0)
  }

  /// The part in which `moment` lies; `nil` outside the period.
  func part(of moment: Int64) -> Int? {
    guard range.contains(moment) else { return nil }
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= moment { low = middle } else { high = middle }
    }
    return low
  }
}
