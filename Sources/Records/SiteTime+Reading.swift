internal import Foundation
internal import Glibc

/// A time or filter that somebody typed wrong, in a sentence that says what is expected.
package struct FilterProblem: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

extension SiteTime {
  /// The stretch of time that `text` names, in microseconds since 1970.
  ///
  /// `2026-11-21` is the whole day, `2026-11-21T08:30` the minute, `2026-11-21T08:30:15` the second;
  /// a blank may stand for `T`. Without `Z` or an offset (`+08:00`) the site's zone is meant.
  package func range(of text: String) throws(FilterProblem) -> Range<Int64> {
    let wrong = FilterProblem(
      "\"\(text)\" is no time; expected 2026-11-21, 2026-11-21T08:30 or 2026-11-21T08:30:15, "
        + "with Z or +08:00 behind the time if not in the site's zone")
    var rest = Substring(text)
    guard let year = digits(4, &rest), skip("-", &rest), let month = digits(2, &rest),
      skip("-", &rest), let day = digits(2, &rest)
    else { throw wrong }
    var (hour, minute, second, fraction, length) = (0, 0, 0, Int64(0), Int64(86_400_000_000))
    var offset: Int?
    if skip("T", &rest) || skip(" ", &rest) {
      guard let h = digits(2, &rest), skip(":", &rest), let m = digits(2, &rest) else {
        throw wrong
      }
      (hour, minute, length) = (h, m, 60_000_000)
      if skip(":", &rest) {
        guard let s = digits(2, &rest) else { throw wrong }
        (second, length) = (s, 1_000_000)
        if skip(".", &rest) {
          guard let f = microseconds(&rest) else { throw wrong }
          (fraction, length) = (f, 1)
        }
      }
      offset = zoneOffset(&rest)
    }
    guard rest.isEmpty, hour < 24, minute < 60, second < 60 else { throw wrong }
    let start = try moment(year, month, day, hour, minute, second, offset: offset, wrong)
    if length == 86_400_000_000 {
      // A day has 23 or 25 hours where clocks change.
      let next = try moment(year, month, day, 24, 0, 0, offset: nil, wrong)
      return start..<next
    }
    return start + fraction..<start + fraction + length
  }

  private func moment(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int, offset: Int?,
    _ wrong: FilterProblem
  ) throws(FilterProblem) -> Int64 {
    var parts = tm()
    parts.tm_year = Int32(year - 1900)
    parts.tm_mon = Int32(month - 1)
    parts.tm_mday = Int32(day)
    // timegm bends 30 February into March: such a date is refused instead.
    let midnight = timegm(&parts)
    guard parts.tm_mday == Int32(day), parts.tm_mon == Int32(month - 1) else { throw wrong }
    let local = midnight + hour * 3600 + minute * 60 + second
    if let offset { return Int64(local - offset) * 1_000_000 }
    // The offset that holds at that time: guessed from UTC, then set right once.
    let guess = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local)))
    let near = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local - guess)))
    return Int64(local - near) * 1_000_000
  }

  private func zoneOffset(_ rest: inout Substring) -> Int? {
    if skip("Z", &rest) { return 0 }
    let isBehind = rest.first == "-"
    guard skip("+", &rest) || skip("-", &rest), let hours = digits(2, &rest), skip(":", &rest),
      let minutes = digits(2, &rest)
    else { return nil }
    return (hours * 60 + minutes) * (isBehind ? -60 : 60)
  }

  private func microseconds(_ rest: inout Substring) -> Int64? {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard (1...6).contains(digits.count), let value = Int64(digits) else { return nil }
    rest = rest.dropFirst(digits.count)
    return (digits.count..<6).reduce(value) { value, _ in value * 10 }
  }

  private func digits(_ count: Int, _ rest: inout Substring) -> Int? {
    let head = rest.prefix(count)
    guard head.count == count, head.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    rest = rest.dropFirst(count)
    return Int(head)
  }

  private func skip(_ character: Character, _ rest: inout Substring) -> Bool {
    guard rest.first == character else { return false }
    rest = rest.dropFirst()
    return true
  }
}
