internal import Glibc

/// Reads a file line by line through one buffer, so that a file of any size costs the same memory.
struct LineReader: ~Copyable {
  /// The longest line that is taken for a record; a longer one is passed over.
  static let longestLine = 4 << 20

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  /// Where the next line begins, in bytes from the file's start.
  private(set) var offset: Int
  /// Lines passed over because they were too long.
  private(set) var tooLong = 0
  private var endOfFile = false

  /// Opens `path` at `offset`; `nil` when there is no such regular file.
  ///
  /// - Throws: when the file is there and cannot be read.
  init?(_ path: String, from offset: Int = 0) throws(FileProblem) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 && errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw .last("open", path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      lseek(descriptor, off_t(offset), SEEK_SET) >= 0
    else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    self.offset = offset
  }

  deinit { close(descriptor) }

  /// The next whole line without its newline, or `nil` at the end; a tail without newline is no line.
  mutating func next() -> ArraySlice<UInt8>? {
    var searched = start
    while true {
      if let end = newline(from: searched) {
        let line = buffer[start..<end]
        offset += end + 1 - start
        start = end + 1
        guard line.count <= Self.longestLine else {
          tooLong += 1
          searched = start
          continue
        }
        return line
      }
      guard !endOfFile else { return nil }
      searched = buffer.count - start
      fill()
    }
  }

  /// Bytes after the last newline; meaningful once `next` has returned `nil`.
  var tornBytes: Int { buffer.count - start }

  private mutating func fill() {
    buffer.removeSubrange(..<start)
    start = 0
    var got = 0
    buffer += [UInt8](unsafeUninitializedCapacity: 1 << 16) { chunk, count in
      repeat {
        got = read(descriptor, chunk.baseAddress, chunk.count)
      } while got < 0 && errno == EINTR
      count = max(got, 0)
    }
    if got <= 0 { endOfFile = true }
  }

  private func newline(from place: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, place < bytes.count else { return nil }
      let found = memchr(base + place, Int32(UInt8(ascii: "\n")), bytes.count - place)
      return found.map { base.distance(to: $0) }
    }
  }
}
