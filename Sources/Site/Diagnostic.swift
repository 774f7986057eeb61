/// One mistake, or one doubtful thing, in a site file.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable {
    case error
    case warning
    /// What holds and may surprise; nothing need be done.
    case note
  }

  /// The file as the user named it.
  package let file: String
  /// From 1; 0 when the file as a whole is meant.
  package let line: Int
  /// From 1, in characters as Unicode counts them (scalars); 0 when the file as a whole is meant.
  package let column: Int
  package let severity: Severity
  /// What stands there; what is expected. Never contains a password.
  package let message: String
}

extension Diagnostic: CustomStringConvertible {
  /// `site.conf:14:9: error: …`, as compilers print it and editors jump to it.
  package var description: String {
    let place = line > 0 ? "\(file):\(line):\(column)" : file
    return "\(place): \(severity.rawValue): \(message)"
  }
}

/// A site file that cannot be used, with every reason.
package struct SiteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Errors and warnings, in the file's order.
  package let diagnostics: [Diagnostic]

  package var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
