extension SiteSchema {
  /// The manual page site.conf(5), in roff's man macros.
  package static func manualPage() -> String {
    var lines = [
      ".\\\" Written from the schema; see docs/site-file.md.",
      ".TH SITE.CONF 5 \"\" \"Liandong\" \"File formats\"",
      ".SH NAME",
      "site.conf \\- a site of the Liandong call-routing appliance",
      ".SH DESCRIPTION",
    ]
    lines += paragraphs.flatMap { [".PP", text($0)] }
    for section in SectionKind.allCases {
      lines += [".SH [\(text(section.title.dropBrackets))]", text(section.sentence)]
      lines.append(text(standing(section)))
      for row in rows(of: section) { lines += entry(row) }
    }
    lines += [".SH NUMBERS TABLE"] + numbersTable.flatMap { [".PP", text($0)] }
    for column in NumberColumns.schema.columns { lines += entry(column) }
    lines += [".SH EXAMPLE", "One network, one seat, one number:", ".PP", ".EX"]
    lines += example.split(separator: "\n", omittingEmptySubsequences: false).map {
      text(String($0))
    }
    lines += [
      ".EE", ".SH FILES", ".TP", ".I /etc/liandong/site.conf", "The site that the box runs.",
      ".TP", ".I /etc/liandong/examples/", "Sites to start from.", ".SH SEE ALSO",
      ".BR liandong (1)",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static let paragraphs = [
    "site.conf says what a site consists of: networks, trunks, seats, groups, numbers and keys. "
      + "liandong check reports every mistake in it with file, line and column.",
    "The file is UTF-8 text of at most \(INIParser.fileLimit / 1024) KiB, in lines of at most "
      + "\(INIParser.lineLimit) bytes. A line is a title, [kind] or [kind name], or an entry, "
      + "key = value, that belongs to the title above it, or it is empty. No title may stand "
      + "twice, and no key twice in its section.",
    "A comment begins with # or ; at the start of a line or after a blank, and ends with the line. "
      + "A value that begins with one of them, or has one after a blank, stands in quotes: "
      + "digits = \"#1\". In quotes, \\\" is a quote and \\\\ a backslash.",
    "Lists are separated by commas. Durations are a whole number and ms, s, min or h: 500ms, 20s, "
      + "3min, 2h. Names are letters, digits, \".\", \"_\" and \"-\". Relative paths begin at the "
      + "directory of the file.",
  ]

  private static let numbersTable = [
    "The table that numbers in [site] names holds what sections [number PATTERN] would: a row a "
      + "number, for whoever keeps them in a spreadsheet. It is CSV (RFC 4180) in UTF-8; its first "
      + "row names the columns, in any order. A number stands once, in a section or in the table, "
      + "whatever its spelling.",
    "The transition of a merged number begins with the day of its merge. Its last day is the day of "
      + "the same number three months later, or that month's last where it has none such; it counts "
      + "in full, in the site's time zone.",
    "The columns source, clause and note may stand there for people.",
  ]

  private static let example = """
    [network gov]
    sip       = udp:192.0.2.1:5060
    rtp       = 192.0.2.1:20000-24999
    allow     = 192.0.2.0/24

    [seat 1001]
    platform  = 12345
    network   = gov
    password  = change-me

    [group 12345]
    seats     = 1001

    [number 12345]
    group     = 12345
    """

  private static func standing(_ section: SectionKind) -> String {
    section.nameWord == nil
      ? "It stands once, or not at all." : "It stands at most \(section.limit) times."
  }

  private static func entry(_ row: SchemaRow) -> [String] {
    let fallback =
      switch row.fallback {
      case .value(let value): "Default: \(value)\(row.unit.map { " " + $0 } ?? "")."
      case .words(let words): "Without it: \(words)."
      case .required: "It must be there."
      }
    return [
      ".TP", ".B \(text(row.key))", text(row.sentence), ".br",
      text("Expected: \(row.type)\(row.unit.map { ", in " + $0 } ?? "")."), ".br",
      text(fallback),
    ]
  }

  private static func entry(_ column: TableColumnRow) -> [String] {
    let fallback =
      switch column.fallback {
      case .value(let value): "Without it: \(value)."
      case .words(let words): "Without it: \(words)."
      case .required: "It must be there."
      }
    return [
      ".TP", ".B \(text(column.name))", text(column.sentence), ".br",
      text("Expected: \(column.type)."), ".br", text(fallback),
    ]
  }

  private static func text(_ plain: String) -> String { Roff.text(plain) }
}

extension String {
  fileprivate var dropBrackets: String { String(dropFirst().dropLast()) }
}
