internal import Foundation
internal import Glibc
package import Records

/// What a subcommand sees of the world beyond its arguments; tests bring their own.
package struct Surroundings: Sendable {
  /// Data: what another program may read.
  package let output: Output
  /// Talk: what is meant for people only.
  package let errors: Output
  /// Standard input: its bytes, at most so many.
  package let input: @Sendable (_ limit: Int) -> [UInt8]
  package let environment: [String: String]
  /// The site that is meant when nobody names one, if there is such a file.
  package let defaultSite: String
  /// Who runs the program.
  package let onlooker: Onlooker
  /// Whether somebody watches `errors` on a terminal.
  package let isTerminal: Bool

  package init(
    output: Output, errors: Output, input: @escaping @Sendable (Int) -> [UInt8] = { _ in [] },
    environment: [String: String] = [:], defaultSite: String = Surroundings.installedSite,
    onlooker: Onlooker? = nil, isTerminal: Bool = false
  ) {
    self.output = output
    self.errors = errors
    self.input = input
    self.environment = environment
    self.defaultSite = defaultSite
    self.onlooker = onlooker ?? .process(environment: environment)
    self.isTerminal = isTerminal
  }

  /// Where an installed box has its site file.
  package static let installedSite = "/etc/liandong/site.conf"

  /// Those of this process, which from now on takes a closed pipe for an error and not for death.
  package static func process() -> Surroundings {
    signal(SIGPIPE, SIG_IGN)
    return Surroundings(
      output: Output(descriptor: 1), errors: Output(descriptor: 2),
      input: { limit in
        let data = try? FileHandle.standardInput.read(upToCount: limit)
        return Array(data ?? Data())
      }, environment: ProcessInfo.processInfo.environment, isTerminal: isatty(2) == 1)
  }

  /// Prints a text as data, on lines of its own.
  @discardableResult
  func say(_ text: String) -> ExitStatus {
    output.write(text.hasSuffix("\n") ? text : text + "\n")
    return .well
  }

  /// Tells people something, on lines of its own.
  func talk(_ text: String) { errors.write(text.hasSuffix("\n") ? text : text + "\n") }
}
