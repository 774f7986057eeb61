package import Foundation
package import Routing
package import Switchboard

/// One checked site: everything that `site.conf` says, with defaults filled in and names resolved.
///
/// A value of this type comes only from `SiteFile`; every reference in it exists.
package struct SiteConfiguration: Sendable {
  /// The file it was read from, absolute, or `SiteFile.embeddedName`.
  package let source: String
  /// What people call the site.
  package let name: String
  /// Absolute path: journal, CDR, recordings, control socket. It need not exist yet.
  package let dataDirectory: String
  package let timeZone: TimeZone
  package let logLevel: LogLevel
  package let tones: ToneCountry
  /// Absolute path of the WAV prompts, or `nil` when the appliance looks for its own.
  package let promptsDirectory: String?
  package let media: MediaSettings
  package let recording: RecordingSettings
  package let retention: SiteRetention
  /// In the file's order; never empty.
  package let networks: [SiteNetwork]
  /// In the file's order.
  package let trunks: [SiteTrunk]
  /// In the file's order.
  package let seats: [SiteSeat]
  /// In the file's order.
  package let bells: [SiteBell]
  /// In the file's order; their digits are prefix-free.
  package let keys: [Key]
  /// What routing needs of all this.
  package let directory: Routing.Directory
  /// What call control needs of all this.
  package let policy: Policy
  /// From when on a caller counts as a nuisance.
  package let nuisance: NuisanceLimits
  /// What is doubtful in the file, though not wrong.
  package internal(set) var warnings: [Diagnostic]
}

extension SiteConfiguration {
  /// The network of that name.
  package func network(_ name: NetworkName) -> SiteNetwork? { networks.first { $0.name == name } }

  /// The trunk of that name.
  package func trunk(_ name: TrunkName) -> SiteTrunk? { trunks.first { $0.name == name } }

  /// The seat of that name.
  package func seat(_ name: SeatName) -> SiteSeat? { seats.first { $0.name == name } }
}
