internal import Routing

/// One kind of table among the seeds: facts of the founding documents.
struct SeedSheet: Sendable {
  /// The file's name without `.csv`.
  let name: String
  /// What stands in it, in one sentence.
  let sentence: String
  let schema: TableSchema
  /// The columns that tell its rows apart.
  let identity: [String]

  init(_ name: String, _ sentence: String, identity: [String], _ columns: [TableColumnRow]) {
    (self.name, self.sentence, self.identity) = (name, sentence, identity)
    schema = TableSchema(columns: columns + Provenance.columns)
  }

  /// Those of every city, in the order in which people are shown them.
  static let all = [
    sources, hotlines, scope, handover, responseUnits, responseLevels, targets, guidance,
  ]

  private enum Rank: String, CaseIterable, Sendable { case county, city }
  private enum Desk: String, CaseIterable, Sendable {
    case police = "110"
    case hotline = "12345"
  }
  private enum MatterClass: String, CaseIterable, Sendable {
    case report, help, complaint, consult, suggestion, excluded
  }
  private enum UnitClass: String, CaseIterable, Sendable { case first, second }
  private enum FirstActor: String, CaseIterable, Sendable {
    case department
    case police = "110"
  }
  private enum TargetKind: String, CaseIterable, Sendable { case emergency, utility, duty }

  private static func code(_ name: String, _ sentence: String) -> TableColumnRow {
    TableColumn(name, ValueKind<String>.name, .required, sentence).row
  }
  private static func words(
    _ name: String, _ sentence: String, or fallback: SchemaRow.Fallback = .required
  ) -> TableColumnRow {
    TableColumn(name, ValueKind<String>.sentence, fallback, sentence).row
  }
  private static func choice<Value>(
    _ name: String, of type: Value.Type, _ sentence: String,
    or fallback: SchemaRow.Fallback = .required
  ) -> TableColumnRow
  where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
    TableColumn(name, ValueKind<Value>.choice, fallback, sentence).row
  }
  private static let matter = [
    words("matter", "What it is about."), words("matter-zh", "The same in Chinese."),
  ]

  private static let sources = SeedSheet(
    "sources", "the notices that the facts are from", identity: ["name"],
    [
      words("name", "What the column source calls it."),
      choice("kind", of: Rank.self, "Whose notice it is."),
      words("issuer", "The government that issued it."),
      words("reference", "Its reference number.", or: .words("it has none")),
      TableColumn(
        "issued", ValueKind<CivilDate>.day, .words("it bears no date"), "Its date."
      ).row,
      words("title", "What it is about."),
    ])

  private static let hotlines = SeedSheet(
    "hotlines", "hotlines merged into 12345, as a site's number table has them",
    identity: ["number"], NumberColumns.schema.columns)

  private static let scope = SeedSheet(
    "scope", "what 110 and 12345 accept, and what 12345 does not", identity: ["desk", "code"],
    [
      choice("desk", of: Desk.self, "Whose scope it is."),
      choice("class", of: MatterClass.self, "What the citizen wants, or that it is excluded."),
      code("code", "A short name for it."),
    ] + matter)

  private static let handover = SeedSheet(
    "handover", "the matters that each desk hands to the other", identity: ["to", "code"],
    [
      choice("to", of: Desk.self, "The desk that gets it."),
      code("code", "A short name for it."),
    ] + matter)

  private static let responseUnits = SeedSheet(
    "response-units", "the units that answer first, and how soon they are there",
    identity: ["code"],
    [
      code("code", "A short name for it."),
      words("unit", "The unit."),
      words("unit-zh", "The same in Chinese."),
      choice("class", of: UnitClass.self, "Its class of response."),
      TableColumn(
        "on-site", .duration(.seconds(60) ... .seconds(86400)), .required,
        "How soon it is on the spot."
      ).row,
      TableColumn(
        "duty", .duration(.seconds(3600) ... .seconds(86400)), .required,
        "How much of a day somebody is on duty."
      ).row,
    ])

  private static let responseLevels = SeedSheet(
    "response-levels", "the four levels of response, and who goes first", identity: ["level"],
    [
      TableColumn("level", .level, .required, "The level, as the key marks it.").row,
      code("name", "What the box calls it."),
      words("name-zh", "What the notice calls it."),
      choice("first", of: FirstActor.self, "Who acts first."),
      choice("told", of: Desk.self, "Who is told at the same time.", or: .words("nobody else")),
    ])

  private static let targets = SeedSheet(
    "targets", "emergency lines, utilities and duty phones", identity: ["code"],
    [
      code("code", "A short name for it."),
      words("name", "What it is."),
      words("name-zh", "The same in Chinese."),
      choice("kind", of: TargetKind.self, "What kind of target it is."),
      TableColumn(
        "number", ValueKind<String>.number, .words("each place has its own"), "Its number."
      ).row,
      words("matter", "What it takes."),
    ])

  private static let guidance = SeedSheet(
    "guidance", "whom to call for what belongs to neither desk", identity: ["reason"],
    [code("reason", "The reason that a key notes.")] + matter + [
      words("call", "Whom to call."),
      TableColumn(
        "number", ValueKind<String>.number, .words("no notice gives one"), "The number to call."
      ).row,
      words("say-zh", "What the citizen is told."),
    ])
}
