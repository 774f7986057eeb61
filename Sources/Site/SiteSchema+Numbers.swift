internal import Routing

/// The keys of `[number …]`; those from `name` on are columns of the numbers table as well.
enum NumberKeys {
  static let group = SchemaKey(
    .number, "group", ValueKind<String>.name(of: .group).located,
    .words("seat or trunk is there, or the number is merged: then where 12345 leads"),
    sample: "110",
    "The group that citizens' calls to the number go to.")
  static let seat = SchemaKey(
    .number, "seat", ValueKind<String>.name(of: .seat).located, .words("group or trunk is there"),
    "The seat that the number leads to.")
  static let trunk = SchemaKey(
    .number, "trunk", ValueKind<String>.name(of: .trunk).located, .words("group or seat is there"),
    "The trunk that the number is handed to as it is.")
  static let name = SchemaKey(
    .number, "name", .text, .words("the number"),
    "What people call the number.")
  static let mode = SchemaKey(
    .number, "mode", ValueKind<MergeMode>.choice.located, .value("plain"),
    "How it was folded into 12345: not at all, withdrawn (whole), kept beside it (dual), or kept "
      + "with its sub-centre (branch).")
  static let mergedOn = SchemaKey(
    .number, "merged-on", ValueKind<CivilDate>.day.located,
    .words("the transition is over"),
    "The day of the merge: from it on, callers hear the transition prompt for three calendar months."
  )
  static let after = SchemaKey(
    .number, "after", ValueKind<AfterTransition>.choice.located, .value("silent"),
    "What holds after the transition: calls are connected, connected with the announcement that the "
      + "number is withdrawn, or refused after it.")
  static let own = SchemaKey(
    .number, "own", ValueKind<Destination>.seats.located, .words("it kept none"),
    "The seats that the number kept, or its sub-centre: where an agent who asks for the number is "
      + "connected.")
  static let citizens = SchemaKey(
    .number, "citizens", ValueKind<CitizensFirst>.choice.located, .value("group"),
    "Whom a citizen's call rings first: the experts and the group, or own and then the group.")
  static let experts = SchemaKey(
    .number, "experts", ValueKind<String>.name(of: .group).located, .words("it has none"),
    "The group of its expert seats, rung before the group.")
  static let prompt = SchemaKey(
    .number, "prompt", ValueKind<String>.name.located, .value("transition"),
    "What callers hear in the transition: the name of a prompt's file without .wav.")
  static let afterPrompt = SchemaKey(
    .number, "after-prompt", ValueKind<String>.name.located, .value("withdrawn"),
    "What callers hear afterwards, unless after is silent.")
  static let record = SchemaKey(
    .number, "record", .yesNo, .words("as the group that has the call says, else [media]"),
    "Whether calls of the number are recorded, whoever has them.")

  static let rows = [
    group.row, seat.row, trunk.row, record.row, name.row, mode.row, mergedOn.row, after.row,
    own.row, citizens.row, experts.row, prompt.row, afterPrompt.row,
  ]
}

/// The columns of the table that `numbers` in `[site]` names.
enum NumberColumns {
  static let number = TableColumn(
    "number", ValueKind<String>.pattern.located, .required,
    "The number, in any of its spellings, as the title of a section has it.")
  static let name = TableColumn(NumberKeys.name)
  static let mode = TableColumn(NumberKeys.mode)
  static let mergedOn = TableColumn(NumberKeys.mergedOn)
  static let after = TableColumn(NumberKeys.after)
  static let group = TableColumn(
    "group", ValueKind<String>.name(of: .group).located, .words("where 12345 leads"),
    "The group that citizens' calls to the number go to.")
  static let own = TableColumn(NumberKeys.own)
  static let citizens = TableColumn(NumberKeys.citizens)
  static let experts = TableColumn(NumberKeys.experts)
  static let prompt = TableColumn(NumberKeys.prompt)
  static let afterPrompt = TableColumn(NumberKeys.afterPrompt)

  static let schema = TableSchema(columns: [
    number.row, name.row, mode.row, mergedOn.row, after.row, group.row, own.row, citizens.row,
    experts.row, prompt.row, afterPrompt.row,
  ])
}

extension TableColumn {
  /// The column that says the same as a key of a section.
  init(_ key: SchemaKey<Value>) {
    self.init(key.row.key, key.kind, key.row.fallback, key.row.sentence)
  }
}
