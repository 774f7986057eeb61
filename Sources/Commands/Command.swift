/// One row of the table: all that dispatch, help and manual know of a subcommand.
struct Command: Sendable {
  let name: String
  let operands: Operands
  /// What it does, in a clause for the list of subcommands.
  let summary: String
  /// What more there is to say; a paragraph an entry.
  let details: [String]
  /// Words or sentences of its own with what they mean, for help and manual.
  let glossary: Glossary?
  let options: [Option]
  /// Command lines to learn from, each with what it does.
  let examples: [Example]
  /// Whether help and hints pass over it.
  let isHidden: Bool
  let run: @Sendable (Invocation) throws -> ExitStatus

  struct Example: Hashable, Sendable {
    let line: String
    let meaning: String

    init(_ line: String, _ meaning: String) {
      self.line = line
      self.meaning = meaning
    }
  }

  struct Glossary: Hashable, Sendable {
    let title: String
    let entries: [Example]
  }

  init(
    _ name: String, operands: Operands = .none, _ summary: String, details: [String] = [],
    glossary: Glossary? = nil, options: [Option], examples: [Example] = [],
    isHidden: Bool = false, run: @escaping @Sendable (Invocation) throws -> ExitStatus
  ) {
    self.name = name
    self.operands = operands
    self.summary = summary
    self.details = details
    self.glossary = glossary
    self.options = options + [.help]
    self.examples = examples
    self.isHidden = isHidden
    self.run = run
  }

  /// `liandong key [OPTION…] SEAT KEY`.
  var usage: String {
    (["liandong", name, "[OPTION…]"] + (operands.usage.isEmpty ? [] : [operands.usage]))
      .joined(separator: " ")
  }
}
