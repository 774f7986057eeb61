/// What a walk along a whole chain found.
package struct ChainVerification: Hashable, Sendable {
  /// Something that was edited, removed, moved or added.
  package struct Problem: Hashable, Sendable, CustomStringConvertible {
    package let file: String
    /// From 1 on; 0 when it concerns the file as a whole.
    package let line: Int
    package let text: String

    package var description: String {
      line == 0 ? "\(file): \(text)" : "\(file):\(line): \(text)"
    }
  }

  /// The most problems that are described; all are counted.
  package static let described = 100

  /// Lines that were read.
  package internal(set) var lines = 0
  /// Where the chain begins on this disk: what came before was pruned.
  package internal(set) var beginning = ChainHead.genesis
  /// The last line's place; worth keeping somewhere else.
  package internal(set) var head = ChainHead.genesis
  /// Signed heads that agree with the lines.
  package internal(set) var signedHeads = 0
  /// Why signatures were not checked; `nil` when they were.
  package internal(set) var withoutKey: String?
  package private(set) var problems: [Problem] = []
  package private(set) var problemCount = 0

  package var isGood: Bool { problemCount == 0 }

  mutating func note(_ file: String, _ line: Int, _ text: String) {
    problemCount += 1
    if problems.count < Self.described {
      problems.append(Problem(file: file, line: line, text: text))
    }
  }
}
