internal import CPJSIP

/// A timer on PJSIP's heap that fires once.
package final class LineTimer {
  private enum State { case idle, armed, fired, over }

  private let entry: UnsafeMutablePointer<pj_timer_entry>
  private weak var line: Line?
  private var work: (() -> Void)?
  private var state = State.idle

  fileprivate init(_ line: Line, _ work: @escaping () -> Void) {
    self.line = line
    self.work = work
    entry = .allocate(capacity: 1)
    entry.initialize(to: pj_timer_entry())
  }

  deinit { entry.deallocate() }

  fileprivate func start(after delay: Duration, _ stack: Stack) {
    // The heap holds the timer until it fires or is cancelled.
    let owner = Unmanaged.passRetained(self).toOpaque()
    pj_timer_entry_init(entry, 0, owner) { _, entry in
      guard let owner = entry?.pointee.user_data else { return }
      Unmanaged<LineTimer>.fromOpaque(owner).takeRetainedValue().fire()
    }
    var time = pj_time_val(delay)
    if liandong_schedule_timer(stack.endpoint, entry, &time) == 0 {
      state = .armed
    } else {
      Unmanaged<LineTimer>.fromOpaque(owner).release()
    }
  }

  private func fire() {
    state = .fired
    line?.later { [self] in
      // A cancel between the heap's turn and ours still holds.
      guard state == .fired else { return }
      state = .over
      work?()
      work = nil
    }
  }

  fileprivate func stop(_ stack: Stack) {
    let armed = state == .armed
    state = .over
    work = nil
    if armed, pj_timer_heap_cancel(pjsip_endpt_get_timer_heap(stack.endpoint), entry) > 0 {
      Unmanaged.passUnretained(self).release()
    }
  }
}

extension pj_time_val {
  init(_ duration: Duration) {
    let milliseconds = max(0, Int(duration / .milliseconds(1)))
    self.init(sec: milliseconds / 1000, msec: milliseconds % 1000)
  }
}

extension Line {
  /// Calls `work` once after `delay`, between PJSIP's turns, unless it is cancelled before.
  @discardableResult
  package func schedule(after delay: Duration, _ work: @escaping () -> Void) -> LineTimer {
    let timer = LineTimer(self, work)
    timer.start(after: delay, stack)
    return timer
  }

  /// Makes sure that a timer does not fire any more; `nil` is no timer.
  package func cancel(_ timer: LineTimer?) { timer?.stop(stack) }
}
