internal import Foundation
internal import Glibc

/// Microseconds of `CLOCK_MONOTONIC`, which all processes of a machine share.
enum PhoneClock {
  static func now() -> Int64 { microseconds(of: CLOCK_MONOTONIC) }

  /// The monotonic time of the kernel's wall-clock receive time of a packet; now without one.
  static func monotonic(ofWallClock moment: timespec) -> Int64 {
    let now = now()
    if moment.tv_sec == 0 { return now }
    let then = Int64(moment.tv_sec) * 1_000_000 + Int64(moment.tv_nsec) / 1000
    // The wall clock may be set in between: a packet is never older than a second, nor of tomorrow.
    return now - max(0, min(microseconds(of: CLOCK_REALTIME) - then, 1_000_000))
  }

  private static func microseconds(of clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
