internal import Console
internal import Foundation
internal import Media
internal import Routing
internal import SIPLine
internal import Site
internal import Switchboard

/// Who wants the site read anew.
struct ReloadAsker {
  /// `nil` for SIGHUP: only the log hears of it.
  let request: ControlRequest?
  /// Says what would change and changes nothing.
  let isTrial: Bool
  let asked: Instant
}

/// Change without dropping calls: the site is read and checked on a thread of its own, and taken
/// over here, between two events, as a whole or not at all.
extension Appliance {
  /// Reads the site anew, once whoever asked before is served.
  func reload(_ request: ControlRequest?, isTrial: Bool = false) {
    guard reloads.count < 8 else {
      request?.answer(.failed("eight reloads are waiting already"))
      return
    }
    reloads.append(ReloadAsker(request: request, isTrial: isTrial, asked: .now))
    if reloads.count == 1 { readSite() }
  }

  /// What SIGHUP does; from any thread.
  package var reloadSignal: @Sendable () -> Void {
    let (inbox, wake) = (nextSites, wake)
    return {
      inbox.ask()
      wake.signal()
    }
  }

  private func readSite() {
    let (site, inbox, wake) = (site, nextSites, wake)
    let thread = Thread {
      inbox.put(NextSite.read(after: site))
      wake.signal()
    }
    thread.name = "site"
    thread.start()
  }

  /// Takes what the thread has read, if it has.
  func takeNextSite() {
    if nextSites.wasAsked() { reload(nil) }
    guard let result = nextSites.take() else { return }
    let asker = reloads.removeFirst()
    switch result {
    case .failure(let refusal): refuse(refusal, asker)
    case .success(let next): take(next, asker)
    }
    if !reloads.isEmpty { readSite() }
  }

  private func refuse(_ refusal: NextSite.Refusal, _ asker: ReloadAsker) {
    // Who asked by a command is told; who sent a signal has the log only.
    let level: Console.LogLevel = asker.request == nil ? .error : .warning
    for mistake in refusal.mistakes.prefix(20) {
      log.write(LogLine(level, "reload-refused", ["says": mistake]))
    }
    asker.request?.answer(
      .failed(
        "the box goes on with its present site; what is wrong with the new one:\n"
          + refusal.mistakes.joined(separator: "\n")))
  }

  private func take(_ next: NextSite, _ asker: ReloadAsker) {
    if !asker.isTrial { install(next) }
    let answer = SiteReload(
      installed: !asker.isTrial, changes: next.difference.changes, warnings: next.warnings,
      milliseconds: (Instant.now - asker.asked).milliseconds)
    if !asker.isTrial { report(answer, asker) }
    asker.request?.answer(.ok(answer))
  }

  /// Goes over to the new site; calls that are up stay as they are.
  private func install(_ next: NextSite) {
    line.reconfigure(next.line)
    media.setSounds(next.sounds.set)
    let silence = Self.silence(of: next.site.media)
    if silence != Self.silence(of: site.media) { media.setSilence(silence) }
    media.recorder?.setReserve(next.site.recording.reserve)
    if next.site.retention != site.retention {
      retention.stop()
      retention = RetentionJob(next.site, log: log, after: .seconds(1))
    }
    log.level = Console.LogLevel(rawValue: next.site.logLevel.rawValue) ?? .info
    site = next.site
    let (line, sound) = (self.line!, self.sound)
    let effects = switchboard.reload(
      directory: site.directory, keys: site.keys, policy: site.policy,
      isReachable: { sound.seat($0)?.isOpen ?? line.isReachable($0) }, at: .now)
    for effect in effects { perform(effect) }
  }

  private func report(_ answer: SiteReload, _ asker: ReloadAsker) {
    log.info(
      "reloaded",
      [
        "user": asker.request.map { "\($0.user)" } ?? "SIGHUP",
        "changes": "\(answer.changes.count)", "ms": "\(answer.milliseconds)",
      ])
    for change in answer.changes.prefix(50) {
      log.info(
        "site-change",
        [
          "change": change.change.rawValue, "what": "\(change.kind) \(change.name)",
          "settings": change.settings.map(\.name).joined(separator: ","),
        ])
    }
    for warning in answer.warnings.prefix(20) { log.warning("site-file", ["says": warning]) }
  }
}
