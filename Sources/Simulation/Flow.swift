/// A call flow as a telecom engineer writes it: what happens, and beneath it what must follow.
///
/// ```
/// citizen calls 12345
///   > dial 1001
/// 1001 answers
///   > 200 citizen
/// ```
/// `#` begins a comment. A step without `>` lines expects nothing in particular.
package struct Flow: Sendable {
  package var lines: [Line]

  /// One line of the file.
  package enum Line: Hashable, Sendable {
    /// A comment or a blank line, kept as it is.
    case remark(String)
    /// Something happens.
    case event(String, number: Int)
    /// Something that must follow.
    case expected(String, number: Int)
  }

  package init(_ text: String) {
    var number = 0
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { raw in
      number += 1
      let line = Flow.trim(raw)
      if line.isEmpty || line.hasPrefix("#") { return .remark(String(raw)) }
      if line.hasPrefix(">") { return .expected(Flow.trim(line.dropFirst()), number: number) }
      return .event(line, number: number)
    }
    if lines.last == .remark("") { lines.removeLast() }
  }

  static func trim(_ text: some StringProtocol) -> String {
    var text = text[...]
    while text.first?.isWhitespace == true { text = text.dropFirst() }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }
}

/// A line that the simulator does not understand, or that did not come true.
package struct FlowError: Error, Hashable, Sendable, CustomStringConvertible {
  package let line: Int
  package let message: String

  package var description: String { "line \(line): error: \(message)" }
}
