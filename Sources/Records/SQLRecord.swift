/// Records as tables: `calls`, and one table for each list that a record has.
///
/// Columns have the names of the record's keys, but `started_at` and `ended_at` for `start` and
/// `end`, which SQL keeps for itself. Times without a date are numbers as in the record.
struct SQLRecord {
  private enum Kind {
    case text, integer, truth, real, time
  }

  private struct Column {
    let name: String
    let kind: Kind
    let key: String

    init(_ name: String, _ kind: Kind, key: String? = nil) {
      (self.name, self.kind, self.key) = (name, kind, key ?? name)
    }
  }

  private struct Table {
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

  private static func value(at path: String, in part: JSONValue) -> JSONValue {
    path.split(separator: ".").reduce(part) { $0[key: String($1)] }
  }

  private func literal(_ value: JSONValue, _ kind: Kind) -> String {
    switch (value, kind) {
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

  private static let tables = [
    Table(
      name: "calls", list: "",
      columns: [
        Column("id", .text), Column("state", .text), Column("started_at", .time, key: "start"),
        Column("ended_at", .time, key: "end"), Column("caller", .text), Column("dialled", .text),
        Column("source", .text), Column("answered_ms", .integer),
        Column("talking_ms", .integer), Column("duration_ms", .integer),
        Column("ending", .text), Column("first_receiver", .text),
        Column("final_receiver", .text), Column("emergency", .truth), Column("level", .integer),
        Column("harassment", .truth), Column("reason", .text),
        Column("nuisance_calls_in_hour", .integer, key: "nuisance.calls_in_hour"),
        Column("nuisance_calls_in_day", .integer, key: "nuisance.calls_in_day"),
        Column("nuisance_repeats", .integer, key: "nuisance.repeats"),
        Column("nuisance_marks", .integer, key: "nuisance.marks"), Column("seq", .integer),
        Column("prev", .text), Column("hash", .text),
      ]),
    Table(name: "call_routes", list: "route", columns: [Column("step", .text, key: "")]),
    Table(
      name: "call_legs", list: "legs",
      columns: [
        Column("leg", .integer), Column("party", .text), Column("sip_call_id", .text),
        Column("started_ms", .integer), Column("ringing_ms", .integer),
        Column("answered_ms", .integer), Column("ended_ms", .integer), Column("ending", .text),
        Column("packets_received", .integer, key: "quality.packets_received"),
        Column("packets_lost", .integer, key: "quality.packets_lost"),
        Column("jitter_us", .integer, key: "quality.jitter_us"),
        Column("round_trip_us", .integer, key: "quality.round_trip_us"),
        Column("mos", .real, key: "quality.mos"), Column("wrap_up_ms", .integer),
      ]),
    Table(
      name: "call_keys", list: "keys",
      columns: [
        Column("at_ms", .integer), Column("seat", .text), Column("key_name", .text, key: "key"),
        Column("action", .text), Column("source", .text), Column("outcome", .text),
      ]),
    Table(
      name: "call_states", list: "states",
      columns: [
        Column("state", .text), Column("from_ms", .integer), Column("ms", .integer),
      ]),
    Table(
      name: "call_prompts", list: "prompts",
      columns: [
        Column("at_ms", .integer), Column("prompt", .text),
        Column("heard_by", .text, key: "to"),
      ]),
    Table(
      name: "call_transfers", list: "transfers",
      columns: [
        Column("key_name", .text, key: "key"), Column("seat", .text),
        Column("destination", .text), Column("outcome", .text), Column("target", .text),
      ]
        + ["t0_us", "t1_us", "t2_us", "t3_us", "t4_us", "t5_us", "t6_us", "own_share_us"].map {
          Column($0, .integer)
        }),
    Table(
      name: "call_negotiations", list: "negotiations",
      columns: [
        Column("started_ms", .integer), Column("decided_ms", .integer),
        Column("outcome", .text), Column("responsible", .text),
      ]),
    Table(
      name: "call_told", list: "told",
      columns: [
        Column("at_ms", .integer), Column("level", .integer), Column("party", .text),
        Column("outcome", .text),
      ]),
    Table(
      name: "call_recordings", list: "recordings",
      columns: [
        Column("file", .text), Column("started_ms", .integer), Column("ms", .integer),
        Column("bytes", .integer), Column("sha256", .text),
      ]),
  ]
}
