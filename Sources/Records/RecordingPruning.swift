internal import Glibc

extension RecordingArchive {
  /// A recording that was removed, and why.
  package struct Removed: Hashable, Sendable {
    /// Below the data directory.
    package let file: String
    package let bytes: Int64
    /// `age` or `size`.
    package let reason: String
  }

  /// Removes closed recordings that were last written before `moment`, and then, while all are
  /// larger than `limit` bytes together, the oldest.
  ///
  /// - Parameter moment: microseconds since 1970; `nil` removes none for its age.
  package func prune(before moment: Int64?, limit: Int?) -> [Removed] {
    var files = closedFiles()
    var total = files.reduce(0) { $0 + $1.bytes }
    var removed: [Removed] = []
    files.sort { ($0.writtenAt, $0.name) < ($1.writtenAt, $1.name) }
    for file in files {
      let isOld = moment.map { file.writtenAt < $0 } ?? false
      let isTooMuch = limit.map { total > Int64($0) } ?? false
      guard isOld || isTooMuch else { break }
      guard unlink(path(file.name)) == 0 else { continue }
      total -= file.bytes
      removed.append(
        Removed(file: file.name, bytes: file.bytes, reason: isOld ? "age" : "size"))
    }
    // A day's directory goes with its last recording; one that is in use is not empty.
    for day in Set(removed.map { $0.file[..<($0.file.lastIndex(of: "/") ?? $0.file.endIndex)] }) {
      rmdir(path(String(day)))
    }
    return removed
  }

  private struct ClosedFile {
    let name: String
    let bytes: Int64
    /// Microseconds since 1970.
    let writtenAt: Int64
  }

  private func closedFiles() -> [ClosedFile] {
    names(in: "recordings").flatMap { day in
      names(in: "recordings/\(day)").compactMap { name in
        guard name.hasSuffix(".wav") else { return nil }
        let file = "recordings/\(day)/\(name)"
        var status = stat()
        guard lstat(path(file), &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
          return nil
        }
        return ClosedFile(
          name: file, bytes: Int64(status.st_size),
          writtenAt: Int64(status.st_mtim.tv_sec) * 1_000_000
            + Int64(status.st_mtim.tv_nsec) / 1_000)
      }
    }
  }

  private func names(in directory: String) -> [String] {
    guard let listing = opendir(path(directory)) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}
