import Dispatch
import Foundation
import Glibc
import Synchronization
import Testing

@testable import Console

/// A box's end of the console for one test: a directory, its lock, a server, and a control thread's
/// stand-in that answers whatever `answer` says.
final class ControlBench: Sendable {
  let directory: String
  let server: ControlServer
  var path: String { server.path }
  private let woken: DispatchSemaphore
  private let answering: Mutex<Bool>

  init(limits: ControlServer.Limits = .init(), directory: String? = nil) throws {
    let directory = directory ?? Self.newDirectory()
    self.directory = directory
    let woken = DispatchSemaphore(value: 0)
    self.woken = woken
    answering = Mutex(true)
    let lock = try DataDirectoryLock(directory: directory)
    server = try ControlServer(lock: lock, limits: limits) { woken.signal() }
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  static func newDirectory() -> String {
    NSTemporaryDirectory() + "/liandong-console-" + UUID().uuidString
  }

  /// The next request, as the control thread takes it.
  func next() throws -> ControlRequest {
    try awaitRequest()
    return try #require(server.next())
  }

  /// Waits until one more request stands before the control thread, and leaves it there.
  func awaitRequest() throws {
    try #require(woken.wait(timeout: .now() + 20) == .success)
  }

  /// Answers requests until `finish`, on a thread of its own.
  func answerAll(_ answer: @escaping @Sendable (ControlRequest) -> ControlResponse) {
    Thread { [self] in
      while answering.withLock({ $0 }) {
        woken.wait()
        if let request = server.next() { request.answer(answer(request)) }
      }
    }.start()
  }

  func finish() {
    answering.withLock { $0 = false }
    woken.signal()
    server.stop()
  }
}

/// A client that sends and reads just what a test says.
final class RawClient {
  let descriptor: Int32
  private var pending: [UInt8] = []

  init(_ path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let address = try SocketPath(path)
    let status = address.use { connect(descriptor, $0, $1) }
    try #require(status == 0, "connect: \(errno)")
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
  }

  deinit { close(descriptor) }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// The next line; `nil` when the box hung up.
  func line() -> String? {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var searched = 0
    while true {
      if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { pending.removeSubrange(...end) }
        return String(decoding: pending[..<end], as: UTF8.self)
      }
      searched = pending.count
      let count = recv(descriptor, &chunk, chunk.count, 0)
      guard count > 0 else { return nil }
      pending += chunk[..<count]
    }
  }
}
