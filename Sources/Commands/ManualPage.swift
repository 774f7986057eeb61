internal import Console
internal import Site

/// The manual page liandong(1), drawn from the table of subcommands, in roff's man macros.
enum ManualPage {
  static var liandong: String {
    var lines = [
      ".\\\" Written by `liandong manual`; change the table of subcommands instead.",
      ".TH LIANDONG 1 \"\" \"Liandong \(Product.version)\" \"User commands\"",
      ".SH NAME", "liandong \\- the call\\-routing appliance between 12345 and 110",
      ".SH SYNOPSIS", ".B liandong", ".I SUBCOMMAND", "[\\fIOPTION\\fR\\&...]",
      "[\\fIARGUMENT\\fR\\&...]", ".br", ".B liandong \\-\\-version", ".br",
      ".B liandong help", "[\\fISUBCOMMAND\\fR]",
      ".SH DESCRIPTION",
    ]
    lines += description.flatMap { [".PP", text($0)] }
    lines.append(".SH COMMANDS")
    for command in CommandTable.visible { lines += section(of: command) }
    lines.append(".SH \"EXIT STATUS\"")
    for status in ExitStatus.allCases {
      lines += [".TP", ".B \(status.rawValue)", text(status.sentence)]
    }
    lines.append(".SH FILES")
    for (path, meaning) in files { lines += [".TP", ".I \(text(path))", text(meaning)] }
    lines.append(".SH EXAMPLES")
    for command in CommandTable.visible {
      for example in command.examples {
        lines += [".TP", ".B \(text(example.line))", text(example.meaning)]
      }
    }
    lines += [".SH \"SEE ALSO\"", ".BR site.conf (5)"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static let description = [
    "Liandong stands between a city's 12345 hotline and its 110 police desk. One key of a seat "
      + "rings the other desk and brings it into the citizen's call; the citizen is never dropped.",
    "A subcommand that speaks to a running box, or reads its data, takes --site and finds socket "
      + "and data in that site's data-dir. Standard output is data, standard error is talk; "
      + "--json prints one JSON object a line wherever a table is printed.",
  ]

  private static let files = [
    (Surroundings.installedSite, "The site, when --site is not given and this file exists."),
    (SeedsDirectory.installed, "What published notices say, as tables; see seeds and new-site."),
    ("DATA/cdr.jsonl", "One JSON line a call; DATA is the site's data-dir."),
    ("DATA/ledger.jsonl", "Who looked at records, when and why."),
    ("DATA/chain.key", "The key that signs the records' chain; for the service alone."),
    ("DATA/calls.journal", "The calls that are up, as a crash would leave them."),
    ("DATA/control.sock", "Where the running box takes commands."),
  ]

  private static func section(of command: Command) -> [String] {
    var lines = [".SS \(text(command.name))", text(capitalised(command.summary) + "."), ".PP"]
    lines.append(".B \(text(command.usage))")
    for detail in command.details { lines += [".PP", text(detail)] }
    for option in command.options {
      lines.append(".TP")
      lines.append(
        "\\fB\(text(option.name))\\fR" + (option.value.map { " \\fI\(text($0))\\fR" } ?? ""))
      lines.append(text(capitalised(option.sentence) + "."))
      if let fallback = option.fallback { lines.append(text("Default: \(fallback).")) }
    }
    guard let glossary = command.glossary else { return lines }
    lines += [".PP", text(capitalised(glossary.title) + ":")]
    for entry in glossary.entries {
      lines += [".TP", ".B \(text(entry.line))", text(capitalised(entry.meaning) + ".")]
    }
    return lines
  }

  private static func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  private static func text(_ plain: String) -> String { Roff.text(plain) }
}
