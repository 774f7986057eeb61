internal import Glibc

/// The right to make an index grow: one process at a time, and only who may write there.
final class IndexLock {
  private let descriptor: Int32

  /// `nil` when another process does it now, or the directory does not let us.
  init?(_ path: String, in directory: RecordDirectory) {
    if mkdir(directory.indexes, 0o750) == 0 {
      let made = open(directory.indexes, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      RecordDirectory.adopt(made, directory.indexes)
      close(made)
    }
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { return nil }
    RecordDirectory.adopt(descriptor, path)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
  }

  deinit { close(descriptor) }
}
