internal import Glibc

/// The bytes of a site file, or of a table, on disk.
struct SiteSource {
  let bytes: [UInt8]
  /// Whether users who are neither owner nor of the group can read it.
  let isReadByAll: Bool

  /// The file that a path means: a directory stands for the `site.conf` in it.
  static func file(at path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return path }
    return path.hasSuffix("/") ? path + "site.conf" : path + "/site.conf"
  }

  /// Reads at most one byte more than a file may have; reports why it cannot.
  static func read(
    _ file: String, limit: Int, expected: String, _ findings: Findings
  ) -> SiteSource? {
    func fail(_ doing: String) -> SiteSource? {
      findings.error(nil, "cannot be \(doing): \(String(cString: strerror(errno)))")
      return nil
    }
    // Without O_NONBLOCK a pipe of that name would stop the box before it starts.
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return fail("opened") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return fail("examined") }
    guard status.st_mode & S_IFMT == S_IFREG else {
      findings.error(nil, "is no ordinary file; expected \(expected)")
      return nil
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return fail("read") }
      if count == 0 { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    return SiteSource(bytes: bytes, isReadByAll: status.st_mode & S_IROTH != 0)
  }
}
