/// One citizen's call, from its first INVITE to its last BYE: the same id in log, record and header.
package struct CallID: Hashable, Comparable, Sendable {
  package let rawValue: UInt64

  package init(_ rawValue: UInt64) { self.rawValue = rawValue }

  package static func < (left: CallID, right: CallID) -> Bool { left.rawValue < right.rawValue }
}

extension CallID: CustomStringConvertible {
  /// Sixteen hexadecimal digits.
  package var description: String {
    let digits = String(rawValue, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension CallID {
  /// Reads what `description` wrote.
  package init?(text: String) {
    guard (1...16).contains(text.utf8.count), let value = UInt64(text, radix: 16) else {
      return nil
    }
    self.init(value)
  }
}

/// One SIP dialog with its audio; never used twice while the box runs.
package struct LegID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let rawValue: UInt32

  package init(_ rawValue: UInt32) { self.rawValue = rawValue }

  package static func < (left: LegID, right: LegID) -> Bool { left.rawValue < right.rawValue }
  package var description: String { "leg-\(rawValue)" }
}

/// A moment of the monotonic clock.
package struct Instant: Hashable, Comparable, Sendable {
  /// Microseconds of `CLOCK_MONOTONIC`.
  package let microseconds: Int64

  package init(microseconds: Int64) { self.microseconds = microseconds }

  package static func < (left: Instant, right: Instant) -> Bool {
    left.microseconds < right.microseconds
  }

  package static func + (instant: Instant, duration: Duration) -> Instant {
    Instant(microseconds: instant.microseconds + duration.microseconds)
  }

  package static func - (left: Instant, right: Instant) -> Duration {
    .microseconds(left.microseconds - right.microseconds)
  }
}

extension Duration {
  /// Whole microseconds, what is below cut off.
  package var microseconds: Int64 {
    components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
  }

  /// Whole milliseconds, what is below cut off.
  package var milliseconds: Int64 { microseconds / 1000 }
}
