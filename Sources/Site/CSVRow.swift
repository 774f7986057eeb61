/// One row of a table's file.
struct CSVRow: Sendable {
  /// Where it begins.
  let place: Place
  let cells: [CSVCell]
}

/// What stands between two commas.
struct CSVCell: Sendable {
  /// `nil` when it could not be read, which is reported then.
  let text: String?
  /// Where its text begins, behind the quote if there is one.
  let place: Place
}
