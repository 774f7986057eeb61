/// Collects everything that is wrong or doubtful in one file, and in those that it names.
///
/// Beyond `limit` mistakes it only counts: a file of another kind altogether must not cost minutes.
final class Findings {
  static let limit = 200

  /// The file as the user named it.
  let file: String
  private var diagnostics: [Diagnostic] = []
  private var untold = 0
  private var others: [Findings] = []
  /// How many mistakes this file has.
  private(set) var errorCount = 0

  init(file: String) { self.file = file }

  /// Whether anything here or in the files beneath is a mistake.
  var hasErrors: Bool { errorCount > 0 || others.contains { $0.hasErrors } }

  /// The findings of a file that this one names; they come behind its own.
  func findings(inFile file: String) -> Findings {
    let other = Findings(file: file)
    others.append(other)
    return other
  }

  /// Notes a mistake; `place` is `nil` when the file as a whole is meant.
  func error(_ place: Place?, _ message: @autoclosure () -> String) {
    errorCount += 1
    add(.error, place, message)
  }

  /// Notes something doubtful that the box can live with.
  func warning(_ place: Place?, _ message: @autoclosure () -> String) {
    add(.warning, place, message)
  }

  /// Notes what holds and may surprise, though nothing is wrong with it.
  func note(_ place: Place?, _ message: @autoclosure () -> String) {
    add(.note, place, message)
  }

  /// Everything found, file by file, in each file's order.
  func sorted() -> [Diagnostic] { ownSorted() + others.flatMap { $0.sorted() } }

  private func ownSorted() -> [Diagnostic] {
    let ordered = diagnostics.enumerated().sorted {
      ($0.element.line, $0.element.column, $0.offset)
        < ($1.element.line, $1.element.column, $1.offset)
    }.map(\.element)
    guard untold > 0 else { return ordered }
    return ordered + [
      diagnostic(
        errorCount > 0 ? .error : .warning, nil, "\(untold) more are not shown; mend these first")
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
