internal import Glibc

/// The right to a data directory, for one process at a time: an `flock` on `liandong.pid`.
///
/// The kernel lets go of it when the process ends, however it ends, so no stale lock is possible.
package final class DataDirectoryLock: Sendable {
  package let directory: String
  /// Where the box that has this lock listens for commands.
  package var controlSocket: String { Self.controlSocket(in: directory) }

  private let descriptor: Int32

  /// Where a box with this data directory listens for commands.
  package static func controlSocket(in directory: String) -> String { directory + "/control.sock" }

  /// Creates the directory when it is missing (mode 0750) and takes the lock.
  ///
  /// - Throws: `alreadyRunning` when another process has it, `system` when the disk refuses.
  package init(directory: String) throws(ConsoleError) {
    self.directory = directory
    if mkdir(directory, 0o750) != 0 && errno != EEXIST { throw .last("create", directory) }
    let path = directory + "/liandong.pid"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw .last("open", path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let isTaken = errno == EWOULDBLOCK
      let failure = ConsoleError.last("lock", path)
      let pid = Self.readPID(descriptor)
      close(descriptor)
      throw isTaken ? .alreadyRunning(pid: pid) : failure
    }
    let text = Array("\(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count
    else {
      let failure = ConsoleError.last("write", path)
      close(descriptor)
      throw failure
    }
  }

  deinit { close(descriptor) }

  private static func readPID(_ descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return Int32(String(decoding: bytes[..<count], as: UTF8.self).prefix { $0.isNumber })
  }
}
