internal import Console
internal import Site

/// Why a subcommand could not do its work, in a sentence for people, and the exit status for it.
struct CommandFailure: Error, Hashable, Sendable {
  let message: String
  let status: ExitStatus

  init(_ message: String, _ status: ExitStatus = .failed) {
    self.message = message
    self.status = status
  }

  /// The failure that an error of another module stands for.
  init(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case ConsoleError.notRunning(let path): self.init("no box answers at \(path)", .notRunning)
    case let error as SiteError: self.init("the site cannot be used\n\(error)")
    default: self.init("\(error)")
    }
  }

  /// A mistake in the command line.
  static func usage(_ message: String) -> CommandFailure { CommandFailure(message, .usage) }
}
