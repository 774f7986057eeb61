import Foundation
import Testing

@testable import Site

/// A table of telephone numbers, as tables of a site are.
enum Extensions {
  enum Mode: String, CaseIterable, Sendable { case whole, dual }

  static let number = TableColumn(
    "number", ValueKind<String>.number, .required, "What people dial.")
  static let name = TableColumn("name", ValueKind<String>.text, .words("the number"), "Its name.")
  static let mode = TableColumn(
    "mode", ValueKind<Mode>.choice, .value("whole"), "How it is merged.")
  static let schema = TableSchema(columns: [number.row, name.row, mode.row])

  /// What was read of each row, and what was said of the file.
  static func read(_ bytes: [UInt8], file: String = "t.csv") -> (rows: [String], said: [String]) {
    let findings = Findings(file: file)
    let table = CSVTable.parse(bytes, schema, findings)
    let rows = (table?.readers(findings) ?? []).map { row in
      "\(row.place.line):\(row.place.column)"
        + " \(row.read(number).map(\.shown) ?? "-")"
        + " \(row.read(name).map(\.shown) ?? "-")"
        + " \(row.read(mode)?.rawValue ?? "-")"
    }
    return (rows, findings.sorted().map(\.description))
  }

  static func read(_ text: String) -> (rows: [String], said: [String]) { read(Array(text.utf8)) }
}

@Suite("Tables")
struct TableTests {
  private let header = "number,name,mode\n"

  @Test("rows end in LF or CRLF, with or without a byte order mark and a last line end")
  func lines() {
    let expected = [#"2:1 "110" "警察" whole"#, #"3:1 "119" - dual"#]
    for text in [
      "number,name,mode\n110,警察,whole\n119,,dual\n", "number,name,mode\n110,警察,whole\n119,,dual",
      "number,name,mode\r\n110,警察,whole\r\n119,,dual\r\n",
      "\u{feff}number,name,mode\r\n110,警察,whole\r\n119,,dual\r",
      "\u{feff}\"number\",\"name\",\"mode\"\r\n\"110\",\"警察\",\"whole\"\r\n\"119\",\"\",\"dual\"",
    ] {
      let (rows, said) = Extensions.read(text)
      #expect(rows == expected)
      #expect(said == [])
    }
  }

  @Test("quotes keep commas, quotes and line breaks within a value")
  func quotes() {
    let (rows, said) = Extensions.read(
      "number,note,name\n110,\"line 1\nline 2, \"\"again\"\"\",\" a \"\"b\"\", c \"\n119,,\"\"\n")
    #expect(rows == [##"2:1 "110" " a "b", c " whole"##, #"4:1 "119" - whole"#])
    #expect(said == [])
  }

  @Test("rows in which nothing stands say nothing")
  func empty() {
    let (rows, said) = Extensions.read("\n,,\n" + header + "\r\n110,,\n,,\n\"\",,\n119,,\n\n\n")
    #expect(rows == [#"5:1 "110" - whole"#, #"8:1 "119" - whole"#])
    #expect(said == [])
  }

  @Test("columns stand in any order; remarks and columns with a default may be missing")
  func order() {
    let (rows, said) = Extensions.read("clause,mode,number,source\n三(二)2,dual,12345,Puyang\n")
    #expect(rows == [#"2:1 "12345" - dual"#])
    #expect(said == [])
  }

  @Test("every mistake is told at once, each at its cell")
  func mistakes() {
    let (_, said) = Extensions.read(
      header + "11o,警察,whole\n,x,dul\n119,\"a\nb\",dual\n120,x\n122,x,whole,y\n# more\n")
    #expect(
      said == [
        "t.csv:2:1: error: number is \"11o\"; expected a number of 1 to 32 digits, perhaps after +",
        "t.csv:3:1: error: number has no value; expected a number of 1 to 32 digits, perhaps after +",
        "t.csv:3:4: error: mode is \"dul\"; expected whole or dual; did you mean \"dual\"?",
        "t.csv:4:6: error: name has a line break in it; expected text of 1 to 64 characters",
        "t.csv:6:1: error: a row of 2 cells; expected 3, as in the header",
        "t.csv:7:13: error: a row of 4 cells; expected 3, as in the header",
        "t.csv:8:1: error: a comment, which a table cannot have; expected remarks in the column "
          + "\"note\"",
      ])
  }

  @Test("a header that is not the table's")
  func headers() {
    #expect(
      Extensions.read("numbr,name,colour,name,\n").said == [
        "t.csv:1:1: error: unknown column \"numbr\"; did you mean \"number\"?",
        "t.csv:1:12: error: unknown column \"colour\"; expected one of: number, name, mode, source, "
          + "clause, note",
        "t.csv:1:19: error: column \"name\" again; expected each column once",
        "t.csv:1:24: error: a column without a name; expected number, name, mode, source, clause or "
          + "note",
      ])
    #expect(
      Extensions.read("name,mode\n").said == [
        "t.csv:1:1: error: no column \"number\"; expected it, with in each row a number of 1 to 32 "
          + "digits, perhaps after +"
      ])
    for (separator, word) in [(";", "semicolons"), ("\u{ff0c}", "full-width commas")] {
      let joined = ["number", "name"].joined(separator: separator)
      #expect(
        Extensions.read(joined + "\n").said == [
          "t.csv:1:1: error: unknown column \"\(joined)\"; \(word) between the columns; "
            + "expected commas"
        ])
    }
    #expect(
      Extensions.read("").said
        == ["t.csv: error: has no header; expected a first row such as number,name,mode"])
  }

  @Test("rows, cells and files have a limit")
  func limits() {
    let row = "110,,\n"
    let most = header + String(repeating: row, count: 65_536)
    #expect(Extensions.read(most).said == [])
    #expect(
      Extensions.read(most + row).said
        == ["t.csv:65538:1: error: more than 65536 rows; expected fewer"])
    #expect(
      Extensions.read(header + "110," + String(repeating: "x", count: 1025) + ",\n").said
        == ["t.csv:2:5: error: a value of 1025 bytes; expected at most 1024"])
    #expect(
      Extensions.read(header + String(repeating: ",", count: 64) + "\n").said
        == ["t.csv:2:65: error: more than 64 cells in a row; expected fewer"])
    #expect(
      Extensions.read([UInt8](repeating: 0x0a, count: (8 << 20) + 1)).said
        == ["t.csv: error: the table has 8388609 bytes; expected at most 8388608"])
  }

  @Test("a file that cannot be read says why")
  func unreadable() {
    let findings = Findings(file: "/nonexistent.csv")
    #expect(CSVTable.read("/nonexistent.csv", Extensions.schema, findings) == nil)
    let directory = Findings(file: "/tmp")
    #expect(CSVTable.read("/tmp", Extensions.schema, directory) == nil)
    #expect(
      (findings.sorted() + directory.sorted()).map(\.description) == [
        "/nonexistent.csv: error: cannot be opened: No such file or directory",
        "/tmp: error: is no ordinary file; expected a table of comma-separated values",
      ])
  }

  @Test("bytes that nobody thought of", arguments: 0..<8)
  func noise(_ seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    let good = Array((header + "110,\"警,\"\"\n察\",whole\r\n119,,dual\n").utf8)
    let tokens = ["\"", ",", "\n", "\r\n", "\r", "\0", "\"\"", "示", "#", " ", "\u{feff}", ";"]
    for round in 0..<300 {
      var bytes =
        round % 3 == 0
        ? (0..<Int.random(in: 0..<400, using: &generator)).map { _ in
          UInt8.random(in: 0...255, using: &generator)
        } : good
      for _ in 0..<Int.random(in: 1...12, using: &generator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        bytes.insert(contentsOf: tokens.randomElement(using: &generator)!.utf8, at: place)
      }
      let (_, said) = Extensions.read(bytes)
      for line in said { #expect(!line.contains { $0.isNewline }, "seed \(seed) \(round)") }
    }
  }
}

/// Bad tables found once, kept: each `NAME.csv` beside what is read of it and said of it, `NAME.txt`.
@Suite("Torture by tables")
struct TableTortureTests {
  private static func tables() throws -> [URL] {
    try Files.torture().filter { $0.pathExtension == "csv" }
  }

  @Test("every kept table is read as it was read", arguments: try tables())
  func kept(_ file: URL) throws {
    let bytes = Array(try Data(contentsOf: file))
    let (rows, said) = Extensions.read(bytes, file: file.lastPathComponent)
    let golden = file.deletingPathExtension().appendingPathExtension("txt")
    let text = (said + rows).map { $0 + "\n" }.joined()
    if ProcessInfo.processInfo.environment["LIANDONG_WRITE_TORTURE"] != nil {
      try Data(text.utf8).write(to: golden)
    }
    #expect(text == (try String(contentsOf: golden, encoding: .utf8)))
  }

  @Test("there are tables to torture with")
  func present() throws { #expect(try TableTortureTests.tables().count >= 12) }
}
