internal import CLinux
internal import Glibc
internal import Synchronization

/// What the plane needs of the system: to be on time, and to open enough sockets.
enum RealTime {
  /// Keeps touched pages in memory. Only where there is no limit: locking under a small limit makes
  /// later allocations of the whole process fail.
  static func lockMemory() -> Bool {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(__RLIMIT_MEMLOCK.rawValue), &limit)
    guard geteuid() == 0 || limit.rlim_cur == rlim_t.max else { return false }
    guard mlockall(linux_lock_touched_pages) == 0 else { return false }
    locked.store(true, ordering: .relaxed)
    return true
  }

  static var isMemoryLocked: Bool { locked.load(ordering: .relaxed) }

  private static let locked = Atomic(false)

  /// Raises the limit of open descriptors to `count` where it is lower and the system lets it; the
  /// usual 1,024 are 500 streams.
  static func allowDescriptors(_ count: Int) {
    var limit = rlimit()
    let descriptors = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(descriptors, &limit) == 0, limit.rlim_cur < rlim_t(count) else { return }
    limit.rlim_cur = min(limit.rlim_max, rlim_t(count))
    setrlimit(descriptors, &limit)
  }

  /// Has the kernel wake the calling thread when it asked for it and not up to 50 µs later, to save a wake-up;
  /// for threads that are not first-in first-out, which it wakes in time anyway.
  static func refuseTimerSlack() { linux_refuse_timer_slack() }

  /// Keeps the calling thread to those of `cpus` that it may use, and says on which it runs then; where there is
  /// none, it stays where it was.
  static func keep(to cpus: [Int]) -> [Int] {
    var got = [Int32](repeating: 0, count: 1_024)
    let count = linux_keep_to(cpus.map(Int32.init), cpus.count, &got, got.count)
    return got.prefix(min(count, got.count)).map(Int.init)
  }

  /// First-in first-out priority for the calling thread; false when it is not permitted.
  static func raisePriority(_ priority: Int32) -> Bool {
    var parameters = sched_param()
    parameters.sched_priority = priority
    return pthread_setschedparam(pthread_self(), SCHED_FIFO, &parameters) == 0
  }
}

/// A thread of the media plane. Signals go to other threads.
final class MediaThread {
  private let handle: pthread_t

  /// Starts a thread that runs `body`; nil when the system has no more.
  init?(_ name: StaticString, _ body: @escaping @Sendable () -> Void) {
    final class Start {
      let name: StaticString
      let body: @Sendable () -> Void
      init(_ name: StaticString, _ body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
      }
    }
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    var handle = pthread_t()
    let start = Unmanaged.passRetained(Start(name, body))
    let result = pthread_create(
      &handle, nil,
      { argument in
        guard let argument else { return nil }
        let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        linux_name_thread(
          UnsafeRawPointer(start.name.utf8Start).assumingMemoryBound(to: CChar.self))
        start.body()
        return nil
      }, start.toOpaque())
    pthread_sigmask(SIG_SETMASK, &before, nil)
    guard result == 0 else {
      start.release()
      return nil
    }
    self.handle = handle
  }

  /// Waits until the thread has ended.
  func join() { pthread_join(handle, nil) }
}
