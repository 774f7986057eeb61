internal import Records
internal import Site

/// `liandong seeds`.
enum SeedsCommand {
  static let row = Command(
    "seeds", operands: Operands("[TABLE]", 0...1),
    "show and check the facts of the founding documents",
    details: [
      "The seeds are tables of comma-separated values: merged hotlines, what each desk accepts, "
        + "units, levels, and for each county the settings that its notice comes to. Each row "
        + "names its notice and clause. Without TABLE they are listed. All of them are checked "
        + "first; each mistake is a line as liandong check prints it, and the exit status is then "
        + "1."
    ],
    options: [SeedsDirectory.option, .json],
    examples: [
      Command.Example("liandong seeds", "list the tables"),
      Command.Example("liandong seeds counties/siyang", "what a county's notice comes to"),
      Command.Example("liandong seeds --seeds ./seeds", "check seeds that were edited"),
    ]
  ) { invocation in
    let seeds = try SeedsDirectory.seeds(invocation)
    for diagnostic in seeds.diagnostics { invocation.surroundings.say(diagnostic.description) }
    guard seeds.isRight else { return .failed }
    guard let name = invocation.arguments.operands.first else { return try list(seeds, invocation) }
    guard let table = seeds.tables.first(where: { $0.name == name }) else {
      let hint = Nearest.hint(for: name, among: seeds.tables.map(\.name))
      throw CommandFailure.usage("no table \"\(name)\"; \(hint)")
    }
    return try show(table, invocation)
  }

  private struct Entry: Encodable {
    let name: String
    let rows: Int
    let sentence: String
  }

  private static func list(_ seeds: Seeds, _ invocation: Invocation) throws -> ExitStatus {
    var text = TextTable(["TABLE", "ROWS", "WHAT STANDS IN IT"])
    for table in seeds.tables {
      let entry = Entry(name: table.name, rows: table.rows.count, sentence: table.sentence)
      if invocation.wantsJSON { try invocation.say(json: entry) }
      text.add([entry.name, "\(entry.rows)", entry.sentence])
    }
    if !invocation.wantsJSON { invocation.surroundings.say(text.text) }
    return .well
  }

  private static func show(_ table: Seeds.Table, _ invocation: Invocation) throws -> ExitStatus {
    var text = TextTable(table.columns.map { $0.uppercased() })
    for row in table.rows {
      if invocation.wantsJSON {
        let cells = Dictionary(zip(table.columns, row), uniquingKeysWith: { first, _ in first })
        try invocation.say(json: cells)
      }
      text.add(row)
    }
    if !invocation.wantsJSON { invocation.surroundings.say(text.text) }
    return .well
  }
}
