/// Where an audio thread runs that the site file told where.
package struct ThreadStatus: Hashable, Sendable, Codable {
  /// `rtp`, `mixer` or `sound DEVICE`.
  package var name: String
  /// The CPUs that the site file wants, as the kernel writes them: `2`, `0,4-7`.
  package var wanted: String
  /// Those on which it runs.
  package var cpus: String

  package init(name: String, wanted: String, cpus: String) {
    self.name = name
    self.wanted = wanted
    self.cpus = cpus
  }
}
