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

  /// User and system time of a process so far, in seconds; to the nanosecond, where `/proc`'s stat only
  /// counts whole ticks that a thread happened to be caught in.
  static func cpu(of process: Int32) -> Double {
    var clock = clockid_t()
    var time = timespec()
    guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else {
      return 0
    }
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// The same of the calling thread.
  static func cpuOfThread() -> Double { Double(read(CLOCK_THREAD_CPUTIME_ID)) / 1e9 }

  static func milliseconds(_ count: Double) -> Int64 { Int64(count * 1_000_000) }
}
