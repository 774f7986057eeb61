import Glibc

/// Reading files that others are still writing, and those of `/proc`.
enum TextFile {
  /// Reads until there is no more: Foundation takes a short read for the end, and a table of `/proc` comes in many.
  static func read(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = Glibc.read(descriptor, &chunk, chunk.count), count > 0 {
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The lines that are whole already.
  static func lines(_ path: String) -> [String] {
    guard let text = read(path), let end = text.lastIndex(of: "\n") else { return [] }
    return text[..<end].split(separator: "\n").map(String.init)
  }
}
