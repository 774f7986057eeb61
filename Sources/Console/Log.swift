package import Foundation
internal import Glibc
internal import Synchronization

/// Writes log lines to standard error, which is journald under systemd; from any thread but audio's.
///
/// A reader that stalls costs lines and never the caller's time: they are counted, and the next
/// line that gets through says how many are missing.
package final class Log: Sendable {
  /// The least level that is written.
  package var level: LogLevel {
    get { LogLevel.allCases[least.load(ordering: .relaxed)] }
    set { least.store(newValue.order, ordering: .relaxed) }
  }

  private let least: Atomic<Int>
  private let zone: TimeZone
  private let descriptor: Int32
  private let underJournald: Bool
  private let state = Mutex(State())

  private struct State {
    /// Lines that did not get through since the last one that did.
    var missing = 0
    var stamp = SecondStamp()
  }

  /// - Parameters:
  ///   - level: the least level that is written.
  ///   - zone: the site's; times carry its offset from UTC.
  ///   - descriptor: where to; the caller keeps it open.
  package init(level: LogLevel = .info, zone: TimeZone = .current, descriptor: Int32 = 2) {
    least = Atomic(level.order)
    self.zone = zone
    self.descriptor = descriptor
    underJournald = getenv("JOURNAL_STREAM") != nil && isatty(descriptor) == 0
  }

  /// Writes one line, if its level is wanted.
  package func write(_ line: LogLine) {
    guard line.level >= level else { return }
    state.withLock { state in
      var text: [UInt8]
      if underJournald {
        text = Array(line.level.journaldPrefix.utf8) + line.bytes(at: "")
      } else {
        text = line.bytes(at: state.stamp.now(in: zone))
      }
      if state.missing > 0 { text.append(text: " lines-missing=\(state.missing)") }
      text.append(UInt8(ascii: "\n"))
      // A pipe that polls as writable has room for 4096 bytes, so a line is whole or not there.
      var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&room, 1, 0) == 1, room.revents & Int16(POLLOUT) != 0 else {
        state.missing += 1
        return
      }
      let isWritten = Glibc.write(descriptor, text, text.count) == text.count
      state.missing = isWritten ? 0 : state.missing + 1
    }
  }

  package func debug(
    _ event: String, call: String? = nil,
    _ fields: @autoclosure () -> KeyValuePairs<String, String> = [:]
  ) {
    guard level <= .debug else { return }
    write(LogLine(.debug, event, call: call, fields()))
  }

  package func info(
    _ event: String, call: String? = nil, _ fields: KeyValuePairs<String, String> = [:]
  ) { write(LogLine(.info, event, call: call, fields)) }

  package func warning(
    _ event: String, call: String? = nil, _ fields: KeyValuePairs<String, String> = [:]
  ) { write(LogLine(.warning, event, call: call, fields)) }

  package func error(
    _ event: String, call: String? = nil, _ fields: KeyValuePairs<String, String> = [:]
  ) { write(LogLine(.error, event, call: call, fields)) }
}

/// The time of a log line. A second's date is made once: asking the zone takes longer than the rest of a
/// line.
private struct SecondStamp {
  private var second = Int.min
  /// `2026-11-21T21:36:42.` and `+08:00`.
  private var (date, offset) = ("", "")

  /// `2026-11-21T21:36:42.123+08:00`.
  mutating func now(in zone: TimeZone) -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    if time.tv_sec != second { begin(time.tv_sec, zone) }
    return date + pad(time.tv_nsec / 1_000_000, 3) + offset
  }

  private mutating func begin(_ second: Int, _ zone: TimeZone) {
    self.second = second
    let ahead = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
    var moment = second + ahead
    var parts = tm()
    gmtime_r(&moment, &parts)
    date =
      pad(Int(parts.tm_year) + 1900, 4) + "-" + pad(Int(parts.tm_mon) + 1, 2) + "-"
      + pad(Int(parts.tm_mday), 2) + "T" + pad(Int(parts.tm_hour), 2) + ":"
      + pad(Int(parts.tm_min), 2) + ":" + pad(Int(parts.tm_sec), 2) + "."
    let minutes = abs(ahead) / 60
    offset = (ahead < 0 ? "-" : "+") + pad(minutes / 60, 2) + ":" + pad(minutes % 60, 2)
  }

  private func pad(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
