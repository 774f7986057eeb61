internal import Dispatch
internal import Synchronization

/// A soak of a minute beside other parts of the short run.
final class SoakBeside: @unchecked Sendable {
  private let results = Results(isSilent: true)
  private let calm = DispatchSemaphore(value: 0)
  private let thread: Companion
  private let mistake = Outcome()

  private final class Outcome: Sendable {
    let words = Mutex<String?>(nil)
  }

  init(_ options: Options) {
    let options = options.minutes(1)
    let (results, calm, mistake) = (self.results, self.calm, self.mistake)
    thread = Companion {
      do {
        try Soak.run(options, results) { calm.signal() }
      } catch {
        mistake.words.withLock { $0 = "\(error)" }
      }
      calm.signal()
    }
  }

  /// Until nothing happens any more but SIP's timers.
  func waitUntilCalm() {
    calm.wait()
    calm.signal()
  }

  /// - Throws: what went wrong in the soak.
  func join(into others: Results) throws {
    thread.join()
    if let words = mistake.words.withLock({ $0 }) { throw BenchError("soak: \(words)") }
    others.take(results.measures)
  }
}
