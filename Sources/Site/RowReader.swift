/// One row of a table as its schema sees it.
struct RowReader {
  let row: CSVRow
  let positions: [String: Int]
  let findings: Findings

  /// Where the row begins.
  var place: Place { row.place }

  /// Whether something is written there, rightly or wrongly.
  func has<Value>(_ column: TableColumn<Value>) -> Bool {
    cell(column).map { $0.text != "" } ?? false
  }

  /// Where the cell of that column begins, or the row when it has no such column.
  func place<Value>(of column: TableColumn<Value>) -> Place { cell(column)?.place ?? row.place }

  /// The value that is written or holds by default; `nil` when there is none or it is wrong.
  func read<Value>(_ column: TableColumn<Value>) -> Value? {
    let cell = cell(column)
    // A cell that could not be read is reported already, and so is a missing column.
    if let cell, cell.text == nil { return nil }
    if let cell, let text = cell.text, !text.isEmpty {
      guard !text.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) else {
        findings.error(
          cell.place, "\(column.name) has a line break in it; expected \(column.kind.expected)")
        return nil
      }
      return column.kind.read(value(text, column, at: cell.place), findings)
    }
    switch column.fallback {
    case .value(let text): return column.kind.read(value(text, column, at: row.place), findings)
    case .words: return nil
    case .required:
      if let cell {
        findings.error(
          cell.place, value("", column, at: cell.place).isNot(column.kind.expected))
      }
      return nil
    }
  }

  /// What stands in the column of that name, whatever it means; empty when nothing does.
  func text(_ name: String) -> String {
    positions[name].flatMap { row.cells[$0].text } ?? ""
  }

  /// Where the cell of the column of that name begins, or the row when there is no such column.
  func place(_ name: String) -> Place { positions[name].map { row.cells[$0].place } ?? place }

  private func cell<Value>(_ column: TableColumn<Value>) -> CSVCell? {
    positions[column.name].map { row.cells[$0] }
  }

  private func value<Value>(
    _ text: String, _ column: TableColumn<Value>, at place: Place
  ) -> ValueText {
    ValueText(key: column.name, text: text, place: place)
  }
}
