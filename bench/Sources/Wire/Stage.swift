internal import Glibc

/// The loop in which all phones of a measurement live: one thread, nanosecond deadlines.
final class Stage {
  private(set) var phones: [Phone] = []
  private var timers: [(due: Int64, work: () -> Void)] = []

  func add(_ phone: Phone) {
    phone.stage = self
    phones.append(phone)
  }

  func after(_ nanoseconds: Int64, _ work: @escaping () -> Void) {
    timers.append((Time.wall() + nanoseconds, work))
  }

  /// Runs until `done`, at most so many milliseconds.
  ///
  /// - Returns: whether it was done.
  @discardableResult
  func run(_ limit: Double, until done: () -> Bool = { false }) -> Bool {
    let end = Time.wall() + Time.milliseconds(limit)
    while !done() {
      let now = Time.wall()
      if now >= end { return false }
      turn(now, end)
    }
    return true
  }

  private func turn(_ now: Int64, _ end: Int64) {
    for phone in phones { phone.voice.tick(now) }
    let ready = timers.filter { $0.due <= now }
    timers.removeAll { $0.due <= now }
    for timer in ready { timer.work() }
    let due = min(
      end, phones.map(\.voice.due).min() ?? end, timers.map(\.due).min() ?? end)
    wait(max(0, due - Time.wall()))
    for phone in phones { phone.listen() }
  }

  /// `pselect`, because its time-out is in nanoseconds.
  private func wait(_ nanoseconds: Int64) {
    var set = fd_set()
    var highest: Int32 = 0
    withUnsafeMutableBytes(of: &set) { bits in
      for phone in phones {
        for number in [phone.sip.descriptor, phone.rtp.descriptor] {
          bits[Int(number) / 8] |= 1 << UInt8(number % 8)
          highest = max(highest, number)
        }
      }
    }
    var time = timespec(
      tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    pselect(highest + 1, &set, nil, nil, &time, nil)
  }
}
