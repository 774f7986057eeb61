package import Foundation

/// A form in which records leave the box for other programs.
package enum RecordFormat: Hashable, Sendable {
  /// The lines of the file.
  case jsonLines
  /// One row a call, with a header.
  case csv
  /// Tables and rows as SQL.
  case sql(SQLDialect)
  /// The columns of Asterisk's `cdr_csv` with `loguniqueid` and `loguserfield`.
  case asterisk
}

/// Turns record lines into another form, one by one.
package struct RecordExport: Sendable {
  private let format: RecordFormat
  private let time: SiteTime

  package init(_ format: RecordFormat, zone: TimeZone) {
    self.format = format
    time = SiteTime(zone: zone)
  }

  /// What stands before the first record.
  package var head: String {
    switch format {
    case .jsonLines, .asterisk: ""
    case .csv: CSVText.row(CSVRecord.header)
    case .sql(let dialect): SQLRecord(dialect).head
    }
  }

  /// What stands after the last record.
  package var tail: String {
    if case .sql = format { "COMMIT;\n" } else { "" }
  }

  /// One record; empty for a line that is no JSON object.
  package func text(_ line: [UInt8]) -> String {
    if format == .jsonLines { return String(decoding: line, as: UTF8.self) + "\n" }
    guard let record = JSONValue(line: line[...]) else { return "" }
    switch format {
    case .jsonLines: return ""
    case .csv: return CSVText.row(CSVRecord.cells(record))
    case .sql(let dialect): return SQLRecord(dialect).rows(record)
    case .asterisk: return AsteriskRecord(time: time).row(record)
    }
  }
}
