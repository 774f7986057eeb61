/// Collects everything that is wrong or doubtful in one file.
///
/// Beyond `limit` mistakes it only counts: a file of another kind altogether must not cost minutes.
final class Findings {
  static let limit = 200

  private let file: String
  private var diagnostics: [Diagnostic] = []
  private var untold = 0
  private(set) var hasErrors = false

  init(file: String) { self.file = file }

  /// Notes a mistake; `place` is `nil` when the file as a whole is meant.
  func error(_ place: Place?, _ message: @autoclosure () -> String) {
    hasErrors = true
    add(.error, place, message)
  }

  /// Notes something doubtful that the box can live with.
  func warning(_ place: Place?, _ message: @autoclosure () -> String) {
    add(.warning, place, message)
  }

  /// Everything found, in the file's order.
  func sorted() -> [Diagnostic] {
    let ordered = diagnostics.enumerated().sorted {
      ($0.element.line, $0.element.column, $0.offset)
        < ($1.element.line, $1.element.column, $1.offset)
    }.map(\.element)
    guard untold > 0 else { return ordered }
    return ordered + [
      diagnostic(
        hasErrors ? .error : .warning, nil, "\(untold) more are not shown; mend these first")
    ]
  }

  private func add(
    _ severity: Diagnostic.Severity, _ place: Place?, _ message: () -> String
  ) {
    guard diagnostics.count < Findings.limit else {
      untold += 1
      return
    }
    diagnostics.append(diagnostic(severity, place, message()))
  }

  private func diagnostic(
    _ severity: Diagnostic.Severity, _ place: Place?, _ message: String
  ) -> Diagnostic {
    Diagnostic(
      file: file, line: place?.line ?? 0, column: place?.column ?? 0, severity: severity,
      message: message)
  }
}
