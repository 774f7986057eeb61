/// Rows of text in columns that line up on a terminal, Chinese ones too.
package struct TextTable: Sendable {
  private let header: [String]
  private var rows: [[String]] = []

  package init(_ header: [String]) { self.header = header }

  package var isEmpty: Bool { rows.isEmpty }

  /// Adds a row; cells beyond the header are left out, missing ones are empty.
  package mutating func add(_ cells: [String]) {
    let cells = cells.prefix(header.count).map(Self.printable)
    rows.append(cells + Array(repeating: "", count: header.count - cells.count))
  }

  /// Header and rows, each with its newline; two blanks between columns, none at a line's end.
  package var text: String {
    var widths = header.map(Self.width)
    for row in rows {
      for (column, cell) in row.enumerated() {
        widths[column] = max(widths[column], Self.width(cell))
      }
    }
    var out = ""
    for row in [header] + rows {
      var line = ""
      for (column, cell) in row.enumerated() {
        line += cell + String(repeating: " ", count: widths[column] - Self.width(cell) + 2)
      }
      while line.last == " " { line.removeLast() }
      out += line + "\n"
    }
    return out
  }

  /// Terminal columns that `text` takes: two for East Asian wide characters, none for marks.
  package static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    // Unicode Standard Annex 11, the ranges that are wide or full-width.
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// A cell on one line, without anything that moves a terminal's cursor.
  private static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          scalar.properties.generalCategory == .control ? "?" : scalar
        }))
  }
}
