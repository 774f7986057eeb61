/// When a group takes calls: spans of the days of a week, in the site's own time.
package struct OpeningHours: Hashable, Sendable {
  package let spans: [Span]

  package init(_ spans: [Span]) { self.spans = spans }

  /// From one time of day to another, on some days of the week.
  package struct Span: Hashable, Sendable {
    package let days: Set<Weekday>
    /// Seconds since midnight, 0 to 86,399.
    package let from: Int
    /// Seconds since midnight, 1 to 86,400; at or before `from` it is the next day's.
    package let to: Int

    package init(days: Set<Weekday>, from: Int, to: Int) {
      self.days = days
      self.from = from
      self.to = to
    }

    fileprivate func contains(_ time: CivilTime) -> Bool {
      let isToday = days.contains(time.weekday)
      if from < to { return isToday && time.second >= from && time.second < to }
      let isSinceYesterday = days.contains(time.date.adding(days: -1).weekday)
      return isToday && time.second >= from || isSinceYesterday && time.second < to
    }
  }

  /// Whether the group takes calls then.
  package func contains(_ time: CivilTime) -> Bool { spans.contains { $0.contains(time) } }
}

extension OpeningHours {
  private static let names: [(name: String, day: Weekday)] = zip(
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], Weekday.allCases
  ).map { ($0, $1) }

  /// Reads `Mon-Fri 08:30-18:00, Sat 09:00-12:00`; `daily` is every day; 22:00-06:00 ends next day.
  package init?(_ text: String) {
    var spans: [Span] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.split(separator: " ")
      guard words.count == 2, let days = Self.days(words[0]) else { return nil }
      let ends = words[1].split(separator: "-", omittingEmptySubsequences: false)
      guard ends.count == 2, let from = Self.second(ends[0]), let to = Self.second(ends[1]),
        from < 86_400, to > 0
      else { return nil }
      spans.append(Span(days: days, from: from, to: to))
    }
    self.init(spans)
  }

  private static func days(_ text: Substring) -> Set<Weekday>? {
    if text == "daily" { return Set(Weekday.allCases) }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { name in
      names.firstIndex { $0.name == name }
    }
    switch ends.count {
    case 1: return ends[0].map { [names[$0].day] }
    case 2:
      guard let from = ends[0], let to = ends[1] else { return nil }
      // Sat-Mon goes over the end of the week.
      let count = (to - from + 7) % 7
      return Set((0...count).map { names[(from + $0) % 7].day })
    default: return nil
    }
  }

  /// `08:30`; `24:00` is the end of the day.
  private static func second(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
      let numbers = CivilDate.numbers(parts), numbers[1] < 60
    else { return nil }
    let second = numbers[0] * 3600 + numbers[1] * 60
    return second <= 86_400 ? second : nil
  }
}

extension OpeningHours: CustomStringConvertible {
  /// What `init` reads, day by day.
  package var description: String {
    spans.map { span in
      let isDaily = span.days.count == Self.names.count
      let days = Self.names.filter { span.days.contains($0.day) }.map(\.name)
      let times = "\(Self.clock(span.from))-\(Self.clock(span.to))"
      return (isDaily ? ["daily"] : days).map { "\($0) \(times)" }.joined(separator: ", ")
    }.joined(separator: ", ")
  }

  private static func clock(_ second: Int) -> String {
    CivilDate.padded(second / 3600, to: 2) + ":" + CivilDate.padded(second / 60 % 60, to: 2)
  }
}
