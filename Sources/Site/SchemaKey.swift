/// One row of the schema, as parser, sample file and manual use it.
struct SchemaRow: Sendable {
  let section: SectionKind
  let key: String
  /// What may stand there: `yes or no`, `a duration from 1s to 10min`.
  let type: String
  /// The unit of a bare number.
  let unit: String?
  let fallback: Fallback
  /// What the key is for, in one sentence.
  let sentence: String
  /// What the sample file sets it to; `nil` when it shows the key in a comment.
  let sample: String?

  /// What holds when the key is not there.
  enum Fallback: Sendable, Equatable {
    /// As if this had been written.
    case value(String)
    /// What the words say.
    case words(String)
    /// It must be there.
    case required
  }
}

/// A key whose values have a type: the row that people read and the way to read a value.
struct SchemaKey<Value: Sendable>: Sendable {
  let row: SchemaRow
  let kind: ValueKind<Value>

  init(
    _ section: SectionKind, _ key: String, _ kind: ValueKind<Value>,
    _ fallback: SchemaRow.Fallback, sample: String? = nil, _ sentence: String
  ) {
    self.kind = kind
    row = SchemaRow(
      section: section, key: key, type: kind.expected, unit: kind.unit, fallback: fallback,
      sentence: sentence, sample: sample)
  }
}
