/// A column of a table, as checker and manual use it.
struct TableColumnRow: Sendable {
  let name: String
  /// What may stand there, to follow the word "expected".
  let type: String
  /// What holds when a cell is empty or the column is not there.
  let fallback: SchemaRow.Fallback
  /// What the column is for, in one sentence.
  let sentence: String
  /// Reports what is wrong with the column's cell in a row.
  let check: @Sendable (RowReader) -> Void
}

/// A column whose cells have a type: the row that people read and the way to read a cell.
struct TableColumn<Value: Sendable>: Sendable {
  let name: String
  let kind: ValueKind<Value>
  let fallback: SchemaRow.Fallback
  private let sentence: String

  init(
    _ name: String, _ kind: ValueKind<Value>, _ fallback: SchemaRow.Fallback, _ sentence: String
  ) {
    (self.name, self.kind, self.fallback, self.sentence) = (name, kind, fallback, sentence)
  }

  var row: TableColumnRow {
    TableColumnRow(
      name: name, type: kind.expected, fallback: fallback, sentence: sentence,
      check: { _ = $0.read(self) })
  }
}

/// The columns that a kind of table has.
struct TableSchema: Sendable {
  let columns: [TableColumnRow]

  /// Columns for people, which every table may have: where a row comes from, and remarks.
  static let remarks = ["source", "clause", "note"]

  /// The names that a header may have.
  var names: [String] {
    let own = columns.map(\.name)
    return own + TableSchema.remarks.filter { !own.contains($0) }
  }
}
