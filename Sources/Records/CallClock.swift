internal import Switchboard

/// Says when things happened in one call: counted by the monotonic clock from the call's start, and
/// as the site's wall clock would have shown it had nobody set it meanwhile.
struct CallClock {
  /// Microseconds since 1970.
  private let start: Int64
  private let time: SiteTime
  /// The zone's offset, seconds; `nil` for a call during which it changes.
  private let offset: Int?

  init(_ record: CallRecord, _ time: SiteTime) {
    start = record.wallClock
    self.time = time
    let first = time.offset(at: start)
    // Asking the zone for each of thirty moments would take longer than all the rest.
    offset = time.offset(at: start + record.lastKnownTime) == first ? first : nil
  }

  /// `2026-11-21T21:36:42.123456+08:00` for microseconds since the call's start.
  func text(_ moment: Int64) -> [UInt8] {
    let wall = start + moment
    return SiteTime.bytes(wall, offset: offset ?? time.offset(at: wall))
  }
}

extension JSONLine {
  /// A moment of the call in its three forms: `NAME`, `NAME_ms` and `NAME_us`.
  mutating func moment(_ name: String, _ microseconds: Int64?, _ clock: CallClock) {
    field(name, ascii: microseconds.map(clock.text))
    length(name + "_", microseconds)
  }

  /// A length in whole milliseconds, what is below cut off, and in microseconds: `…ms` and `…us`.
  mutating func length(_ name: String, _ microseconds: Int64?) {
    field(name + "ms", microseconds.map { $0 / 1000 })
    field(name + "us", microseconds)
  }
}
