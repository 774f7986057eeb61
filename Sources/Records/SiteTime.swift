package import Foundation
internal import Glibc

/// Wall-clock times as people at the site read them: ISO 8601 with the site's offset from UTC.
package struct SiteTime: Sendable {
  package let zone: TimeZone

  package init(zone: TimeZone) { self.zone = zone }

  /// `2026-11-21T21:36:42.123456+08:00` for microseconds since 1970.
  package func text(_ microseconds: Int64) -> String {
    String(
      decoding: Self.bytes(microseconds, offset: offset(at: microseconds)), as: UTF8.self)
  }

  /// Seconds that the site is ahead of UTC.
  func offset(at microseconds: Int64) -> Int {
    let seconds = Self.split(microseconds).seconds
    return zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
  }

  /// The text of a moment where clocks are `offset` seconds ahead of UTC.
  static func bytes(_ microseconds: Int64, offset: Int) -> [UInt8] {
    let (seconds, fraction) = split(microseconds)
    var moment = time_t(seconds) + time_t(offset)
    var parts = tm()
    gmtime_r(&moment, &parts)
    let minutes = abs(offset) / 60
    return [UInt8](unsafeUninitializedCapacity: 32) { out, count in
      func put(_ value: Int, _ width: Int) {
        var rest = value
        for place in stride(from: count + width - 1, through: count, by: -1) {
          out[place] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
        }
        count += width
      }
      func put(_ character: Unicode.Scalar) {
        out[count] = UInt8(ascii: character)
        count += 1
      }
      put(Int(parts.tm_year) + 1900, 4)
      put("-")
      put(Int(parts.tm_mon) + 1, 2)
      put("-")
      put(Int(parts.tm_mday), 2)
      put("T")
      put(Int(parts.tm_hour), 2)
      put(":")
      put(Int(parts.tm_min), 2)
      put(":")
      put(Int(parts.tm_sec), 2)
      put(".")
      put(Int(fraction), 6)
      put(offset < 0 ? "-" : "+")
      put(minutes / 60, 2)
      put(":")
      put(minutes % 60, 2)
    }
  }

  /// Seconds and the microseconds above them, also before 1970.
  private static func split(_ microseconds: Int64) -> (seconds: Int64, fraction: Int64) {
    let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    return remainder < 0 ? (quotient - 1, remainder + 1_000_000) : (quotient, remainder)
  }
}
