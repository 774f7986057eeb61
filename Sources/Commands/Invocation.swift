internal import Foundation
internal import Site

/// One run of a subcommand: what it was given and where it runs.
struct Invocation: Sendable {
  let arguments: ParsedArguments
  let surroundings: Surroundings

  var wantsJSON: Bool { arguments.has(.json) }

  /// The site file that is meant: named, installed, or `nil` for the embedded default site.
  var sitePath: String? {
    if let path = arguments.value(.site) { return path }
    let installed = surroundings.defaultSite
    return FileManager.default.fileExists(atPath: installed) ? installed : nil
  }

  /// What to put behind a command so that it means the same site; empty when nothing is needed.
  var siteOption: String { arguments.value(.site).map { " --site " + Shell.quoted($0) } ?? "" }

  /// The site that is meant, checked.
  ///
  /// - Throws: `SiteError` with every mistake.
  func site() throws(SiteError) -> SiteConfiguration {
    guard let path = sitePath else {
      return try SiteFile.embedded(environment: surroundings.environment)
    }
    return try SiteFile.load(path)
  }

  /// Prints a value as one line of JSON, its keys in order.
  func say(json value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    surroundings.say(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}
