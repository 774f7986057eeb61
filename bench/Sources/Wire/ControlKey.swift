internal import Glibc

/// A key press over the control socket, as `liandong key` sends it, without a process around it.
enum ControlKey {
  static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

  /// - Returns: the moment just before the request was written; nil when the socket is not there.
  static func press(_ key: String, seat: String, at path: String) -> (at: Int64, descriptor: Int32)?
  {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard connected == 0 else {
      close(descriptor)
      return nil
    }
    let bytes = Array(
      "{\"command\":\"key\",\"arguments\":{\"seat\":\"\(seat)\",\"key\":\"\(key)\"}}\n".utf8)
    let moment = Time.wall()
    guard write(descriptor, bytes, bytes.count) == bytes.count else {
      close(descriptor)
      return nil
    }
    return (moment, descriptor)
  }
}
