internal import Glibc

/// The time base of the media plane: microseconds of CLOCK_MONOTONIC.
package enum Clock {
  /// Now.
  @_semantics("no_performance_analysis") @inline(never)
  package static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return microseconds(time)
  }

  /// The monotonic time of a wall-clock moment, such as the kernel's receive time of a packet.
  ///
  /// The wall clock may be set between the two readings; then the result is no earlier than a
  /// second ago and no later than now.
  @_semantics("no_performance_analysis") @inline(never)
  static func monotonic(ofWallClock moment: timespec) -> Int64 {
    let now = now()
    if moment.tv_sec == 0 { return now }
    var wall = timespec()
    clock_gettime(CLOCK_REALTIME, &wall)
    let age = microseconds(wall) - microseconds(moment)
    return now - max(0, min(age, 1_000_000))
  }

  /// Waits until the moment `deadline`, however often signals interrupt it: asleep until just before, for the
  /// kernel takes a while to wake a thread, and awake for what is left then.
  @_semantics("no_performance_analysis") @inline(never)
  static func sleep(until deadline: Int64) {
    let early = deadline - wakeTime
    var time = timespec(tv_sec: Int(early / 1_000_000), tv_nsec: Int(early % 1_000_000) * 1_000)
    while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
    while now() < deadline {}
  }

  /// Microseconds that half of the wake-ups take on a busy virtual machine; on one that is quicker, the most that a
  /// thread stays awake for nothing.
  private static var wakeTime: Int64 { 45 }

  private static func microseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }
}
