internal import Foundation

/// One command for the running box, and the way back for its answer.
///
/// On the wire: `{"command":"key","arguments":{"seat":"1001","key":"transfer-110"}}` and a newline.
/// Arguments are texts; a number or truth value is taken for its text.
package struct ControlRequest: Sendable {
  /// 1–64 characters.
  package let command: String
  /// At most 32.
  package let arguments: [String: String]
  /// User id of the process that asked, for the log.
  package let user: UInt32

  private let send: @Sendable (ControlResponse) -> Void

  init(
    command: String, arguments: [String: String], user: UInt32,
    send: @escaping @Sendable (ControlResponse) -> Void
  ) {
    self.command = command
    self.arguments = arguments
    self.user = user
    self.send = send
  }

  /// Answers; from any thread, never waits. Only the first answer counts.
  package func answer(_ response: ControlResponse) { send(response) }
}

/// The two fields of a request, as they stand on the wire.
struct RequestLine: Codable {
  var command: String
  var arguments: [String: ArgumentText]?

  /// Reads a line.
  ///
  /// - Throws: `malformed`, in a sentence for whoever typed it.
  init(_ line: some DataProtocol) throws(ConsoleError) {
    do {
      self = try JSONDecoder().decode(RequestLine.self, from: Data(line))
    } catch {
      throw .malformed("expected {\"command\":\"…\",\"arguments\":{…}}")
    }
    guard (1...64).contains(command.count) else { throw .malformed("a command of 1–64 characters") }
    guard arguments?.count ?? 0 <= 32 else { throw .malformed("at most 32 arguments") }
  }

  init(command: String, arguments: [String: String]) {
    self.command = command
    self.arguments = arguments.mapValues(ArgumentText.init)
  }
}

/// A text that may also stand as a number or a truth value.
struct ArgumentText: Codable {
  let text: String

  init(_ text: String) { self.text = text }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      text = String(flag)
    } else if let number = try? container.decode(Int64.self) {
      text = String(number)
    } else {
      text = try container.decode(String.self)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
