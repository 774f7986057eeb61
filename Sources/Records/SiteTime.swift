package import Foundation
internal import Glibc

/// Wall-clock times as people at the site read them: ISO 8601 with the site's offset from UTC.
package struct SiteTime: Sendable {
  package let zone: TimeZone

  package init(zone: TimeZone) { self.zone = zone }

  /// `2026-11-21T21:36:42.123456+08:00` for microseconds since 1970.
  package func text(_ microseconds: Int64) -> String {
    let (seconds, fraction) = Self.split(microseconds)
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    var moment = time_t(seconds) + time_t(offset)
    var parts = tm()
    gmtime_r(&moment, &parts)
    let minutes = abs(offset) / 60
    return pad(Int(parts.tm_year) + 1900, 4) + "-" + pad(Int(parts.tm_mon) + 1, 2) + "-"
      + pad(Int(parts.tm_mday), 2) + "T" + pad(Int(parts.tm_hour), 2) + ":"
      + pad(Int(parts.tm_min), 2) + ":" + pad(Int(parts.tm_sec), 2) + "." + pad(Int(fraction), 6)
      + (offset < 0 ? "-" : "+") + pad(minutes / 60, 2) + ":" + pad(minutes % 60, 2)
  }

  /// Seconds and the microseconds above them, also before 1970.
  private static func split(_ microseconds: Int64) -> (seconds: Int64, fraction: Int64) {
    let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    return remainder < 0 ? (quotient - 1, remainder + 1_000_000) : (quotient, remainder)
  }

  private func pad(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
