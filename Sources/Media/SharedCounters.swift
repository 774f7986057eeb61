internal import Synchronization

/// What the threads count for `status`: each written by one thread, read by control at any time.
struct SharedCounters: ~Copyable {
  let packetsRelayed = Atomic<Int>(0)
  let framesMixed = Atomic<Int>(0)
  let ticks = Atomic<Int>(0)
  let ticksMissed = Atomic<Int>(0)
  let lateness = LatenessCounter()
  let rtpOverflows = Atomic<Int>(0)
  let mixerOverflows = Atomic<Int>(0)
  let unrecorded = Atomic<Int>(0)
  let realTimeThreads = Atomic<Int>(0)
}
