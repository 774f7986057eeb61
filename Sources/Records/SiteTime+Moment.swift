extension SiteTime {
  /// Microseconds since 1970 of a time as `text(_:)` writes it; `nil` for any other form.
  ///
  /// Reading a million of them must not take a second, so only the one form is known.
  static func moment(of text: String) -> Int64? {
    var text = text
    return text.withUTF8 { bytes in moment(of: bytes) }
  }

  /// The same from bytes: `2026-11-21T21:36:42.123456+08:00`.
  static func moment(of bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard bytes.count == 32, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54,
      bytes[13] == 0x3A, bytes[16] == 0x3A, bytes[19] == 0x2E, bytes[29] == 0x3A,
      let year = number(bytes, 0, 4), let month = number(bytes, 5, 2),
      let day = number(bytes, 8, 2), let hour = number(bytes, 11, 2),
      let minute = number(bytes, 14, 2), let second = number(bytes, 17, 2),
      let fraction = number(bytes, 20, 6), let offsetHours = number(bytes, 27, 2),
      let offsetMinutes = number(bytes, 30, 2), (1...12).contains(month), (1...31).contains(day),
      hour < 24, minute < 60, second < 61
    else { return nil }
    let sign: Int64
    switch bytes[26] {
    case UInt8(ascii: "+"): sign = 1
    case UInt8(ascii: "-"): sign = -1
    default: return nil
    }
    let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
    let offset = sign * (offsetHours * 3600 + offsetMinutes * 60)
    return (seconds - offset) * 1_000_000 + fraction
  }

  /// Days since 1970-01-01 in the Gregorian calendar.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    // Years that begin in March have their leap day last.
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func number(
    _ bytes: UnsafeBufferPointer<UInt8>, _ first: Int, _ count: Int
  ) -> Int64? {
    var value: Int64 = 0
    for place in first..<(first + count) {
      guard case 0x30...0x39 = bytes[place] else { return nil }
      value = value * 10 + Int64(bytes[place] - 0x30)
    }
    return value
  }
}
