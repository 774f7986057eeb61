internal import Foundation

/// What `bench/run` starts: all measurements in one run.
enum Bench {
  static func main(_ arguments: [String]) -> Int32 {
    // Whoever reads our output may leave early; the boxes that were started are stopped all the same.
    signal(SIGPIPE, SIG_IGN)
    defer { Children.end() }
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
    var seconds: [Part: Int64] = [:]
    var unmeasured: [String] = []
    for part in Part.allCases where options.parts.contains(part) {
      print("-- \(part.rawValue)")
      let start = Time.mono()
      do {
        try measure(part, &session)
      } catch {
        // The others are measured all the same; the run has failed.
        print("   error: \(error)")
        unmeasured.append("\(part.rawValue): \(error)")
      }
      seconds[part] = (Time.mono() - start) / 1_000_000_000
      print("   \(seconds[part] ?? 0) s")
    }
    print("\n" + Table.targets(results) + "\n")
    var breaches = gate.breaches(results, isWhole: options.isWhole, isShort: options.isShort)
    if options.isWhole, !breaches.isEmpty {
      // In the long run whatever takes minutes has its one chance.
      let quick = seconds.filter { options.isShort || $0.value <= 60 }.keys
      breaches = try measureAgain(breaches, Set(quick), gate, results, &session)
    }
    let whole = Int((Time.mono() - started) / 1_000_000_000)
    if let path = options.output {
      for words in unmeasured { results.skip("not measured", words) }
      try results.write(to: path, mode: options.mode, seconds: whole)
      print("-- written: \(path) (\(whole) s)")
    }
    for words in unmeasured { print("error: \(words)") }
    for breach in breaches { print("gate: \(breach.sentence)") }
    let count = gate.count(isShort: options.isShort)
    print(
      breaches.isEmpty
        ? "gate: \(count) rules kept (\(whole) s)"
        : "gate: \(breaches.count) of \(count) rules broken (\(whole) s)")
    return breaches.isEmpty && unmeasured.isEmpty ? 0 : 1
  }

  /// A part that could not be measured has a second try, for the same reason as one that broke a rule.
  private static func measure(_ part: Part, _ session: inout Session) throws {
    do {
      try session.run(part)
    } catch let error where session.options.isWhole && part.canRepeat {
      print("   \(error); once more")
      try session.run(part)
    }
  }

  /// What broke a rule is measured once more: somebody else's compiler does not do it twice, a
  /// regression does.
  private static func measureAgain(
    _ breaches: [Gate.Breach], _ parts: Set<Part>, _ gate: Gate, _ results: Results,
    _ session: inout Session
  ) throws -> [Gate.Breach] {
    for breach in breaches { print("gate: \(breach.sentence)") }
    let measures = breaches.map(\.measure)
    for part in Part.allCases where parts.contains(part) && measures.contains(where: part.measures)
    {
      print("-- \(part.rawValue), once more")
      try session.run(part)
    }
    return gate.breaches(results, isWhole: true, isShort: session.options.isShort)
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
