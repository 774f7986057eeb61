internal import Glibc

/// A file that is read here and there.
final class ReadFile {
  let length: Int
  private let descriptor: Int32

  /// Opens `path`; `nil` when there is none.
  init?(_ path: String) throws(FileProblem) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 && errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw .last("open", path) }
    var status = stat()
    length = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  deinit { close(descriptor) }

  /// The bytes from `place` on, at most `count`; fewer at the file's end.
  func bytes(at place: Int, _ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(
          descriptor, buffer.baseAddress! + filled, count - filled, off_t(place + filled))
        if got < 0 && errno == EINTR { continue }
        guard got > 0 else { return }
        filled += got
      }
    }
  }
}
