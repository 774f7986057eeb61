internal import Console
internal import Site

/// The program `liandong`: one row of `CommandTable.rows` for each subcommand.
package enum Liandong {
  /// Runs the subcommand that the arguments name.
  ///
  /// - Returns: the exit status: 0 well, 1 failed, 2 wrong usage, 3 not running.
  package static func run(_ arguments: [String]) -> Int32 {
    run(arguments, in: .process())
  }

  /// The same among surroundings of one's own, as tests want it.
  package static func run(_ arguments: [String], in surroundings: Surroundings) -> Int32 {
    let status = perform(arguments, surroundings)
    guard let problem = surroundings.output.problem else { return status.rawValue }
    surroundings.talk("liandong: cannot write its output: \(problem)")
    return ExitStatus.failed.rawValue
  }

  private static func perform(_ arguments: [String], _ surroundings: Surroundings) -> ExitStatus {
    guard let name = arguments.first else {
      surroundings.talk(HelpText.overview)
      return .usage
    }
    let rest = Array(arguments.dropFirst())
    switch name {
    case "--help", "-h": return surroundings.say(HelpText.overview)
    case "--version": return surroundings.say("liandong \(Product.version)")
    case "help": return help(rest, surroundings)
    default: break
    }
    guard let command = CommandTable.command(named: name) else {
      return refuse(unknown: name, surroundings)
    }
    return run(command, rest, surroundings)
  }

  private static func run(
    _ command: Command, _ arguments: [String], _ surroundings: Surroundings
  ) -> ExitStatus {
    do {
      let parsed = try ParsedArguments(arguments, of: command)
      if parsed.wantsHelp { return surroundings.say(HelpText.of(command)) }
      return try command.run(Invocation(arguments: parsed, surroundings: surroundings))
    } catch {
      let failure = CommandFailure(error)
      surroundings.talk("liandong \(command.name): \(failure.message)")
      if failure.status == .usage {
        surroundings.talk("`liandong \(command.name) --help` says how it is used")
      }
      return failure.status
    }
  }

  private static func help(_ names: [String], _ surroundings: Surroundings) -> ExitStatus {
    guard let name = names.first, !name.hasPrefix("-") else {
      return surroundings.say(HelpText.overview)
    }
    guard let command = CommandTable.command(named: name) else {
      return refuse(unknown: name, surroundings)
    }
    return surroundings.say(HelpText.of(command))
  }

  private static func refuse(unknown name: String, _ surroundings: Surroundings) -> ExitStatus {
    let known = CommandTable.visible.map(\.name) + ["help"]
    let kind = name.hasPrefix("-") ? "option" : "subcommand"
    let hint = Nearest.hint(
      for: name, among: name.hasPrefix("-") ? ["--help", "--version"] : known)
    surroundings.talk("liandong: unknown \(kind) \"\(name)\"; \(hint)")
    return .usage
  }
}
