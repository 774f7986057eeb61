extension SiteSchema {
  /// A site file that shows every key: those that it needs set, all others in comments.
  ///
  /// It passes the checker as it stands.
  package static func sampleFile() -> String {
    var lines = [
      "# site.conf: a site of Liandong, with every key there is; see site.conf(5).",
      "# What stands in a comment holds anyway, unless it says otherwise.",
      "# Sections with a name may stand as often as there are things of that kind.",
    ]
    for section in SectionKind.allCases {
      lines += ["", "# \(section.sentence)"]
      lines.append("[\(section.rawValue)\(section.sampleName.map { " " + $0 } ?? "")]")
      for row in rows(of: section) {
        lines.append("")
        lines += comment(row)
        lines.append(assignment(row))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func comment(_ row: SchemaRow) -> [String] {
    let unit = row.unit.map { ", in \($0)" } ?? ""
    var lines = ["# \(row.sentence)", "# Expected: \(row.type)\(unit)."]
    switch row.fallback {
    case .value: break
    case .words(let words): lines.append("# Without it: \(words).")
    case .required: lines.append("# It must be there.")
    }
    return lines
  }

  private static func assignment(_ row: SchemaRow) -> String {
    let key = row.key.padding(to: 10)
    if let sample = row.sample { return "\(key)= \(sample)" }
    switch row.fallback {
    case .value(let text): return "#\(key)= \(text)"
    case .words, .required: return "#\(key)="
    }
  }
}

extension String {
  /// The text with blanks behind it: at least one, and as many as make `width`.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
