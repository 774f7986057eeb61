package import Foundation

/// Reads `site.conf`.
package enum SiteFile {
  /// What `SiteConfiguration.source` says of the embedded default site.
  package static let embeddedName = "default site"

  /// Reads and checks a file, or `site.conf` in a directory.
  ///
  /// - Throws: `SiteError` with every mistake, also when the file cannot be read.
  package static func load(
    _ path: String, now: Date = Date()
  ) throws(SiteError) -> SiteConfiguration {
    let (configuration, diagnostics) = check(path: path, now: now)
    guard let configuration else { throw SiteError(diagnostics: diagnostics) }
    return configuration
  }

  /// Reads and checks a file, or `site.conf` in a directory; there is a value unless a diagnostic
  /// is an error.
  ///
  /// - Parameter now: the day whose transition periods are spoken of.
  package static func check(
    path: String, now: Date = Date()
  ) -> (SiteConfiguration?, [Diagnostic]) {
    let file = SiteSource.file(at: path)
    let findings = Findings(file: file)
    guard
      let source = SiteSource.read(
        file, limit: INIParser.fileLimit, expected: "a site file or a directory that has one",
        findings)
    else { return (nil, findings.sorted()) }
    return check(
      source.bytes, base: base(of: file), findings: findings, now: now,
      isReadByAll: source.isReadByAll)
  }

  /// Checks the text of a file that need not exist; relative paths are relative to its directory.
  package static func check(
    text: String, file: String, now: Date = Date()
  ) -> (SiteConfiguration?, [Diagnostic]) {
    check(bytes: Array(text.utf8), file: file, now: now)
  }

  /// Checks the bytes of a file that need not exist.
  package static func check(
    bytes: [UInt8], file: String, now: Date = Date()
  ) -> (SiteConfiguration?, [Diagnostic]) {
    check(bytes, base: base(of: file), findings: Findings(file: file), now: now)
  }

  static func check(
    _ bytes: [UInt8], base: SiteBase, findings: Findings, now: Date, isReadByAll: Bool = false
  ) -> (SiteConfiguration?, [Diagnostic]) {
    let document = INIParser.parse(bytes, findings: findings)
    if isReadByAll { warnOfPasswords(in: document, findings) }
    var checker = SiteChecker(document: document, findings: findings, base: base, now: now)
    var configuration = checker.check()
    let diagnostics = findings.sorted()
    configuration?.warnings = diagnostics.filter { $0.severity == .warning }
    return (configuration, diagnostics)
  }

  private static func base(of file: String) -> SiteBase {
    let here = SiteBase(
      source: "", directory: FileManager.default.currentDirectoryPath, dataDirectory: nil)
    let absolute = here.absolute(file)
    let directory = absolute.split(separator: "/").dropLast().joined(separator: "/")
    return SiteBase(source: absolute, directory: "/" + directory, dataDirectory: nil)
  }

  private static func warnOfPasswords(in document: INIDocument, _ findings: Findings) {
    let password = document.sections.lazy.compactMap { $0.entry(SeatKeys.password.row.key) }.first
    guard let password else { return }
    findings.warning(
      password.key.place,
      "a password in a file that every user of this machine can read; expected chmod o-r")
  }
}
