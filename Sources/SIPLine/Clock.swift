internal import Glibc
package import Switchboard

extension Instant {
  /// Now, of `CLOCK_MONOTONIC`.
  package static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }
}
