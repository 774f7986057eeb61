internal import Glibc

/// The secret with which the heads of chains are signed: 32 bytes in `DATA/chain.key`, mode 0600.
struct ChainKey: Sendable {
  let bytes: [UInt8]

  /// Reads the key; `nil` when there is none.
  ///
  /// - Throws: when it is there and may not be read, or is no key.
  init?(reading path: String) throws(FileProblem) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 && errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw .last("open", path) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 33)
    guard read(descriptor, &buffer, buffer.count) == 32 else {
      throw FileProblem("\(path) is no key: expected 32 bytes")
    }
    bytes = Array(buffer.prefix(32))
  }

  /// Reads the key, or makes one where there is none.
  init(in directory: RecordDirectory) throws(FileProblem) {
    let path = directory.chainKey
    if let key = try ChainKey(reading: path) {
      self = key
      return
    }
    var fresh = [UInt8](repeating: 0, count: 32)
    guard getentropy(&fresh, fresh.count) == 0 else { throw .last("draw a key for", path) }
    // Whole under another name first: a stop in between must not leave half a key.
    let draft = path + ".new"
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .last("create", draft) }
    RecordDirectory.adopt(descriptor, path)
    let isWritten = write(descriptor, fresh, fresh.count) == fresh.count && fsync(descriptor) == 0
    close(descriptor)
    guard isWritten, link(draft, path) == 0 || errno == EEXIST else {
      throw .last("create", path)
    }
    unlink(draft)
    try directory.sync()
    guard let key = try ChainKey(reading: path) else { throw FileProblem("\(path) vanished") }
    self = key
  }
}
