internal import CLinux

/// Makes presses of what an input device sends: `struct input_event`s, however they are cut up.
///
/// Only going down is a press; a key held down repeats itself in vain, and a contact that bounces is
/// one press. Pure: it sees bytes and times.
package struct ButtonReader: Sendable {
  /// A contact that closes again within this many microseconds has bounced.
  package static let bounce: Int64 = 30_000

  /// A button that went down.
  package struct Press: Sendable, Equatable {
    /// The code of `linux/input-event-codes.h`.
    package let code: UInt16
    /// The kernel's time of the event, in microseconds of CLOCK_MONOTONIC.
    package let microseconds: Int64

    package init(code: UInt16, microseconds: Int64) {
      self.code = code
      self.microseconds = microseconds
    }
  }

  private var rest: [UInt8] = []
  private var lastChange: [UInt16: Int64] = [:]
  /// The kernel had to drop events: what comes until the next report is half of something.
  private var isTorn = false

  package init() {}

  /// Takes bytes as they were read.
  ///
  /// - Parameter now: the time of presses whose device cannot stamp them; `nil` believes the device.
  package mutating func take(_ bytes: some Sequence<UInt8>, now: Int64?) -> [Press] {
    rest += bytes
    let size = MemoryLayout<input_event>.size
    var presses: [Press] = []
    var start = 0
    while rest.count - start >= size {
      let event = rest[start..<start + size].withUnsafeBytes {
        $0.loadUnaligned(as: input_event.self)
      }
      start += size
      if let press = take(event, now: now) { presses.append(press) }
    }
    rest.removeFirst(start)
    return presses
  }

  private mutating func take(_ event: input_event, now: Int64?) -> Press? {
    switch Int32(event.type) {
    case EV_SYN:
      isTorn = Int32(event.code) == SYN_DROPPED
      return nil
    case EV_KEY: break
    default: return nil
    }
    // 2 is the kernel's repetition.
    guard !isTorn, event.value != 2 else { return nil }
    let stamp = Int64(event.time.tv_sec) * 1_000_000 + Int64(event.time.tv_usec)
    let time = now ?? stamp
    let last = lastChange.updateValue(time, forKey: event.code)
    guard event.value == 1 else { return nil }
    if let last, time - last < ButtonReader.bounce { return nil }
    return Press(code: event.code, microseconds: time)
  }
}
