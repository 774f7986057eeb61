import Foundation
import Glibc
import Testing

/// A SIPp that plays one of `Scenarios/`: an independent SIP peer that fails when anything happens
/// that its scenario does not expect.
struct SIPp: Sendable {
  let child: Child
  let address: String
  let port: UInt16
  let tcp: Bool
  private let trace: String

  /// The directory of the scenario files.
  static let scenarios = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Scenarios")

  /// The keys of the scenarios where a test does not say otherwise.
  private static let usualKeys = [
    "caller": "13800000001", "rtp": "6000", "extra": "X-Test: yes", "hops": "70",
    "wish": "a=x-wish:none", "moved-wish": "a=x-wish:none", "types": "8 101",
    "type": "dtmf", "first": "*", "second": "1", "refer": "sip:110@localhost",
  ]

  /// Starts one and waits until it listens.
  ///
  /// - Parameters:
  ///   - target: `address:port` of the box for a scenario that calls; nil for one that is called.
  ///   - keys: what stands in square brackets in the scenario.
  init(
    _ name: String, _ scenario: String, at address: String, port: UInt16 = 5060,
    calling target: String? = nil, dialling number: String = "12345", tcp: Bool = false,
    calls: Int = 1, keys: [String: String] = [:], options: [String] = [], in directory: URL
  ) async throws {
    self.address = address
    self.port = port
    self.tcp = tcp
    trace = directory.appending(path: "\(name).trace").path
    var arguments = ["-sf", try Self.filled(scenario, keys, name, in: directory)]
    arguments += ["-i", address, "-mi", address, "-p", "\(port)", "-m", "\(calls)", "-nostdin"]
    arguments += [
      "-s", number, "-t", tcp ? "t1" : "u1", "-mp", "\(UInt16.random(in: 30000...60000))",
    ]
    arguments += ["-trace_msg", "-message_file", trace]
    arguments += ["-trace_err", "-error_file", directory.appending(path: "\(name).mistakes").path]
    arguments += ["-timeout", "90s", "-timeout_error"]
    for (key, value) in Self.usualKeys.merging(keys, uniquingKeysWith: { $1 }) {
      arguments += ["-key", key, value]
    }
    arguments += options
    if let target { arguments.append(target) }
    let child = try Child(name, "/usr/bin/sipp", arguments, in: directory)
    self.child = child
    guard target == nil else { return }
    _ = try await eventually("\(name) listens") {
      guard child.isRunning else { throw NeverHappened("\(name) started: \(Self.mistakes(trace))") }
      return SocketName.isBound(address, port, tcp: tcp) ? true : nil
    }
  }

  /// The scenario with its `{key}`s filled in, which SIPp cannot do where it wants a number.
  private static func filled(
    _ scenario: String, _ keys: [String: String], _ name: String, in directory: URL
  ) throws -> String {
    let file = scenarios.appending(path: "\(scenario).xml")
    var text = try String(contentsOf: file, encoding: .utf8)
    for (key, value) in keys { text = text.replacing("{\(key)}", with: value) }
    let copy = directory.appending(path: "\(name).xml")
    try text.write(to: copy, atomically: true, encoding: .utf8)
    return copy.path
  }

  /// Every message so far, cues left out.
  var messages: [TracedMessage] { TracedMessage.read(trace).filter { !$0.isCue } }
  var received: [TracedMessage] { messages.filter(\.isReceived) }

  /// Waits for a message: `ACK`, `200 BYE`.
  ///
  /// - Parameter count: how many of the kind there must have been.
  @discardableResult
  func receives(_ kind: String, count: Int = 1) async throws -> TracedMessage {
    try await eventually("\(child.name) receives \(kind)\n\(Self.mistakes(trace))") {
      let found = received.filter { $0.kind == kind }
      return found.count >= count ? found[count - 1] : nil
    }
  }

  /// Waits until it has sent a message of that kind.
  func sends(_ kind: String) async throws {
    try await eventually("\(child.name) sends \(kind)\n\(Self.mistakes(trace))") {
      messages.first { !$0.isReceived && $0.kind == kind }
    }
  }

  /// Tells the scenario to go on: a request of that name that only its own dialog knows.
  func cue(_ method: String) throws {
    let id = try #require(messages.compactMap { $0.header("Call-ID") }.last)
    let text = """
      CUE-\(method) sip:test SIP/2.0\r
      Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKcue\r
      From: <sip:test@test>;tag=1\r
      To: <sip:test@test>\r
      Call-ID: \(id)\r
      CSeq: 1 CUE-\(method)\r
      Content-Length: 0\r
      \r

      """
    let name = SocketName(address, port)
    let descriptor = name.socket()
    defer { close(descriptor) }
    #expect(name.send(Array(text.utf8), from: descriptor))
  }

  /// Waits for its end, which must be that of a scenario in which all was as expected.
  func succeeds() async throws {
    let status = try await child.exitStatus()
    #expect(status == 0, "\(child.name): \(Self.mistakes(trace))")
  }

  private static func mistakes(_ trace: String) -> String {
    let mistakes = TextFile.read(trace.replacing(".trace", with: ".mistakes")) ?? ""
    let kinds = TracedMessage.read(trace).map { ($0.isReceived ? "< " : "> ") + $0.kind }
    return mistakes.prefix(3000) + "\n" + kinds.joined(separator: "\n")
  }
}
