package import Foundation
internal import Glibc

/// Talks to the running box from another process: one request, one answer.
package struct ControlClient: Sendable {
  package let path: String
  /// How long an answer may take.
  package let timeout: Duration
  /// The longest answer that is read.
  private static let longestAnswer = 64 << 20

  package init(path: String, timeout: Duration = .seconds(15)) {
    self.path = path
    self.timeout = timeout
  }

  /// Sends a command whose answer carries nothing of use.
  ///
  /// - Throws: `notRunning`, `refused` with the box's reason, and what else went wrong.
  package func request(_ command: String, _ arguments: [String: String] = [:])
    throws(ConsoleError)
  {
    let line = try exchange(command, arguments)
    guard let answer = try? JSONDecoder().decode(ResponseLine<Ignored>.self, from: line) else {
      throw .malformed("the box's answer")
    }
    guard answer.ok else { throw .refused(answer.error ?? "refused") }
  }

  /// Sends a command and reads its result.
  ///
  /// - Throws: `notRunning`, `refused` with the box's reason, and what else went wrong.
  package func request<Result: Decodable>(
    _ command: String, _ arguments: [String: String] = [:], as type: Result.Type
  ) throws(ConsoleError) -> Result {
    let line = try exchange(command, arguments)
    if let answer = try? JSONDecoder().decode(ResponseLine<Ignored>.self, from: line), !answer.ok {
      throw .refused(answer.error ?? "refused")
    }
    guard let answer = try? JSONDecoder().decode(ResponseLine<Result>.self, from: line),
      let result = answer.result
    else { throw .malformed("the box's answer to \(command)") }
    return result
  }

  /// Sends a command and returns the whole answer as it came, for `--json`.
  package func exchange(_ command: String, _ arguments: [String: String] = [:])
    throws(ConsoleError) -> Data
  {
    let descriptor = try connected()
    defer { close(descriptor) }
    let request = RequestLine(command: command, arguments: arguments)
    guard var bytes = try? JSONEncoder().encode(request) else { throw .malformed(command) }
    bytes.append(UInt8(ascii: "\n"))
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        send(descriptor, $0.baseAddress! + sent, $0.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count < 0 && errno == EINTR { continue }
      // A box that is full answers and hangs up before it reads: its answer is still there to read.
      guard count > 0 else { break }
      sent += count
    }
    return try readLine(descriptor)
  }

  /// Any JSON value at all.
  private struct Ignored: Decodable {
    init(from decoder: any Decoder) {}
  }

  private func connected() throws(ConsoleError) -> Int32 {
    let address: SocketPath
    do {
      address = try SocketPath(path)
    } catch {
      throw .notRunning(path: path)
    }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .last("open a socket for", path) }
    let (seconds, rest) = timeout.components
    var limit = timeval(tv_sec: Int(seconds), tv_usec: Int(rest / 1_000_000_000_000))
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    guard address.use({ connect(descriptor, $0, $1) }) == 0 else {
      let reason = errno
      let failure = ConsoleError.last("connect to", path)
      close(descriptor)
      switch reason {
      case ENOENT, ECONNREFUSED, ENOTDIR: throw .notRunning(path: path)
      case EAGAIN: throw .busy
      default: throw failure
      }
    }
    return descriptor
  }

  private func readLine(_ descriptor: Int32) throws(ConsoleError) -> Data {
    var line = Data()
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while line.count < Self.longestAnswer {
      let count = recv(descriptor, &chunk, chunk.count, 0)
      if count < 0 && errno == EINTR { continue }
      if count < 0 && errno == EAGAIN { throw .noAnswer }
      guard count > 0 else { throw .malformed("the box hung up before its answer was whole") }
      if let end = chunk[..<count].firstIndex(of: UInt8(ascii: "\n")) {
        line.append(contentsOf: chunk[..<end])
        return line
      }
      line.append(contentsOf: chunk[..<count])
    }
    throw .malformed("an answer of more than \(Self.longestAnswer) bytes")
  }
}
