/// Where a row of the seeds comes from: notices, and the clause of each that says it.
///
/// Several stand with "; " between, clauses in the order of their notices.
enum Provenance {
  static let source = TableColumn(
    "source", items, .required, "The notice that says so, or several.")
  static let clause = TableColumn(
    "clause", items, .required, "The clause of each notice that says so.")
  static let columns = [source.row, clause.row]

  private static var items: ValueKind<[String]> {
    ValueKind("a name, or several with \"; \" between") { text in
      let items = text.split(separator: ";", omittingEmptySubsequences: false).enumerated().map {
        $0.offset > 0 && $0.element.hasPrefix(" ") ? $0.element.dropFirst() : $0.element
      }
      return items.allSatisfy { (1...64).contains($0.count) && $0.first != " " }
        ? items.map(String.init) : nil
    }
  }

  /// Reports notices that nobody knows, and clauses without a notice.
  static func check(_ row: RowReader, known: [String]) {
    // What cannot be read at all is reported by the column itself.
    let quiet = RowReader(row: row.row, positions: row.positions, findings: Findings(file: ""))
    guard let sources = quiet.read(source) else { return }
    for name in sources where !known.contains(name) {
      row.findings.error(
        row.place(of: source),
        "source \(name.shown) does not exist; \(Nearest.hint(for: name, among: known))")
    }
    guard let clauses = quiet.read(clause), clauses.count != sources.count else { return }
    row.findings.error(
      row.place(of: clause),
      "clause has \(clauses.count) for \(sources.count) in source; expected one for each")
  }
}
