internal import Routing

/// What a section `[number …]` or a row of the numbers table says, before it is held against the site.
struct NumberDraft {
  /// The number as written, and where.
  let pattern: Located<String>
  /// What messages call it.
  let title: String
  /// The file that it stands in.
  let findings: Findings
  let place: Place
  var name: String?
  var mode: Field<MergeMode>
  var mergedOn: Field<CivilDate>
  var after: Field<AfterTransition>
  var group: Field<String>
  var seat = Field<String>()
  var trunk = Field<String>()
  var own: Field<Destination>
  var citizens: Field<CitizensFirst>
  var experts: Field<String>
  var prompt: Field<String>
  var afterPrompt: Field<String>
  /// Whether it is a row of the table.
  let isRow: Bool

  /// What only a merged number has, where it is written; what says no more than the default is let
  /// pass, so that a table may spell it out in every row.
  var mergedOnly: [(name: String, place: Place)] {
    func written<Value: Equatable>(
      _ field: Field<Value>, _ usual: Value? = nil
    ) -> [(name: String, place: Place)] {
      let isUsual = usual != nil && field.value?.value == usual
      return field.isWritten && !isUsual ? [(field.name, field.place)] : []
    }
    return written(mergedOn) + written(after, .silent) + written(own)
      + written(citizens, .group) + written(experts)
      + written(prompt, Prompt.transition.name) + written(afterPrompt, Prompt.withdrawn.name)
  }

  /// One setting: whether it is written there, where, and what it says or what holds without it.
  struct Field<Value: Sendable>: Sendable {
    var name = ""
    var isWritten = false
    var place = Place(line: 0, column: 0)
    var value: Located<Value>?
  }
}

extension NumberDraft {
  init(_ reader: SectionReader) {
    func field<Value>(_ key: SchemaKey<Located<Value>>) -> Field<Value> {
      Field(
        name: key.row.key, isWritten: reader.has(key), place: reader.place(of: key),
        value: reader.read(key))
    }
    pattern = Located(
      value: reader.name, place: reader.section.name?.place ?? reader.place)
    title = reader.section.title
    isRow = false
    (findings, place) = (reader.findings, reader.place)
    name = reader.read(NumberKeys.name)
    (mode, mergedOn, after) = (
      field(NumberKeys.mode), field(NumberKeys.mergedOn), field(NumberKeys.after)
    )
    (group, seat, trunk) = (
      field(NumberKeys.group), field(NumberKeys.seat), field(NumberKeys.trunk)
    )
    (own, citizens, experts) = (
      field(NumberKeys.own), field(NumberKeys.citizens), field(NumberKeys.experts)
    )
    (prompt, afterPrompt) = (field(NumberKeys.prompt), field(NumberKeys.afterPrompt))
  }

  /// - Returns: `nil` when the row has no number that can be read, which is reported.
  init?(_ reader: RowReader) {
    func field<Value>(_ column: TableColumn<Located<Value>>) -> Field<Value> {
      Field(
        name: column.row.name, isWritten: reader.has(column), place: reader.place(of: column),
        value: reader.read(column))
    }
    name = reader.read(NumberColumns.name)
    (mode, mergedOn, after) = (
      field(NumberColumns.mode), field(NumberColumns.mergedOn), field(NumberColumns.after)
    )
    group = field(NumberColumns.group)
    (own, citizens, experts) = (
      field(NumberColumns.own), field(NumberColumns.citizens), field(NumberColumns.experts)
    )
    (prompt, afterPrompt) = (field(NumberColumns.prompt), field(NumberColumns.afterPrompt))
    guard let number = reader.read(NumberColumns.number) else { return nil }
    pattern = number
    title = "number \(number.value)"
    isRow = true
    (findings, place) = (reader.findings, reader.place)
  }
}
