/// How a subcommand ended, as the shell sees it.
package enum ExitStatus: Int32, Hashable, Sendable, CaseIterable {
  case well = 0
  case failed = 1
  /// The command line was wrong.
  case usage = 2
  /// No box runs with the site's data directory.
  case notRunning = 3

  /// What the manual says of it.
  var sentence: String {
    switch self {
    case .well: "All is well."
    case .failed: "It failed, or was refused; standard error says why."
    case .usage: "The command line was wrong."
    case .notRunning: "No box runs with the site's data-dir."
    }
  }
}
