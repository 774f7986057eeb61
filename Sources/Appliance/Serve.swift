internal import Console
internal import Foundation
package import Site
internal import SoundCard
internal import Synchronization

/// The life of the box as a process.
package enum Serve {
  /// Runs the box until SIGTERM or SIGINT; SIGHUP has it read its site anew.
  ///
  /// - Returns: 0 after an orderly end, 1 when it could not start; then `problem` has said why.
  package static func run(
    _ site: SiteConfiguration, problem: (String) -> Void
  ) -> Int32 {
    SoundDevices.forgoLocks()
    let signals = StopSignals()
    signal(SIGPIPE, SIG_IGN)
    // A file that may not grow further is an error of that file, not the end of the box.
    signal(SIGXFSZ, SIG_IGN)
    let level = Console.LogLevel(rawValue: site.logLevel.rawValue) ?? .info
    let log = Log(level: level, zone: site.timeZone)
    do {
      try FileManager.default.createDirectory(
        atPath: site.dataDirectory, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o750])
      let lock = try DataDirectoryLock(directory: site.dataDirectory)
      let box = try Appliance(site: site, lock: lock, log: log)
      signals.onHangUp(box.reloadSignal)
      box.run { signals.isStopping }
      box.stop()
      return 0
    } catch {
      problem("\(error)")
      return 1
    }
  }
}

/// SIGTERM, SIGINT and SIGHUP, taken by a thread of their own so that no handler interrupts the audio.
private final class StopSignals: Sendable {
  private let stopping = Atomic(false)
  private let hangUp = Mutex<(@Sendable () -> Void)?>(nil)

  var isStopping: Bool { stopping.load(ordering: .relaxed) }

  init() {
    // Blocked before any other thread exists: all inherit it, and only `sigwait` sees them.
    var set = Self.set
    pthread_sigmask(SIG_BLOCK, &set, nil)
    let thread = Thread { [self] in
      var set = Self.set
      var number: Int32 = 0
      repeat {
        sigwait(&set, &number)
        if number == SIGHUP { hangUp.withLock { $0 }?() }
      } while number == SIGHUP
      stopping.store(true, ordering: .relaxed)
    }
    thread.name = "signals"
    thread.start()
  }

  /// What SIGHUP does from now on, on the thread of the signals.
  func onHangUp(_ action: @escaping @Sendable () -> Void) { hangUp.withLock { $0 = action } }

  private static var set: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&set, signal) }
    return set
  }
}
