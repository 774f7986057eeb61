/// Records as tables: `calls`, and one table for each list that a record has.
///
/// Columns have the names of the record's keys, but a wall-clock time ends in `_at`: SQL keeps `end`,
/// `at` and `from` for itself. Times without a date are numbers as in the record.
struct SQLRecord {
  enum Kind {
    case text, integer, truth, real, time
  }

  struct Column {
    let name: String
    let kind: Kind
    let key: String

    init(_ name: String, _ kind: Kind, key: String? = nil) {
      (self.name, self.kind, self.key) = (name, kind, key ?? name)
    }
  }

  struct Table {
    let name: String
    /// The list in the record; empty for the call itself.
    let list: String
    let columns: [Column]
  }

  private let dialect: SQLDialect

  init(_ dialect: SQLDialect) { self.dialect = dialect }

  /// The tables, made where there are none, and the start of one transaction for all rows.
  var head: String {
    var text =
      "-- Records of Liandong, version 1; docs/call-record.md says what each column is.\nBEGIN;\n"
    for table in Self.tables {
      var lines = table.columns.map { "  \($0.name) \(type($0.kind))" }
      if table.list.isEmpty {
        lines[0] += " PRIMARY KEY"
      } else {
        lines.insert("  call_id TEXT NOT NULL REFERENCES calls (id)", at: 0)
        lines.insert("  n INTEGER NOT NULL", at: 1)
        lines.append("  PRIMARY KEY (call_id, n)")
      }
      text += "CREATE TABLE IF NOT EXISTS \(table.name) (\n"
      text += lines.joined(separator: ",\n") + "\n);\n"
    }
    return text
  }

  /// The rows of one record.
  func rows(_ record: JSONValue) -> String {
    guard let id = record[key: "id"].plain else { return "" }
    var text = ""
    for table in Self.tables {
      if table.list.isEmpty {
        text += insert(table, [], record)
      } else {
        for (index, part) in record[key: table.list].elements.enumerated() {
          text += insert(table, [Self.quoted(id), String(index + 1)], part)
        }
      }
    }
    return text
  }

  private func insert(_ table: Table, _ key: [String], _ part: JSONValue) -> String {
    let values = table.columns.map { column in
      // A list of plain texts has the text itself for its one column.
      let value = column.key.isEmpty ? part : Self.value(at: column.key, in: part)
      return literal(value, column.kind)
    }
    return "INSERT INTO \(table.name) VALUES (\((key + values).joined(separator: ",")));\n"
  }

  /// `a.b` is what stands at `b` within `a`, `a#` the count of a list and `a#b` the sum of its `b`.
  private static func value(at path: String, in part: JSONValue) -> JSONValue {
    if let mark = path.firstIndex(of: "#") {
      let list = part[key: String(path[..<mark])].elements
      let summed = String(path[path.index(after: mark)...])
      let sum = list.reduce(Int64(0)) { $0 + ($1[key: summed].integer ?? 0) }
      return .number(String(summed.isEmpty ? Int64(list.count) : sum))
    }
    return path.split(separator: ".").reduce(part) { $0[key: String($1)] }
  }

  private func literal(_ value: JSONValue, _ kind: Kind) -> String {
    switch (value, kind) {
    case (.truth(let truth), .text): Self.quoted("\(truth)")
    case (.truth(let truth), _):
      dialect == .sqlite ? (truth ? "1" : "0") : (truth ? "TRUE" : "FALSE")
    case (.number(let number), .integer), (.number(let number), .real): number
    case (.text(let text), _), (.number(let text), _): Self.quoted(text)
    case (.null, _), (.array, _), (.object, _): "NULL"
    }
  }

  private static func quoted(_ text: String) -> String {
    // Neither database takes a zero byte within a text.
    "'" + text.replacing("'", with: "''").replacing("\0", with: "\u{FFFD}") + "'"
  }

  private func type(_ kind: Kind) -> String {
    switch (kind, dialect) {
    case (.text, _): "TEXT"
    case (.integer, .sqlite), (.truth, .sqlite): "INTEGER"
    case (.integer, .postgresql): "BIGINT"
    case (.truth, .postgresql): "BOOLEAN"
    case (.real, .sqlite): "REAL"
    case (.real, .postgresql): "DOUBLE PRECISION"
    case (.time, .sqlite): "TEXT"
    case (.time, .postgresql): "TIMESTAMPTZ"
    }
  }
}
