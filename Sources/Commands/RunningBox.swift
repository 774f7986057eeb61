internal import Console
internal import Site

/// The box that runs with a site's data directory, as subcommands speak to it.
struct RunningBox: Sendable {
  let site: SiteConfiguration
  private let client: ControlClient
  private let start: String

  /// - Throws: `SiteError` when the site cannot be used.
  init(_ invocation: Invocation) throws(SiteError) {
    site = try invocation.site()
    client = ControlClient(path: DataDirectoryLock.controlSocket(in: site.dataDirectory))
    start = "liandong serve" + invocation.siteOption
  }

  /// Sends a command and reads its result.
  ///
  /// - Throws: `CommandFailure`, status 3 with what to do when no box runs.
  func ask<Result: Decodable>(
    _ command: String, _ arguments: [String: String] = [:], as type: Result.Type
  ) throws(CommandFailure) -> Result {
    do throws(ConsoleError) {
      return try client.request(command, arguments, as: type)
    } catch {
      throw failure(error)
    }
  }

  /// Sends a command whose answer carries nothing of use.
  ///
  /// - Throws: as `ask`.
  func order(_ command: String, _ arguments: [String: String]) throws(CommandFailure) {
    do throws(ConsoleError) {
      try client.request(command, arguments)
    } catch {
      throw failure(error)
    }
  }

  private func failure(_ error: ConsoleError) -> CommandFailure {
    guard case .notRunning = error else { return CommandFailure(error) }
    return CommandFailure(
      "no box runs with data-dir \(site.dataDirectory)\nstart it: \(start)", .notRunning)
  }
}
