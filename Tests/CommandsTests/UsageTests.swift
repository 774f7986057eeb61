import Glibc
import Testing

@testable import Commands

@Suite("The command line")
struct UsageTests {
  let terminal: Terminal

  init() throws { terminal = try Terminal() }

  @Test("every row's help names the row, its usage and each of its options", arguments: rows)
  func help(name: String) throws {
    let command = try #require(CommandTable.command(named: name))
    let help = terminal.run(name, "--help")
    #expect(help.status == 0)
    #expect(help.errors.isEmpty)
    #expect(help.output.hasPrefix("liandong \(name): \(command.summary)\n"))
    #expect(help.output.contains("usage: \(command.usage)\n"))
    for option in command.options { #expect(help.output.contains("  \(option.usage)")) }
    #expect(terminal.run("help", name).output == help.output)
    #expect(terminal.run(name, "--site", "--help").output == help.output)
    #expect(terminal.run(name, "--json", "--nonsense", "--help").output == help.output)
    // A command line to copy is never broken.
    #expect(help.lines.allSatisfy { $0.count <= 82 || $0.hasPrefix("  liandong ") })
  }

  static let rows = CommandTable.rows.map(\.name)

  @Test("no name stands twice, and every sentence goes on from its name")
  func tidyTable() {
    #expect(Set(Self.rows).count == Self.rows.count)
    for command in CommandTable.rows {
      let names = command.options.map(\.name)
      #expect(Set(names).count == names.count, "\(command.name)")
      for sentence in command.options.map(\.sentence) + [command.summary] {
        #expect(!sentence.hasSuffix("."), "\(sentence)")
        #expect(sentence.first?.isUppercase == false, "\(sentence)")
      }
    }
  }

  @Test("help without a name lists every visible row")
  func overview() {
    let help = terminal.run("--help")
    #expect(help.status == 0)
    for command in CommandTable.visible {
      #expect(help.lines.contains { $0.hasPrefix("  \(command.name) ") }, "\(command.name)")
    }
    #expect(!help.output.contains("manual"))
    #expect(terminal.run("help").output == help.output)
    let bare = terminal.run()
    #expect(bare.status == 2)
    #expect(bare.output.isEmpty)
    #expect(bare.errors == help.output)
  }

  @Test("the version is one line of data")
  func version() { #expect(terminal.run("--version").output == "liandong 0.1.0\n") }

  @Test(
    "a mistake names what is nearest and ends with 2",
    arguments: [
      (["chekc"], "unknown subcommand \"chekc\"; did you mean \"check\"?"),
      (["frobnicate"], "; expected one of: "),
      (["help", "simulat"], "did you mean \"simulate\"?"),
      (["--versoin"], "unknown option \"--versoin\"; did you mean \"--version\"?"),
      (["check", "--jsn"], "unknown option \"--jsn\"; did you mean \"--json\"?"),
      (["check", "--jsn=1"], "unknown option \"--jsn\"; did you mean \"--json\"?"),
      (["check", "--json=1"], "--json takes no value"),
      (["check", "--json", "--json"], "--json is given twice"),
      (["check", "--site"], "--site wants a value: --site PATH"),
      (["check", "--site", "--json"], "--site wants a value: --site PATH"),
      (["check", "x.conf"], "unexpected argument \"x.conf\"; a site is named with --site PATH"),
      (["check", "--sample", "--default"], "give one of them"),
      (["simulate"], "expected FLOW…; usage: liandong simulate [OPTION…] FLOW…"),
      (["key", "1001"], "expected SEAT KEY, or --list"),
      (["key", "--list", "1001"], "--list takes no seat and no key"),
      (["calls", "--end", "xyz"], "\"xyz\" is no call; expected up to 16 hexadecimal digits"),
      (["cdr", "--from", "yesterday"], "\"yesterday\" is no time; expected 2026-11-21"),
      (["cdr", "--ending", "sadly"], "--ending \"sadly\" is not known; expected caller-hung-up"),
      (["manual", "liandong.5"], "expected one of: liandong.1, site.conf.5"),
    ])
  func mistakes(arguments: [String], message: String) {
    let result = terminal.run(list: arguments)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test("--name=value and --name value are the same; after -- nothing is an option")
  func forms() throws {
    let command = try #require(CommandTable.command(named: "simulate"))
    let apart = try ParsedArguments(["--site", "a=b", "-"], of: command)
    #expect(apart.value(.site) == "a=b")
    #expect(apart.operands == ["-"])
    let joined = try ParsedArguments(["--site=a=b", "--", "--update"], of: command)
    #expect(joined.value(.site) == "a=b")
    #expect(joined.operands == ["--update"])
    #expect(joined.words == ["--site", "a=b", "--update"])
  }

  @Test("an output that cannot be written is a failure")
  func brokenOutput() {
    let full = Output(descriptor: -1)
    let errors = Output { _ in }
    #expect(Liandong.run(["--version"], in: Surroundings(output: full, errors: errors)) == 1)
    #expect(full.problem == "Bad file descriptor")
  }

  @Test("a reader that went away is none")
  func goneReader() {
    // As Surroundings.process() has it for the program.
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    defer { close(ends[1]) }
    close(ends[0])
    let gone = Output(descriptor: ends[1])
    let errors = Output { Issue.record("said \($0)") }
    #expect(Liandong.run(["--version"], in: Surroundings(output: gone, errors: errors)) == 0)
    #expect(gone.isClosed)
    #expect(gone.problem == nil)
  }
}
