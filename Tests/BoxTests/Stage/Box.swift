import Console
import Foundation
import Testing

/// The real executable, run as it is on a box: `liandong serve --site FILE`.
final class Box: Sendable {
  let child: Child
  let site: String
  let control: ControlClient

  /// What `swift build` put beside the tests; `LIANDONG_BINARY` names another.
  static var binary: String {
    if let named = ProcessInfo.processInfo.environment["LIANDONG_BINARY"] { return named }
    var folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let binary = folder.appending(path: "liandong").path
      if FileManager.default.isExecutableFile(atPath: binary),
        !folder.appending(path: "Package.swift").path.isReadable
      {
        return binary
      }
    }
    return URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: ".build/debug/liandong").path
  }

  /// Starts it and waits until it is ready.
  ///
  /// - Parameter prefix: a command that runs it.
  init(
    site: String, data: String = "data", name: String = "box", environment: [String: String] = [:],
    under prefix: [String] = []
  ) async throws {
    self.site = site
    let directory = URL(filePath: site).deletingLastPathComponent()
    let socket = directory.appending(path: data).appending(path: "control.sock").path
    control = ControlClient(path: socket)
    let words = prefix + [Self.binary, "serve", "--site", site]
    child = try Child(
      name, words[0], Array(words[1...]), environment: environment, in: directory)
    try await child.says("event=ready")
  }

  var log: [String] { TextFile.lines(child.errors) }

  /// Waits for a line of the log.
  @discardableResult
  func logs(_ words: String..., count: Int = 1) async throws -> String {
    try await eventually("the box logs \(words.joined(separator: " "))\n\(tail)") {
      let found = log.filter { line in words.allSatisfy(line.contains) }
      guard found.count < count else { return found[count - 1] }
      guard child.isRunning else { throw NeverHappened("the box lived on\n\(tail)") }
      return nil
    }
  }

  /// Waits until the only call is in that state, as `liandong calls` shows it.
  @discardableResult
  func isIn(_ state: String, holder: String? = nil, forSeconds seconds: Int64 = 0) async throws
    -> CallStatus
  {
    try await eventually("a call \(state) with \(holder ?? "anybody")\n\(tail)") {
      let calls = try control.request("calls", as: [CallStatus].self)
      guard let call = calls.first, call.state == state, call.seconds >= seconds
      else { return nil }
      return holder == nil || call.holder == holder ? call : nil
    }
  }

  func status() throws -> BoxStatus { try control.request("status", as: BoxStatus.self) }

  /// Waits until no call and no leg is left.
  func isIdle() async throws {
    try await eventually("the box is idle\n\(tail)") {
      let status = try self.status()
      return status.calls == 0 && status.legs == 0 ? status : nil
    }
  }

  func seats() throws -> [SeatStatus] { try control.request("seats", as: [SeatStatus].self) }

  private struct Outcome: Decodable { let outcome: String }

  /// Presses a seat's key on the console.
  ///
  /// - Parameter outcome: what the box must say: `accepted`, `ignored`, `refused: ` and why.
  func press(_ key: String, seat: String, is outcome: String = "accepted") throws {
    let said = try control.request("key", ["seat": seat, "key": key], as: Outcome.self).outcome
    #expect(said == outcome)
  }

  /// The closed records, as `liandong cdr --json` prints them.
  func records() async throws -> [RecordedCall] {
    let directory = URL(filePath: site).deletingLastPathComponent()
    let name = "cdr-\(UUID().uuidString)"
    let cdr = try Child(
      name, Self.binary, ["cdr", "--json", "--reason", "test", "--site", site], in: directory)
    let status = try await cdr.exitStatus()
    #expect(status == 0)
    return try TextFile.lines(cdr.output).map { try RecordedCall($0) }
      .filter { $0.state == "closed" }
  }

  /// Runs a subcommand against this box's site.
  func run(_ command: String, _ options: String...) async throws -> (
    status: Int32, output: [String], errors: [String]
  ) {
    let directory = URL(filePath: site).deletingLastPathComponent()
    let child = try Child(
      "\(command)-\(UUID().uuidString)", Self.binary, [command] + options + ["--site", site],
      in: directory)
    let status = try await child.exitStatus()
    return (status, TextFile.lines(child.output), TextFile.lines(child.errors))
  }

  /// Waits until the journal holds what the call has come to, so that a crash cannot lose it.
  func keepsOpenRecord() async throws {
    try await eventually("the journal is written") {
      try control.request("status", as: BoxStatus.self).pendingRecords == 0 ? true : nil
    }
  }

  /// The record of the only call, once it is closed.
  func record() async throws -> RecordedCall {
    try await eventually("a closed record\n\(tail)") { try await records().first }
  }

  /// Ends it as systemd does.
  func stop() async throws {
    child.signal(SIGTERM)
    let status = try await child.exitStatus()
    #expect(status == 0, "\(tail)")
  }

  private var tail: String { log.suffix(30).joined(separator: "\n") }
}

extension String {
  fileprivate var isReadable: Bool { FileManager.default.isReadableFile(atPath: self) }
}
