internal import Glibc

/// Which file stands behind a name: tells a rotated file from the one that is written.
struct FileIdentity: Hashable, Sendable, Codable {
  let device: UInt64
  let inode: UInt64
}

/// A file that only grows; one thread owns it.
final class AppendFile {
  private(set) var path: String
  let identity: FileIdentity
  /// False for `/dev/null` and the like, which cannot be read back or cut.
  let isRegular: Bool
  /// Bytes in the file, as far as we wrote or found them.
  private(set) var length: Int
  private let descriptor: Int32
  private let gate: DiskGate?

  /// Opens `path`, mode 0640 when it is created.
  init(_ path: String, gate: DiskGate? = nil) throws(FileProblem) {
    self.path = path
    self.gate = gate
    try gate?.check(.open, "open", path)
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw .last("open", path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let problem = FileProblem.last("look at", path)
      close(descriptor)
      throw problem
    }
    identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    isRegular = status.st_mode & S_IFMT == S_IFREG
    length = isRegular ? Int(status.st_size) : 0
    if isRegular && length == 0 { RecordDirectory.adopt(descriptor, path) }
  }

  deinit { close(descriptor) }

  /// Writes all of `bytes`, or throws with a part of them in the file.
  func append(_ bytes: [UInt8]) throws(FileProblem) {
    if let error = gate?.pass(.write, path), error != 0 {
      length += max(0, bytes.withUnsafeBytes { write(descriptor, $0.baseAddress!, $0.count / 2) })
      throw FileProblem("write", path, error)
    }
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress! + done, $0.count - done)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw .last("write", path) }
      done += written
      length += written
    }
  }

  /// Brings what was written to the disk (`fdatasync`).
  func sync() throws(FileProblem) {
    try gate?.check(.sync, "sync", path)
    guard isRegular else { return }
    guard fdatasync(descriptor) == 0 else { throw .last("sync", path) }
  }

  /// Waits until no other process that asks for it has the file; the right ends with the file.
  func lock() throws(FileProblem) {
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw .last("lock", path) }
    }
    _ = measure()
  }

  /// Cuts the file after `length` bytes.
  func truncate(to length: Int) throws(FileProblem) {
    try gate?.check(.cut, "cut", path)
    guard ftruncate(descriptor, off_t(length)) == 0 else { throw .last("cut", path) }
    self.length = length
  }

  /// Gives the file the name `path`, in one step; whatever had it is gone.
  func rename(to path: String) throws(FileProblem) {
    try gate?.check(.rename, "rename", self.path)
    guard Glibc.rename(self.path, path) == 0 else { throw .last("rename", self.path) }
    self.path = path
  }

  /// The file's length as the disk knows it, should somebody else have cut it.
  func measure() -> Int {
    var status = stat()
    if isRegular && fstat(descriptor, &status) == 0 { length = Int(status.st_size) }
    return length
  }

  /// Whether a line ends right before `offset`, or the file begins there.
  func endsLine(at offset: Int) throws(FileProblem) -> Bool {
    guard offset > 0, offset <= measure() else { return offset == 0 }
    let reading = open(path, O_RDONLY | O_CLOEXEC)
    guard reading >= 0 else { throw .last("open", path) }
    defer { close(reading) }
    var byte: UInt8 = 0
    return pread(reading, &byte, 1, off_t(offset - 1)) == 1 && byte == UInt8(ascii: "\n")
  }

  /// Whether the name still leads to this file, and not to a new one or nowhere.
  var isStillThere: Bool { FileIdentity(of: path) == identity }
}

extension FileIdentity {
  /// The file that `path` leads to now, or `nil` when there is none.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }

  /// How long the file is that `path` leads to, in bytes; `nil` when there is none.
  static func size(of path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }
}
