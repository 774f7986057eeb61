internal import Glibc

/// What the disk refused, in words that name the file: `cannot write /x/cdr.jsonl: No space left`.
package struct FileProblem: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }

  /// The failure that `errno` stands for at this moment.
  static func last(_ doing: String, _ path: String) -> FileProblem {
    FileProblem(doing, path, errno)
  }

  /// A failure with its error number.
  init(_ doing: String, _ path: String, _ error: Int32) {
    description = "cannot \(doing) \(path): \(String(cString: strerror(error)))"
  }
}
