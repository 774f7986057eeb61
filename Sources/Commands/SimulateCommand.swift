internal import Simulation
internal import Site

/// `liandong simulate`.
enum SimulateCommand {
  static let row = Command(
    "simulate", operands: Operands("FLOW…", 1...4096),
    "play call flows against a site, with no call and no clock",
    details: [
      "A flow is a file with one sentence a line: what happens. Beneath a sentence, lines that "
        + "begin with > say what must follow from it; without them nothing is expected. # begins "
        + "a comment. The Switchboard that plays it is the one that runs the box. The flow is "
        + "printed with what really followed; each line that went otherwise is reported as "
        + "flow:12: error: …, and the exit status is then 1. FLOW may be -, standard input."
    ],
    glossary: Command.Glossary(title: "sentences", entries: FlowWords.entries),
    options: [.site, update, quiet],
    examples: [
      Command.Example("liandong simulate transfer.flow", "see what a flow does at this site"),
      Command.Example("liandong simulate --quiet flows/*.flow", "hold a site to its flows"),
    ]
  ) { invocation in
    let site = try invocation.site()
    var tally = FlowTally()
    for path in invocation.arguments.operands {
      try play(path, at: site, invocation, &tally)
    }
    invocation.surroundings.talk(tally.summary)
    return tally.mismatches == 0 ? .well : .failed
  }

  private static let update = Option(
    "--update", "write what followed into the files, in place of what they expect")
  private static let quiet = Option("--quiet", "print only what went otherwise")

  private static func play(
    _ path: String, at site: SiteConfiguration, _ invocation: Invocation, _ tally: inout FlowTally
  ) throws {
    let surroundings = invocation.surroundings
    let arguments = invocation.arguments
    let file = try FlowFile(path, surroundings)
    if arguments.has(update), file.isStandardInput {
      throw CommandFailure.usage("--update cannot write to standard input")
    }
    let flow = Flow(file.text)
    var run = FlowRun(directory: site.directory, keys: site.keys, policy: site.policy)
    let isUpdate = arguments.has(update)
    let outcome = run.play(isUpdate ? flow.withoutExpectations : flow)
    tally.add(flow, errors: outcome.errors.count, expects: !isUpdate)
    for error in outcome.errors {
      surroundings.talk("\(file.name):\(error.line): error: \(error.message)")
    }
    if isUpdate, outcome.errors.isEmpty, try file.replace(with: outcome.text) {
      surroundings.talk("\(file.name): updated")
    }
    guard !arguments.has(quiet) else { return }
    if arguments.operands.count > 1 {
      surroundings.say((tally.flows > 1 ? "\n" : "") + "# \(file.name)")
    }
    surroundings.say(outcome.text)
  }
}

extension Flow {
  /// The flow with events and remarks only; line numbers stay those of the file.
  var withoutExpectations: Flow {
    var flow = self
    flow.lines.removeAll { if case .expected = $0 { true } else { false } }
    return flow
  }
}
