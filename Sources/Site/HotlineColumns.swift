internal import Routing

/// The columns of a table of merged hotlines.
enum HotlineColumns {
  enum Mode: String, CaseIterable, Sendable { case plain, whole, dual, branch }
  enum After: String, CaseIterable, Sendable { case silent, announce, reject }

  static let rows = [
    TableColumn("number", ValueKind<String>.number, .required, "What people dial.").row,
    TableColumn("name", .text, .words("the number"), "What people call it.").row,
    TableColumn("mode", ValueKind<Mode>.choice, .value("plain"), "How it is merged.").row,
    TableColumn(
      "merged-on", ValueKind<CivilDate>.date, .words("its transition is over"),
      "The day of the merge."
    ).row,
    TableColumn(
      "after", ValueKind<After>.choice, .value("silent"), "What callers hear after three months."
    ).row,
    TableColumn(
      "group", ValueKind<String>.name, .words("where 12345 leads"), "Whom citizens' calls ring."
    ).row,
    TableColumn(
      "own", ValueKind<Destination>.destination, .words("it kept none"),
      "The seats that it kept, or its sub-centre."
    ).row,
    TableColumn(
      "experts", ValueKind<String>.name, .words("it has none"), "The group of its experts."
    ).row,
    TableColumn("prompt", ValueKind<String>.name, .words("the box's own"), "What callers hear.")
      .row,
  ]
}
