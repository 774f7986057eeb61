/// What a wall clock and a calendar show somewhere: a day and a second of it, without a time zone.
package struct CivilTime: Hashable, Sendable {
  package let date: CivilDate
  /// Seconds since midnight, 0 to 86,399.
  package let second: Int

  /// - Parameter second: seconds since midnight; what is beyond the day counts into others.
  package init(_ date: CivilDate, second: Int = 0) {
    let (days, rest) = CivilTime.split(second)
    self.date = days == 0 ? date : date.adding(days: days)
    self.second = rest
  }

  /// The moment that many seconds after the beginning of 1970, where the time is counted so: seconds
  /// since 1970 in UTC plus the zone's offset give the zone's own time.
  package init(secondsSince1970 seconds: Int) {
    let (days, rest) = CivilTime.split(seconds)
    date = CivilDate(daysSince1970: days)
    second = rest
  }

  package var weekday: Weekday { date.weekday }

  /// What the clock shows that much later, or earlier; parts of a second are cut off.
  package func advanced(by duration: Duration) -> CivilTime {
    CivilTime(date, second: second + Int(duration.components.seconds))
  }

  private static func split(_ seconds: Int) -> (days: Int, rest: Int) {
    let rest = seconds % 86_400
    let positive = rest < 0 ? rest + 86_400 : rest
    return ((seconds - positive) / 86_400, positive)
  }
}

extension CivilTime: Comparable {
  package static func < (left: CivilTime, right: CivilTime) -> Bool {
    (left.date, left.second) < (right.date, right.second)
  }
}

extension CivilTime: CustomStringConvertible {
  /// `2021-07-31 23:59:59`.
  package var description: String { "\(date) \(clock)" }

  /// `23:59:59`.
  package var clock: String {
    [second / 3600, second / 60 % 60, second % 60].map { CivilDate.padded($0, to: 2) }
      .joined(separator: ":")
  }
}

extension CivilTime {
  /// Reads `YYYY-MM-DD HH:MM:SS`; the seconds, or the whole time of day, may be left out; `T` may
  /// stand for the blank.
  package init?(_ text: String) {
    let halves = text.split(
      maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == " " || $0 == "T" })
    guard let date = halves.first.flatMap({ CivilDate(String($0)) }) else { return nil }
    guard halves.count == 2 else {
      self.init(date)
      return
    }
    let parts = halves[1].split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count == 2 }),
      let numbers = CivilDate.numbers(parts), numbers[0] < 24, numbers[1] < 60,
      numbers.count < 3 || numbers[2] < 60
    else { return nil }
    self.init(
      date, second: numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0))
  }
}
