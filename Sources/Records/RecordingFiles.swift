internal import Foundation
internal import Glibc

/// The files below `DATA/recordings`, by age and size; those that are still written are none of them.
struct RecordingFiles {
  /// One file; its age is that of its last write.
  struct File: Hashable {
    let path: String
    let bytes: Int64
    /// Microseconds since 1970.
    let written: Int64
  }

  /// A file younger than this may still be written, microseconds.
  private static let youth: Int64 = 3_600_000_000

  private let root: String

  init(_ directory: RecordDirectory) { root = directory.recordings }

  /// What is to go: all that was written before `moment`, and then the oldest until the rest is
  /// `bytes` at most. What was written within the last hour stays.
  func due(before moment: Int64?, bytes: Int64?, at now: Int64) -> [File] {
    let all = files().sorted { ($0.written, $0.path) < ($1.written, $1.path) }
    var rest = all.reduce(0) { $0 + $1.bytes }
    var due: [File] = []
    for file in all where file.written < now - Self.youth {
      let isOld = moment.map { file.written < $0 } ?? false
      let isTooMuch = bytes.map { rest > $0 } ?? false
      guard isOld || isTooMuch else { break }
      due.append(file)
      rest -= file.bytes
    }
    return due
  }

  /// Removes files, and directories that are empty then.
  func remove(_ files: [File]) throws(FileProblem) -> Int {
    for file in files {
      guard unlink(file.path) == 0 || errno == ENOENT else { throw .last("remove", file.path) }
      // Refused while anything else is in it, which is what is wanted.
      if let slash = file.path.lastIndex(of: "/"), slash > root.endIndex {
        rmdir(String(file.path[..<slash]))
      }
    }
    return files.count
  }

  private func files() -> [File] {
    guard let walk = FileManager.default.enumerator(atPath: root) else { return [] }
    var files: [File] = []
    while let name = walk.nextObject() as? String {
      if name.hasSuffix(".open") { continue }
      let path = root + "/" + name
      var status = stat()
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      let written = Int64(status.st_mtim.tv_sec) * 1_000_000 + Int64(status.st_mtim.tv_nsec) / 1000
      files.append(File(path: path, bytes: Int64(status.st_size), written: written))
    }
    return files
  }
}
