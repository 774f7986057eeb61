/// A file's structure before anybody asks what it means.
struct INIDocument: Sendable {
  var sections: [INISection] = []
}

/// `[kind]` or `[kind name]` and what stands beneath it.
struct INISection: Sendable {
  let kind: Located<String>
  let name: Located<String>?
  /// The line where a section of the same title stands already; this one does not count then.
  let firstLine: Int?
  var entries: [INIEntry] = []
  /// Keys whose values could not be read; they are not missing.
  var broken: Set<String> = []

  /// The title as people write it.
  var title: String { "[\(kind.value)\(name.map { " " + $0.value } ?? "")]" }

  /// Where the title stands.
  var place: Place { Place(line: kind.place.line, column: 1) }

  /// The entry of that key, if there is one.
  func entry(_ key: String) -> INIEntry? { entries.first { $0.key.value == key } }
}

/// `key = value`.
struct INIEntry: Sendable {
  let key: Located<String>
  let value: ValueText
}

/// The text of a value, or of one item of a list, and where it stands.
struct ValueText: Sendable {
  /// The key that it was given to.
  let key: String
  let text: String
  let place: Place
  var isItem = false
  /// Whether nothing but a comment stands where a value should.
  var isComment = false

  /// The items between commas, blanks around them cut off.
  func items() -> [ValueText] {
    var items: [ValueText] = []
    var start = 0
    let scalars = Array(text.unicodeScalars)
    for end in scalars.indices where scalars[end] == "," {
      items.append(item(scalars[start..<end]))
      start = end + 1
    }
    items.append(item(scalars[start...]))
    return items
  }

  private func item(_ scalars: ArraySlice<Unicode.Scalar>) -> ValueText {
    var slice = scalars.drop(while: \.isBlank)
    while slice.last?.isBlank == true { slice.removeLast() }
    let place = Place(line: place.line, column: place.column + slice.startIndex)
    return ValueText(key: key, text: String(slice), place: place, isItem: true)
  }
}

extension String {
  init(_ scalars: ArraySlice<Unicode.Scalar>) {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }

  /// The text in quotes for a message, cut when it is long, with what cannot be seen spelt out.
  var shown: String {
    let cut = unicodeScalars.count <= 48 ? self : String(unicodeScalars.prefix(45)) + "…"
    return "\"" + cut.unicodeScalars.map { $0.isInvisible ? "<\($0.code)>" : String($0) }.joined()
      + "\""
  }
}

extension Unicode.Scalar {
  /// As Unicode's tables write it: `U+3000`.
  var code: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Nothing that a reader of the message could see, or tell from a plain blank.
  fileprivate var isInvisible: Bool {
    properties.generalCategory == .format || (properties.isWhitespace && !isBlank)
  }

  /// Space or tab; nothing else separates words in a site file.
  var isBlank: Bool { self == " " || self == "\t" }
}
