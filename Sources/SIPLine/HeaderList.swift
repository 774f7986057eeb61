/// Header values of several entries with commas between (RFC 3261 section 7.3.1).
enum HeaderList {
  /// The entries; a comma in quotes or between `<` and `>` belongs to its entry.
  static func entries(_ value: String) -> [String] {
    var entries: [String] = []
    var entry = ""
    var isQuoted = false
    var isEscaped = false
    var isBracketed = false
    for character in value {
      if character == ",", !isQuoted, !isBracketed {
        entries.append(entry)
        entry = ""
        continue
      }
      if isEscaped {
        isEscaped = false
      } else if character == "\\", isQuoted {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted, character == "<" || character == ">" {
        isBracketed = character == "<"
      }
      entry.append(character)
    }
    entries.append(entry)
    return entries.map { String(Substring($0).trimmed) }.filter { !$0.isEmpty }
  }
}
