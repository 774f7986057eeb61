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

  /// The text in quotes for a message, cut when it is long.
  var shown: String { count <= 48 ? "\"\(self)\"" : "\"\(prefix(45))…\"" }
}

extension Unicode.Scalar {
  /// Space or tab; nothing else separates words in a site file.
  var isBlank: Bool { self == " " || self == "\t" }
}
