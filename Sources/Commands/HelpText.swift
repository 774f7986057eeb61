internal import Records

/// What `--help` prints, drawn from the table.
enum HelpText {
  /// The whole program, a line a subcommand.
  static var overview: String {
    let rows = CommandTable.visible.map { ($0.name, $0.summary) }
    return """
      Liandong stands between a city's 12345 and its 110: one key, the other desk, one record.

      usage: liandong SUBCOMMAND [OPTION…] [ARGUMENT…]

      \(columns(rows))
      `liandong help SUBCOMMAND` says more; `liandong --version` prints the version.
      Exit status: 0 well, 1 failed, 2 wrong usage, 3 not running.

      """
  }

  /// One subcommand with its options.
  static func of(_ command: Command) -> String {
    var text = "liandong \(command.name): \(command.summary)\n\nusage: \(command.usage)\n\n"
    text += columns(command.options.map { ($0.usage, sentence($0)) })
    for detail in command.details { text += "\n" + wrapped(detail, indent: 0) }
    if let glossary = command.glossary {
      text += "\n\(glossary.title):\n" + columns(glossary.entries.map { ($0.line, $0.meaning) })
    }
    if !command.examples.isEmpty {
      text += "\nexamples:\n" + columns(command.examples.map { ($0.line, $0.meaning) })
    }
    return text
  }

  private static func sentence(_ option: Option) -> String {
    option.sentence + (option.fallback.map { " (default: \($0))" } ?? "")
  }

  /// Terms with their meaning beside them, or beneath a term that is too long.
  private static func columns(_ rows: [(term: String, meaning: String)]) -> String {
    let widths = rows.map { TextTable.width($0.term) }.filter { $0 <= 26 }
    let indent = (widths.max() ?? 24) + 4
    return rows.map { row in
      let width = TextTable.width(row.term)
      let meaning = wrapped(row.meaning, indent: indent)
      if width + 4 > indent { return "  \(row.term)\n" + meaning }
      let gap = String(repeating: " ", count: indent - width - 2)
      return "  \(row.term)\(gap)" + meaning.drop { $0 == " " }
    }.joined()
  }

  /// The text in lines of at most 80 columns.
  private static func wrapped(_ text: String, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, indent + TextTable.width(line) + 1 + TextTable.width(String(word)) > 80 {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    lines.append(line)
    return lines.map { margin + $0 + "\n" }.joined()
  }
}
