internal import Foundation
internal import Glibc

/// A flow as it stands in a file, or as standard input brings it.
struct FlowFile: Sendable {
  /// Bytes of a flow; more is surely something else.
  private static let limit = 1 << 20

  /// What messages call it.
  let name: String
  let text: String
  let isStandardInput: Bool
  private let path: String

  /// Reads the file of that path; `-` is standard input.
  ///
  /// - Throws: `CommandFailure` when it cannot be read, is too long or is no text.
  init(_ path: String, _ surroundings: Surroundings) throws(CommandFailure) {
    isStandardInput = path == "-"
    self.path = path
    name = isStandardInput ? "standard input" : path
    let bytes =
      isStandardInput ? surroundings.input(Self.limit + 1) : try Self.read(path)
    guard bytes.count <= Self.limit else {
      throw CommandFailure("\(name): longer than \(Self.limit >> 10) KiB; expected a flow")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure("\(name): no UTF-8 text; expected a flow")
    }
    self.text = text
  }

  /// Puts another text in the file's place, in one step.
  ///
  /// - Returns: whether anything changed.
  func replace(with text: String) throws(CommandFailure) -> Bool {
    guard text != self.text else { return false }
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandFailure("cannot write \(path): \(error.localizedDescription)")
    }
    return true
  }

  private static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
    func failure() -> CommandFailure {
      CommandFailure("cannot read \(path): \(String(cString: strerror(errno)))")
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure() }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes
  }
}
