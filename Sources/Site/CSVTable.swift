/// A table of the site or of the seeds, its header held against the columns it should have.
struct CSVTable: Sendable {
  /// Which cell of a row is whose; of two columns with one name the first counts.
  let positions: [String: Int]
  /// The rows beneath the header that could be read and have as many cells as it.
  let rows: [CSVRow]

  /// Reads the file of a table; `nil` when it cannot be read at all or its first row is no header.
  static func read(_ path: String, _ schema: TableSchema, _ findings: Findings) -> CSVTable? {
    let source = SiteSource.read(
      path, limit: CSVParser.fileLimit, expected: "a table of comma-separated values", findings)
    return source.flatMap { parse($0.bytes, schema, findings) }
  }

  /// Reads the bytes of a table.
  static func parse(_ bytes: [UInt8], _ schema: TableSchema, _ findings: Findings) -> CSVTable? {
    let rows = CSVParser.parse(bytes, findings: findings)
    guard let header = rows.first else {
      if !findings.hasErrors {
        findings.error(
          nil,
          "has no header; expected a first row such as "
            + schema.columns.map(\.name).joined(separator: ","))
      }
      return nil
    }
    let positions = positions(of: header, schema, findings)
    guard !positions.isEmpty else { return nil }
    var whole: [CSVRow] = []
    for row in rows.dropFirst() where row.fits(header, findings) { whole.append(row) }
    return CSVTable(positions: positions, rows: whole)
  }

  /// The reader of each row, in the file's order.
  func readers(_ findings: Findings) -> [RowReader] {
    rows.map { RowReader(row: $0, positions: positions, findings: findings) }
  }

  private static func positions(
    of header: CSVRow, _ schema: TableSchema, _ findings: Findings
  ) -> [String: Int] {
    var positions: [String: Int] = [:]
    let known = schema.names
    if header.isComment(findings) { return [:] }
    // Columns that are missing because something else stands there, which is said of that already.
    var meant: Set<String> = []
    var isUnreadable = false
    for (index, cell) in header.cells.enumerated() {
      guard let name = cell.text else {
        isUnreadable = true
        continue
      }
      if name.isEmpty {
        findings.error(cell.place, "a column without a name; expected \(known.asChoice)")
      } else if !known.contains(name) {
        let separator = separator(in: name)
        if separator != nil { isUnreadable = true }
        if let near = Nearest.candidate(to: name, among: known) { meant.insert(near) }
        findings.error(
          cell.place,
          "unknown column \(name.shown); "
            + (separator.map { "\($0) between the columns; expected commas" }
              ?? Nearest.hint(for: name, among: known)))
      } else if positions[name] != nil {
        findings.error(cell.place, "column \(name.shown) again; expected each column once")
      } else {
        positions[name] = index
      }
    }
    guard !positions.isEmpty else { return [:] }
    for column in schema.columns where column.fallback == .required {
      guard positions[column.name] == nil, !isUnreadable, !meant.contains(column.name) else {
        continue
      }
      findings.error(
        header.place,
        "no column \(column.name.shown); expected it, with in each row \(column.type)")
    }
    return positions
  }

  /// What other programs put between columns, if the name of one has that in it.
  private static func separator(in name: String) -> String? {
    [";": "semicolons", "\t": "tabs", "\u{ff0c}": "full-width commas"].first {
      name.contains($0.key)
    }?.value
  }
}

extension CSVRow {
  /// Whether it has a cell for each column; reports it when not.
  fileprivate func fits(_ header: CSVRow, _ findings: Findings) -> Bool {
    let expected = header.cells.count
    guard cells.count != expected else { return true }
    // What is wrong with one of its cells may well be why it has too many or too few of them.
    guard !cells.contains(where: { $0.text == nil }), !isComment(findings) else { return false }
    findings.error(
      cells.count > expected ? cells[expected].place : place,
      "a row of \(cells.count == 1 ? "1 cell" : "\(cells.count) cells"); "
        + "expected \(expected), as in the header")
    return false
  }

  /// Whether somebody meant it for a comment; reports it then.
  fileprivate func isComment(_ findings: Findings) -> Bool {
    guard cells[0].text?.hasPrefix("#") == true else { return false }
    findings.error(
      place, "a comment, which a table cannot have; expected remarks in the column \"note\"")
    return true
  }
}

extension [String] {
  /// `a, b or c`.
  fileprivate var asChoice: String {
    count < 2 ? joined() : dropLast().joined(separator: ", ") + " or " + self[count - 1]
  }
}
