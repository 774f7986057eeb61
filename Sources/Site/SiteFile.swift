/// Reads `site.conf`.
package enum SiteFile {
  /// What `SiteConfiguration.source` says of the embedded default site.
  package static let embeddedName = "default site"
}
