internal import Foundation

/// The answer to a command: `{"ok":true,"result":…}` or `{"ok":false,"error":"…"}`.
package struct ControlResponse: Sendable {
  fileprivate enum Body: Sendable {
    case ok((any Encodable & Sendable)?)
    case failed(String)
  }

  fileprivate let body: Body

  /// Done, with nothing to say.
  package static let ok = ControlResponse(body: .ok(nil))

  /// Done; `result` is made JSON on the console's thread, not on the caller's.
  package static func ok(_ result: some Encodable & Sendable) -> ControlResponse {
    ControlResponse(body: .ok(result))
  }

  /// Not done, and why, in a sentence for people.
  package static func failed(_ reason: String) -> ControlResponse {
    ControlResponse(body: .failed(reason))
  }

  /// The line on the wire with its newline.
  func bytes() -> [UInt8] {
    do {
      switch body {
      case .ok(nil): return try Self.line(ResponseLine<String>(ok: true))
      case .ok(let result?): return try Self.ok(opened: result)
      case .failed(let reason):
        return try Self.line(ResponseLine<String>(ok: false, error: reason))
      }
    } catch {
      return Array(#"{"ok":false,"error":"the answer cannot be written as JSON"}"#.utf8) + [10]
    }
  }

  private static func ok(opened result: some Encodable) throws -> [UInt8] {
    try line(ResponseLine(ok: true, result: result))
  }

  private static func line(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    return Array(try encoder.encode(value)) + [10]
  }
}

/// A response as it stands on the wire.
struct ResponseLine<Result> {
  var ok: Bool
  var result: Result?
  var error: String?
}

extension ResponseLine: Encodable where Result: Encodable {}
extension ResponseLine: Decodable where Result: Decodable {}
