/// One line, taken apart.
struct INILine {
  let scalars: [Unicode.Scalar]
  let number: Int

  enum Content {
    case empty
    case title(kind: Located<String>, name: Located<String>?)
    case entry(INIEntry)
  }

  /// Why a line cannot be read.
  struct Mistake: Error {
    let place: Place
    let message: String
    /// Whether the entries below belong to a section that nobody knows.
    var breaksSection = false
    /// The key, when it is its value that cannot be read.
    var key: String?
  }

  func place(_ index: Int) -> Place { Place(line: number, column: index + 1) }

  /// What the line is: nothing, a title or an entry.
  func content() throws(Mistake) -> Content {
    let start = skipBlanks(from: 0)
    if isEndOrComment(start) { return .empty }
    return scalars[start] == "[" ? try title(from: start) : .entry(try entry(from: start))
  }

  private func title(from start: Int) throws(Mistake) -> Content {
    guard let close = scalars[start...].firstIndex(of: "]") else {
      throw Mistake(
        place: place(start), message: "a title without \"]\"; expected [kind] or [kind name]",
        breaksSection: true)
    }
    let words = words(in: start + 1..<close)
    guard words.count == 1 || words.count == 2 else {
      throw Mistake(
        place: place(start),
        message: "a title of \(words.count) words; expected [kind] or [kind name]",
        breaksSection: true)
    }
    let rest = skipBlanks(from: close + 1)
    guard isEndOrComment(rest) else {
      throw Mistake(
        place: place(rest), message: "text after \"]\"; expected the end of the line or a comment",
        breaksSection: true)
    }
    return .title(kind: words[0], name: words.count == 2 ? words[1] : nil)
  }

  private func entry(from start: Int) throws(Mistake) -> INIEntry {
    guard let equals = scalars[start...].firstIndex(of: "=") else {
      if let wide = scalars.firstIndex(of: "\u{ff1d}") {
        throw Mistake(place: place(wide), message: "a full-width \"＝\"; expected \"=\"")
      }
      throw Mistake(
        place: place(start), message: "no \"=\" in this line; expected [section] or key = value")
    }
    let words = words(in: start..<equals)
    guard words.count == 1, words[0].value.utf8.count <= 64 else {
      throw Mistake(
        place: place(start),
        message: "no key before \"=\"; expected one word of at most 64 bytes and then \"=\"")
    }
    return INIEntry(key: words[0], value: try value(of: words[0].value, from: equals + 1))
  }

  private func value(of key: String, from index: Int) throws(Mistake) -> ValueText {
    let start = skipBlanks(from: index)
    if start < scalars.count, scalars[start] == "\"" { return try quoted(key, from: start) }
    var end = start
    while end < scalars.count, !isComment(end, valueStart: start) { end += 1 }
    let isComment = end == start && end < scalars.count
    while end > start, scalars[end - 1].isBlank { end -= 1 }
    return ValueText(
      key: key, text: String(scalars[start..<end]), place: place(start), isComment: isComment)
  }

  private func quoted(_ key: String, from open: Int) throws(Mistake) -> ValueText {
    var text = String.UnicodeScalarView()
    var index = open + 1
    while index < scalars.count, scalars[index] != "\"" {
      if scalars[index] == "\\" {
        index += 1
        guard index < scalars.count, scalars[index] == "\"" || scalars[index] == "\\" else {
          throw Mistake(
            place: place(index - 1), message: "a lone \"\\\"; expected \\\" or \\\\ in quotes",
            key: key)
        }
      }
      text.append(scalars[index])
      index += 1
    }
    guard index < scalars.count else {
      throw Mistake(
        place: place(open), message: "a quote that never ends; expected \" at its end",
        key: key)
    }
    let rest = skipBlanks(from: index + 1)
    guard isEndOrComment(rest), rest == scalars.count || rest > index + 1 else {
      throw Mistake(
        place: place(rest),
        message: "text after the closing quote; expected the end of the line or a comment",
        key: key)
    }
    return ValueText(key: key, text: String(text), place: place(open + 1))
  }

  private func words(in range: Range<Int>) -> [Located<String>] {
    scalars[range].split(whereSeparator: \.isBlank).map {
      Located(value: String($0), place: place($0.startIndex))
    }
  }

  private func skipBlanks(from start: Int) -> Int {
    var index = start
    while index < scalars.count, scalars[index].isBlank { index += 1 }
    return index
  }

  private func isEndOrComment(_ index: Int) -> Bool {
    index == scalars.count || scalars[index] == "#" || scalars[index] == ";"
  }

  /// A comment begins after a blank, or where the value should.
  private func isComment(_ index: Int, valueStart: Int) -> Bool {
    guard scalars[index] == "#" || scalars[index] == ";" else { return false }
    return index == valueStart || scalars[index - 1].isBlank
  }
}
