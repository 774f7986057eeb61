internal import Glibc

/// Microseconds of `CLOCK_MONOTONIC`, which all processes of a machine share.
enum PhoneClock {
  /// The two words of a `struct timespec`.
  ///
  /// Which module that struct belongs to depends on what else a run of the compiler has imported,
  /// so code that names its members builds on one day and not on the other.
  struct Moment {
    var seconds = 0
    var nanoseconds = 0

    /// Microseconds since the clock's zero.
    var microseconds: Int64 { Int64(seconds) * 1_000_000 + Int64(nanoseconds) / 1000 }

    /// Lends the moment to C.
    mutating func withPointer<Result>(
      _ body: (UnsafeMutablePointer<timespec>) -> Result
    ) -> Result {
      withUnsafeMutableBytes(of: &self) {
        body($0.baseAddress!.assumingMemoryBound(to: timespec.self))
      }
    }
  }

  static func now() -> Int64 { read(CLOCK_MONOTONIC).microseconds }

  /// The monotonic time of the kernel's wall-clock receive time of a packet; now without one.
  static func monotonic(ofWallClock moment: Moment) -> Int64 {
    let now = now()
    if moment.seconds == 0 { return now }
    // The wall clock may be set in between: a packet is never older than a second, nor of tomorrow.
    let age = read(CLOCK_REALTIME).microseconds - moment.microseconds
    return now - max(0, min(age, 1_000_000))
  }

  /// Sleeps until a moment, microseconds, however often signals interrupt.
  static func sleep(until deadline: Int64) {
    var moment = Moment(
      seconds: Int(deadline / 1_000_000), nanoseconds: Int(deadline % 1_000_000) * 1000)
    moment.withPointer { moment in
      while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, moment, nil) == EINTR {}
    }
  }

  private static func read(_ clock: clockid_t) -> Moment {
    var moment = Moment()
    moment.withPointer { _ = clock_gettime(clock, $0) }
    return moment
  }
}
