import Foundation

/// Reading files that others are still writing.
enum TextFile {
  static func read(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The lines that are whole already.
  static func lines(_ path: String) -> [String] {
    guard let text = read(path), let end = text.lastIndex(of: "\n") else { return [] }
    return text[..<end].split(separator: "\n").map(String.init)
  }
}
