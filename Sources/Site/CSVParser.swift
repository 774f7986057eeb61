/// Takes a table's file apart into rows and cells (RFC 4180); knows nothing of what they mean.
///
/// Rows may end in CRLF or LF. A cell that cannot be read is reported and has no text; a row in
/// which nobody can tell where its cells end is reported and left out.
struct CSVParser {
  /// The longest file, in bytes.
  static let fileLimit = 8 << 20
  /// The most rows beneath the header.
  static let rowLimit = 65_536
  /// The most cells of a row.
  static let columnLimit = 64
  /// The longest cell, in bytes without its quotes.
  static let cellLimit = 1024

  private let bytes: [UInt8]
  private let findings: Findings
  private var index: Int
  private var line = 1
  private var column = 1
  /// Whether it is said already that the file is no UTF-8; it is one mistake, wherever it shows.
  private var isForeign = false

  /// Reads a whole file; the rows have everything that could be read, the header first.
  static func parse(_ bytes: [UInt8], findings: Findings) -> [CSVRow] {
    guard bytes.count <= fileLimit else {
      findings.error(nil, "the table has \(bytes.count) bytes; expected at most \(fileLimit)")
      return []
    }
    guard !bytes.starts(with: [0xff, 0xfe]), !bytes.starts(with: [0xfe, 0xff]) else {
      findings.error(Place(line: 1, column: 1), "text in UTF-16; expected UTF-8")
      return []
    }
    var parser = CSVParser(bytes, findings)
    var rows: [CSVRow] = []
    while let row = parser.row() {
      guard row.cells.contains(where: { $0.text != "" }) else { continue }
      guard rows.count <= rowLimit else {
        findings.error(row.place, "more than \(rowLimit) rows; expected fewer")
        break
      }
      rows.append(row)
    }
    return rows
  }

  private init(_ bytes: [UInt8], _ findings: Findings) {
    self.bytes = bytes
    self.findings = findings
    index = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
  }

  private var place: Place { Place(line: line, column: column) }

  /// The next row that can be read; `nil` at the end of the file.
  private mutating func row() -> CSVRow? {
    rows: while index < bytes.count {
      let start = place
      var cells: [CSVCell] = []
      repeat {
        guard let cell = isAt(0x22) ? quoted() : plain() else {
          skipLine()
          continue rows
        }
        if cells.count == CSVParser.columnLimit {
          findings.error(
            cell.place, "more than \(CSVParser.columnLimit) cells in a row; expected fewer")
          skipLine()
          continue rows
        }
        cells.append(cell)
      } while skip(0x2c)
      skipLine()
      return CSVRow(place: start, cells: cells)
    }
    return nil
  }

  private func isAt(_ byte: UInt8) -> Bool { index < bytes.count && bytes[index] == byte }

  /// Whether a line ends here; a CR by itself ends only the file's last one.
  private var isAtLineEnd: Bool {
    guard index < bytes.count else { return true }
    if bytes[index] == 0x0a { return true }
    return bytes[index] == 0x0d && (index + 1 == bytes.count || bytes[index + 1] == 0x0a)
  }

  private mutating func advance() {
    let byte = bytes[index]
    index += 1
    if byte == 0x0a {
      line += 1
      column = 1
    } else if byte & 0xc0 != 0x80 {
      column += 1
    }
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard isAt(byte) else { return false }
    advance()
    return true
  }

  /// On to the start of the next line, or to the end of the file.
  private mutating func skipLine() {
    while index < bytes.count, bytes[index] != 0x0a { advance() }
    _ = skip(0x0a)
  }

  private mutating func plain() -> CSVCell? {
    let start = place
    let first = index
    var quote: Place?
    while !isAtLineEnd, bytes[index] != 0x2c {
      if bytes[index] == 0x22, quote == nil { quote = place }
      advance()
    }
    guard let text = text(bytes[first..<index], at: start) else {
      return CSVCell(text: nil, place: start)
    }
    if let quote {
      findings.error(
        quote, "a quote within a value; expected the whole value in quotes, with \"\" for \"")
      return CSVCell(text: nil, place: start)
    }
    let scalars = text.unicodeScalars
    if scalars.first?.properties.isWhitespace == true
      || scalars.last?.properties.isWhitespace == true
    {
      findings.error(start, "blanks around \(text.shown); expected none, or the value in quotes")
      return CSVCell(text: nil, place: start)
    }
    return CSVCell(text: text, place: start)
  }

  /// A cell in quotes; `nil` when nobody can tell where it ends.
  private mutating func quoted() -> CSVCell? {
    let open = (index: index, line: line, column: column)
    advance()
    let start = place
    var content: [UInt8] = []
    while true {
      guard index < bytes.count else {
        findings.error(
          Place(line: open.line, column: open.column),
          "a quote that never ends; expected \" at its end")
        // What stands in the lines below is read as if the quote had ended in its own.
        (index, line, column) = open
        return nil
      }
      let byte = bytes[index]
      advance()
      if byte == 0x22, !skip(0x22) { break }
      content.append(byte)
    }
    guard isAtLineEnd || isAt(0x2c) else {
      findings.error(
        place, "text after the closing quote; expected a comma or the end of the line")
      return nil
    }
    return CSVCell(text: text(content[...], at: start, isQuoted: true), place: start)
  }

  /// What the bytes of a cell say; `nil`, and a complaint, when that cannot stand in a cell.
  private mutating func text(
    _ cell: ArraySlice<UInt8>, at start: Place, isQuoted: Bool = false
  ) -> String? {
    guard cell.count <= CSVParser.cellLimit else {
      findings.error(
        start, "a value of \(cell.count) bytes; expected at most \(CSVParser.cellLimit)")
      return nil
    }
    guard let text = String(validating: cell, as: UTF8.self) else {
      let repaired = Array(String(decoding: cell, as: UTF8.self).unicodeScalars)
      if !isForeign {
        isForeign = true
        findings.error(
          start.moved(over: repaired[..<(repaired.firstIndex(of: "\u{fffd}") ?? 0)]),
          "bytes that are no text; expected UTF-8, which spreadsheets call \"CSV UTF-8\"")
      }
      return nil
    }
    let isLineBreak: (Unicode.Scalar) -> Bool = { isQuoted && ($0 == "\n" || $0 == "\r") }
    let hidden = text.unicodeScalars.firstIndex { $0 != "\t" && $0.isControl && !isLineBreak($0) }
    guard let hidden else { return text }
    findings.error(
      start.moved(over: text.unicodeScalars[..<hidden]),
      "control character \(text.unicodeScalars[hidden].code); expected text")
    return nil
  }
}

extension Place {
  /// The place behind these scalars.
  fileprivate func moved(over scalars: some Sequence<Unicode.Scalar>) -> Place {
    scalars.reduce(self) { place, scalar in
      scalar == "\n"
        ? Place(line: place.line + 1, column: 1)
        : Place(line: place.line, column: place.column + 1)
    }
  }
}
