/// Where a file is, and what its relative paths are relative to.
struct SiteBase: Sendable {
  /// What `SiteConfiguration.source` says.
  let source: String
  /// Absolute.
  let directory: String
  /// Where data goes when the file does not say; `nil` for the schema's default.
  let dataDirectory: String?

  /// An absolute path for one that may be relative, without `.` and empty components.
  ///
  /// `..` stays: what it means is for the file system, where links may stand in between.
  func absolute(_ path: String) -> String {
    let whole = path.hasPrefix("/") ? path : directory + "/" + path
    return "/" + whole.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }
}
