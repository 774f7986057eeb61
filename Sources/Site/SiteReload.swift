/// What a reload came to, as the box answers it.
package struct SiteReload: Hashable, Sendable, Codable {
  /// Whether the box goes by the new site now; `false` when it was only asked what would change.
  package let installed: Bool
  package let changes: [SiteDifference.Change]
  /// What is doubtful in the new site, though not wrong.
  package let warnings: [String]
  /// From the request until the new site held.
  package let milliseconds: Int64

  package init(
    installed: Bool, changes: [SiteDifference.Change], warnings: [String], milliseconds: Int64
  ) {
    self.installed = installed
    self.changes = changes
    self.warnings = warnings
    self.milliseconds = milliseconds
  }
}
