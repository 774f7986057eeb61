internal import Foundation
internal import Routing
internal import Switchboard

/// What changes between two sites, section by section, for people and tools to read.
///
/// Passwords are compared and never shown.
package struct SiteDifference: Hashable, Sendable {
  /// One thing of the site that is new, gone or other than before.
  package struct Change: Hashable, Sendable, Codable {
    /// The section's word: `seat`, `number`, …
    package let kind: String
    /// Its name; empty for a section that stands once.
    package let name: String
    package let change: Kind
    /// What of it changed; empty for what is new or gone.
    package let settings: [Setting]

    package enum Kind: String, Sendable, Codable {
      case added
      case removed
      case changed
    }
  }

  /// One value before and after.
  package struct Setting: Hashable, Sendable, Codable {
    package let name: String
    package let before: String
    package let after: String

    package init(name: String, before: String, after: String) {
      (self.name, self.before, self.after) = (name, before, after)
    }
  }

  /// Site and media first, then in the order of the manual, by name.
  package let changes: [Change]
  /// What only a restart can change, each in a sentence; empty when the box can go over as it runs.
  package let restarts: [String]

  package init(from old: SiteConfiguration, to new: SiteConfiguration) {
    var comparison = Comparison()
    comparison.compareSettings("site", old.head, new.head)
    comparison.compareSettings(
      "media", [old.media, RecordingHead(old)], [new.media, RecordingHead(new)])
    comparison.compare("network", old.networks, new.networks, \.name.text)
    comparison.compare("trunk", old.trunks, new.trunks, \.name.text)
    comparison.compare("seat", old.seats, new.seats, \.name.text)
    comparison.compare("bell", old.bells, new.bells, \.name)
    comparison.compare(
      "group", Array(old.directory.groups.values), Array(new.directory.groups.values), \.name.text)
    comparison.compare(
      "number", old.directory.numbers.rules, new.directory.numbers.rules, \.pattern)
    comparison.compare("key", old.keys, new.keys, \.name)
    comparison.compareSettings("nuisance", [old.nuisance], [new.nuisance])
    changes = comparison.changes
    restarts = Self.restarts(old, new)
  }

  private static func restarts(_ old: SiteConfiguration, _ new: SiteConfiguration) -> [String] {
    var sentences: [String] = []
    func need(_ what: String, _ before: String, _ after: String) {
      sentences.append("restart needed for \(what): it is \(before), and would be \(after)")
    }
    if old.dataDirectory != new.dataDirectory {
      need("data-dir in [site]", old.dataDirectory, new.dataDirectory)
    }
    if old.timeZone != new.timeZone {
      need("timezone in [site]", old.timeZone.identifier, new.timeZone.identifier)
    }
    for network in new.networks where old.network(network.name) == nil {
      sentences.append("restart needed for [network \(network.name)]: it is new")
    }
    for before in old.networks {
      guard let after = new.network(before.name) else {
        sentences.append("restart needed for [network \(before.name)]: it is gone")
        continue
      }
      if before.listeners != after.listeners {
        need("sip in [network \(before.name)]", list(before.listeners), list(after.listeners))
      }
      if before.mediaPorts != after.mediaPorts {
        need("rtp in [network \(before.name)]", list(before.mediaPorts), list(after.mediaPorts))
      }
    }
    func compare(_ key: String, _ before: CPUList?, _ after: CPUList?) {
      if before == after { return }
      need("\(key) in [media]", before?.description ?? "any", after?.description ?? "any")
    }
    compare("cpus-rtp", old.media.cpusRtp, new.media.cpusRtp)
    compare("cpus-mixer", old.media.cpusMixer, new.media.cpusMixer)
    compare("cpus-sound", old.media.cpusSound, new.media.cpusSound)
    // Sound cards and keypads are opened once, by threads of their own.
    let names = Set((old.seats + new.seats).map(\.name)).sorted()
    for name in names where old.seat(name)?.sound != new.seat(name)?.sound {
      sentences.append("restart needed for sound in [seat \(name)]: it is another, new or gone")
    }
    if old.bells != new.bells {
      let bells = Set((old.bells + new.bells).map(\.name)).sorted().joined(separator: ", ")
      sentences.append("restart needed for the bells: \(bells)")
    }
    return sentences
  }

  private static func list(_ values: [some CustomStringConvertible]) -> String {
    values.map(\.description).joined(separator: ", ")
  }
}

extension SiteConfiguration {
  /// What the site as a whole is set to, as a value that can be compared setting by setting.
  fileprivate var head: [any Hashable] {
    var policy = policy
    // Shown as what [media] says.
    policy.recording = RecordingRules()
    return [SiteHead(self), policy, directory.numbers.numbering, retention]
  }
}

private struct RecordingHead: Hashable {
  let recording: RecordingMode
  let recordingConsent: Bool
  let recordingReserve: Int
  /// `record` of numbers and groups, each as `110 no`.
  let recordOfNumbers: [String]
  let recordOfGroups: [String]

  init(_ site: SiteConfiguration) {
    let rules = site.policy.recording
    recording = rules.mode
    recordingConsent = rules.announces
    recordingReserve = site.recording.reserve
    recordOfNumbers = rules.numbers.map { "\($0) \($1 ? "yes" : "no")" }.sorted()
    recordOfGroups = rules.groups.map { "\($0.text) \($1 ? "yes" : "no")" }.sorted()
  }
}

private struct SiteHead: Hashable {
  let name: String
  let dataDirectory: String
  let timezone: String
  let logLevel: LogLevel
  let tones: ToneCountry
  let prompts: String
  let emergency: Destination
  let unknownNumber: UnknownNumber
  let county: CountyRule?

  init(_ site: SiteConfiguration) {
    name = site.name
    dataDirectory = site.dataDirectory
    timezone = site.timeZone.identifier
    logLevel = site.logLevel
    tones = site.tones
    prompts = site.promptsDirectory ?? "the box's own"
    emergency = site.directory.emergency
    unknownNumber = site.directory.numbers.unknown
    county = site.directory.county
  }
}
