internal import SIPLine
internal import Site
internal import Synchronization

/// A site that was read anew and checked as a whole: all that the box needs to go over to it.
struct NextSite: Sendable {
  let site: SiteConfiguration
  let line: LineChange
  let sounds: SiteSounds
  let difference: SiteDifference
  let warnings: [String]

  /// Every reason why a site cannot take the place of the present one.
  struct Refusal: Error, Hashable {
    let mistakes: [String]
  }

  /// Reads the file of the present site again; takes its time, so not on the control thread.
  static func read(after present: SiteConfiguration) -> Result<NextSite, Refusal> {
    do throws(Refusal) {
      return .success(try NextSite(after: present))
    } catch {
      return .failure(error)
    }
  }

  private init(after present: SiteConfiguration) throws(Refusal) {
    guard present.source != SiteFile.embeddedName else {
      throw Refusal(mistakes: [
        "the box runs the \(SiteFile.embeddedName), which has no file to be read anew; "
          + "start it with --site FILE"
      ])
    }
    let (checked, diagnostics) = SiteFile.check(path: present.source)
    let findings = diagnostics.map(\.description)
    guard let site = checked else { throw Refusal(mistakes: findings) }
    let difference = SiteDifference(from: present, to: site)
    let sounds = SiteSounds(site)
    var mistakes = difference.restarts.map { "\(site.source): error: \($0)" } + sounds.mistakes
    var change: LineChange?
    do { change = try LineChange(to: LineConfiguration(site)) } catch {
      mistakes.append("\(site.source): error: \(error)")
    }
    guard let change, mistakes.isEmpty else { throw Refusal(mistakes: mistakes) }
    self.site = site
    line = change
    self.sounds = sounds
    self.difference = difference
    warnings = findings + sounds.warnings
  }
}

/// Where the thread that read a site leaves it for the control thread.
final class NextSiteInbox: Sendable {
  private let arrived = Mutex<Result<NextSite, NextSite.Refusal>?>(nil)

  private let asked = Atomic(false)

  /// Somebody without a request wants the site read anew.
  func ask() { asked.store(true, ordering: .relaxed) }

  func wasAsked() -> Bool { asked.exchange(false, ordering: .relaxed) }

  func put(_ result: Result<NextSite, NextSite.Refusal>) { arrived.withLock { $0 = result } }

  func take() -> Result<NextSite, NextSite.Refusal>? {
    arrived.withLock { arrived in
      defer { arrived = nil }
      return arrived
    }
  }
}
