internal import Glibc

/// The address of a Unix socket, also where the path is longer than the 107 bytes that fit.
struct SocketPath: ~Copyable {
  private let path: String
  /// The socket's directory, held open while a long path goes through `/proc/self/fd`.
  private let directory: Int32

  init(_ path: String) throws(ConsoleError) {
    guard path.utf8.count > 107 else {
      self.path = path
      directory = -1
      return
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let parent = parts.dropLast().joined(separator: "/")
    directory = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw .last("open", parent) }
    self.path = "/proc/self/fd/\(directory)/\(parts.last ?? "")"
  }

  deinit { if directory >= 0 { close(directory) } }

  /// Calls `bind` or `connect` with the address; -1 and `errno` when it fails.
  func use(_ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        call($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
