/// The subcommands. A new one is a file with its row and a line here.
enum CommandTable {
  static let rows: [Command] = [
    ServeCommand.row,
    CheckCommand.row,
    NewSiteCommand.row,
    SeedsCommand.row,
    StatusCommand.row,
    CallsCommand.row,
    SeatsCommand.row,
    KeyCommand.row,
    ExplainCommand.row,
    ReloadCommand.row,
    NuisanceCommand.row,
    CDRCommand.row,
    ReportCommand.row,
    LedgerCommand.row,
    SoundCommand.row,
    SimulateCommand.row,
    PhoneCommand.row,
    DemoCommand.row,
    ManualCommand.row,
  ]

  /// The rows that help and manual show, in their order.
  static var visible: [Command] { rows.filter { !$0.isHidden } }

  static func command(named name: String) -> Command? { rows.first { $0.name == name } }
}
