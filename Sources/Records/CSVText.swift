/// Cells and rows as RFC 4180 has them, lines ending in a bare newline.
enum CSVText {
  static func row(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",") + "\n"
  }

  /// A cell that no spreadsheet takes for a formula, in quotes where it needs them.
  static func cell(_ text: String) -> String {
    var text = text
    if let first = text.first, "=@\t\r".contains(first) { text = "'" + text }
    guard text.contains(where: { ",\"\n\r\r\n".contains($0) }) else { return text }
    return quoted(text)
  }

  static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
