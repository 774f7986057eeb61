internal import Foundation

/// What `bench/run` starts: all measurements in one run.
enum Bench {
  static func main(_ arguments: [String]) -> Int32 {
    // Whoever reads our output may leave early; the boxes that were started are stopped all the same.
    signal(SIGPIPE, SIG_IGN)
    do {
      return try run(arguments)
    } catch {
      FileHandle.standardError.write(Data("bench: error: \(error)\n".utf8))
      return 1
    }
  }

  private static func run(_ arguments: [String]) throws -> Int32 {
    if arguments.count == 3, arguments[0] == "loop", let count = Int(arguments[2]) {
      try Loops.run(arguments[1], count)
      return 0
    }
    if arguments.count == 3, arguments[0] == "load", let count = Int(arguments[2]) {
      try Background.run(base: arguments[1], calls: count)
      return 0
    }
    if arguments.count == 2, arguments[0] == "hog", let cpu = Int(arguments[1]) {
      Hogs.run(cpu: cpu)
      return 0
    }
    if arguments.first == "report" { return try report(Array(arguments.dropFirst())) }
    let gate = try Gate(path: "bench/thresholds.json")
    if arguments == ["gate-check"] { return try check(gate) }
    let options = try Options(arguments)
    let started = Time.mono()
    let results = Results()
    var session = Session(options: options, results: results)
    for part in Part.allCases where options.parts.contains(part) {
      print("-- \(part.rawValue)")
      let start = Time.mono()
      try measure(part, &session)
      print("   \((Time.mono() - start) / 1_000_000_000) s")
    }
    try session.finish()
    print("\n" + Table.targets(results) + "\n")
    let seconds = Int((Time.mono() - started) / 1_000_000_000)
    var breaches = gate.breaches(results, isWhole: options.isWhole, isShort: options.isShort)
    if options.isShort, !breaches.isEmpty {
      breaches = try measureAgain(breaches, gate, results, &session)
    }
    if let path = options.output {
      try results.write(to: path, mode: options.mode, seconds: seconds)
      print("-- written: \(path) (\(seconds) s)")
    }
    for breach in breaches { print("gate: \(breach.sentence)") }
    print(
      breaches.isEmpty
        ? "gate: \(gate.count(isShort: options.isShort)) rules kept (\(seconds) s)"
        : "gate: \(breaches.count) of \(gate.count(isShort: options.isShort)) rules broken")
    return breaches.isEmpty ? 0 : 1
  }

  /// A part of the short run that could not be measured has a second try, for the same reason.
  private static func measure(_ part: Part, _ session: inout Session) throws {
    do {
      try session.run(part)
    } catch let error where session.options.isShort && part.canRepeat {
      print("   \(error); once more")
      try session.run(part)
    }
  }

  /// What broke a rule is measured once more: somebody else's compiler does not do it twice, a
  /// regression does.
  private static func measureAgain(
    _ breaches: [Gate.Breach], _ gate: Gate, _ results: Results, _ session: inout Session
  ) throws -> [Gate.Breach] {
    for breach in breaches { print("gate: \(breach.sentence); once more") }
    let measures = breaches.map(\.measure)
    for part in Part.allCases where measures.contains(where: part.measures) {
      print("-- \(part.rawValue), once more")
      try session.run(part)
    }
    return gate.breaches(results, isWhole: session.options.isWhole, isShort: true)
  }

  /// `report [FILE]`: all kept runs as one page.
  private static func report(_ arguments: [String]) throws -> Int32 {
    let path = arguments.first ?? ".build/bench/report.html"
    let runs = try RunFile.all(in: "bench/results")
    guard !runs.isEmpty else { throw BenchError("bench/results has no run yet: make bench") }
    try Page(runs: runs).html.write(toFile: path, atomically: true, encoding: .utf8)
    print("-- written: \(path) (\(runs.count) \(runs.count == 1 ? "run" : "runs"))")
    return 0
  }

  private static func check(_ gate: Gate) throws -> Int32 {
    let wrong =
      try GateCheck.run(gate) + GateCheck.regressions(gate, in: "bench/regressions")
    for line in wrong { print("gate-check: \(line)") }
    print("gate-check: \(gate.rules.count) rules, \(wrong.count) decided wrongly")
    return wrong.isEmpty ? 0 : 1
  }
}
