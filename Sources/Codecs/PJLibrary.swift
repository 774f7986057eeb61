package import CPJSIP
internal import Glibc

/// What PJLIB wants from a program before its functions may be called.
package enum PJLibrary {
  /// Counted by PJLIB, so that others may initialise it as well; never shut down here.
  private static let initialised: Bool = {
    // PJLIB says hello on stdout at its most talkative level, which is where it starts.
    if pj_log_get_level() >= 5 { pj_log_set_level(2) }
    return pj_init() == 0
  }()

  /// A pool factory of the process: pools are made on control threads only.
  private nonisolated(unsafe) static let factory: UnsafeMutablePointer<pj_caching_pool> = {
    let factory = UnsafeMutablePointer<pj_caching_pool>.allocate(capacity: 1)
    pj_caching_pool_init(factory, nil, 0)
    return factory
  }()

  /// Where pools come from, for a caller whose thread PJLIB then knows; nil when PJLIB does not start.
  static var registeredFactory: UnsafeMutablePointer<pj_pool_factory>? {
    guard initialised else { return nil }
    registerThread()
    return UnsafeMutableRawPointer(factory).assumingMemoryBound(to: pj_pool_factory.self)
  }

  /// A pool that grows as jitter buffers are made; nil when there is no memory.
  package static func makePool() -> UnsafeMutablePointer<pj_pool_t>? {
    guard initialised else { return nil }
    registerThread()
    return pj_pool_create(&factory.pointee.factory, "media", 65_536, 65_536, nil)
  }

  /// Gives a pool back, if there is one.
  package static func release(_ pool: UnsafeMutablePointer<pj_pool_t>?) {
    guard let pool else { return }
    registerThread()
    pj_pool_release(pool)
  }

  /// Makes the calling thread known to PJLIB, which refuses to work for strangers. What it keeps
  /// about the thread lives as long as the process.
  package static func registerThread() {
    guard initialised, pj_thread_is_registered() == 0 else { return }
    let count = MemoryLayout<pj_thread_desc>.size / MemoryLayout<Int>.size
    let description = UnsafeMutablePointer<Int>.allocate(capacity: count)
    description.initialize(repeating: 0, count: count)
    var thread: OpaquePointer?
    pj_thread_register("media", description, &thread)
  }
}
