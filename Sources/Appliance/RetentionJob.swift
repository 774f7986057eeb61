internal import Console
internal import Dispatch
internal import Foundation
package import Records
package import Site

/// Once a day the running box removes what has been kept long enough.
///
/// On a queue of its own at the lowest priority: verifying a year's chain takes its time.
final class RetentionJob {
  private let timer: any DispatchSourceTimer

  /// - Parameter delay: ten minutes after the start, when whoever started the box has seen that it runs;
  ///   less when somebody has just said what is to go.
  init(_ site: SiteConfiguration, log: Log, after delay: DispatchTimeInterval = .seconds(600)) {
    let queue = DispatchQueue(label: "retention", qos: .background)
    timer = DispatchSource.makeTimerSource(queue: queue)
    let retention = Retention(site)
    timer.setEventHandler {
      do throws(FileProblem) {
        let now = Int64(Date().timeIntervalSince1970 * 1_000_000)
        let result = try retention.run(at: now, by: .process(environment: [:]))
        if let file = result.rotated { log.info("records-rotated", ["file": file]) }
        guard !result.isNothing else { return }
        log.info(
          "retention",
          [
            "records": "\(result.records)", "ledger": "\(result.ledgerLines)",
            "recordings": "\(result.recordings)", "bytes": "\(result.recordingBytes)",
          ])
      } catch {
        log.error("retention-failing", ["problem": "\(error)"])
      }
    }
    timer.schedule(deadline: .now() + delay, repeating: .seconds(86_400))
    timer.activate()
  }

  func stop() { timer.cancel() }
}

extension Retention {
  /// What a site says about keeping.
  package init(_ site: SiteConfiguration) {
    var limits = Limits()
    limits.recordDays = site.retention.recordDays
    limits.ledgerDays = site.retention.ledgerDays
    limits.recordingDays = site.retention.recordingDays
    limits.recordingBytes = site.retention.recordingBytes
    self.init(
      directory: RecordDirectory(site.dataDirectory), limits: limits, zone: site.timeZone)
  }
}
