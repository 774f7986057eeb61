internal import Glibc

/// One file of closed records: `cdr.jsonl` itself or one that was rotated away.
struct RecordSegment: Hashable {
  let path: String
  /// The first and the last line's place in the chain; `nil` where a line has none.
  let first: ChainLink?
  let last: ChainLink?
  let isEmpty: Bool
}

extension RecordDirectory {
  /// The files of a chain in the order of their lines, the one that is written last.
  ///
  /// Rotated files keep the name's beginning (`cdr.jsonl.1`, `cdr.jsonl-20261121`); compressed ones
  /// are no longer seen.
  func segments(_ name: String = "cdr.jsonl") throws(FileProblem) -> [RecordSegment] {
    var found: [RecordSegment] = []
    for file in names(startingWith: name) where file != name {
      let ending = file.dropFirst(name.count)
      guard ending.hasPrefix(".") || ending.hasPrefix("-"), !Self.isForeign(file) else { continue }
      found.append(try RecordSegment(path + "/" + file))
    }
    found.sort { left, right in
      let (a, b) = (left.first?.head.seq ?? 0, right.first?.head.seq ?? 0)
      return a == b ? left.path < right.path : a < b
    }
    if FileIdentity(of: path + "/" + name) != nil {
      found.append(try RecordSegment(path + "/" + name))
    }
    return found
  }

  /// The head after the last line that any file of the chain has; `nil` when none has one.
  func lastHead(_ name: String = "cdr.jsonl") throws(FileProblem) -> ChainHead? {
    try segments(name).compactMap { $0.last?.head }.max { $0.seq < $1.seq }
  }

  private func names(startingWith start: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(start) { names.append(name) }
    }
    return names.sorted()
  }

  private static func isForeign(_ file: String) -> Bool {
    [".gz", ".xz", ".zst", ".bz2", ".new", ".tmp", "~"].contains { file.hasSuffix($0) }
  }
}

extension RecordSegment {
  init(_ path: String) throws(FileProblem) {
    self.path = path
    guard var reader = try LineReader(path), let line = reader.next() else {
      (first, last, isEmpty) = (nil, nil, true)
      return
    }
    first = ChainLink(line: line, checked: false)
    isEmpty = false
    last = try Self.lastLine(of: path).flatMap { ChainLink(line: $0, checked: false) }
  }

  /// The last whole line, found from the end.
  static func lastLine(of path: String) throws(FileProblem) -> ArraySlice<UInt8>? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let size = Int(status.st_size)
    var span = 8192
    while true {
      let from = max(0, size - span)
      guard var reader = try LineReader(path, from: from) else { return nil }
      var last: ArraySlice<UInt8>?
      var count = 0
      while let line = reader.next() {
        last = ArraySlice(Array(line))
        count += 1
      }
      // The first one found may be the end of a longer one.
      if from == 0 || count > 1 { return last }
      guard span < 2 * LineReader.longestLine else { return nil }
      span *= 4
    }
  }
}
