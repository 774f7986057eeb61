internal import Foundation

/// What `bench/run` starts: all measurements in one run.
enum Bench {
  static func main(_ arguments: [String]) -> Int32 {
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
    let gate = try Gate(path: "bench/thresholds.json")
    if arguments == ["gate-check"] { return check(gate) }
    let options = try Options(arguments)
    let started = Time.mono()
    let results = Results()
    var session = Session(options: options, results: results)
    for part in Part.allCases where options.parts.contains(part) {
      print("-- \(part.rawValue)")
      try session.run(part)
    }
    print("\n" + Table.targets(results) + "\n")
    let seconds = Int((Time.mono() - started) / 1_000_000_000)
    if let path = options.output {
      try results.write(to: path, mode: options.isShort ? "ci" : "full", seconds: seconds)
      print("-- written: \(path) (\(seconds) s)")
    }
    let breaches = gate.breaches(results, isWhole: options.isWhole)
    for breach in breaches { print("gate: \(breach)") }
    print(
      breaches.isEmpty
        ? "gate: \(gate.rules.count) rules kept (\(seconds) s)"
        : "gate: \(breaches.count) of \(gate.rules.count) rules broken")
    return breaches.isEmpty ? 0 : 1
  }

  private static func check(_ gate: Gate) -> Int32 {
    let wrong = GateCheck.run(gate)
    for line in wrong { print("gate-check: \(line)") }
    print("gate-check: \(gate.rules.count) rules, \(wrong.count) decided wrongly")
    return wrong.isEmpty ? 0 : 1
  }
}
