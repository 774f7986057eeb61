extension Report {
  /// The tables as one JSON object: seconds, percent, and milliseconds for the measured key.
  package var json: String {
    var line = JSONLine()
    line.object { line in
      line.field("v", 1)
      line.field("period", statistics.period.name)
      line.field("site", site)
      line.field("made", made)
      line.array("tables", tables) { line, table in
        line.field("name", table.name.rawValue)
        line.field("title", table.name[language])
        line.array("columns", table.columns.map(\.rawValue))
        line.array("rows", table.rows) { line, row in
          line.field("name", row[0].data)
          for (column, cell) in zip(table.columns, row).dropFirst() {
            line.field(column.rawValue, cell.data.isEmpty ? nil : cell.data)
          }
        }
      }
      line.array("formulas", formulas) { line, formula in
        line.field("figure", formula.0.rawValue)
        line.field("formula", formula.1)
      }
    }
    return String(decoding: line.bytes, as: UTF8.self) + "\n"
  }

  /// One row a figure: `table,row,column,value`; the formulas follow, in English, as tools' names are.
  package var csv: String {
    var text = CSVText.row(["table", "row", "column", "value"])
    for table in tables {
      for row in table.rows {
        for (column, cell) in zip(table.columns, row).dropFirst() {
          text += CSVText.row([table.name.rawValue, row[0].data, column.rawValue, cell.data])
        }
      }
    }
    for (figure, formula) in ReportFormula.all(.en, wrongWithin: statistics.wrongWithin) {
      text += CSVText.row(["formulas", figure.rawValue, "formula", formula])
    }
    return text
  }

  var formulas: [(ReportWord, String)] {
    ReportFormula.all(language, wrongWithin: statistics.wrongWithin)
  }
}
