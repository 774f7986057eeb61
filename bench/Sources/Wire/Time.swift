internal import Glibc

/// The clocks of the measurements, in nanoseconds.
enum Time {
  /// `CLOCK_REALTIME`, which is what the kernel stamps packets with.
  static func wall() -> Int64 { read(CLOCK_REALTIME) }

  /// `CLOCK_MONOTONIC`.
  static func mono() -> Int64 { read(CLOCK_MONOTONIC) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  static func milliseconds(_ count: Double) -> Int64 { Int64(count * 1_000_000) }
}
