internal import Foundation

/// What `bench/run` starts: all measurements in one run, in the order of their importance.
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
    let options = try Options(arguments)
    let started = Time.mono()
    let results = Results()
    for part in Part.allCases where options.parts.contains(part) {
      print("-- \(part.rawValue)")
      try part.run(options, results)
    }
    print("\n" + Table.targets(results) + "\n")
    let seconds = Int((Time.mono() - started) / 1_000_000_000)
    if let path = options.output {
      try results.write(to: path, mode: options.isShort ? "ci" : "full", seconds: seconds)
      print("-- written: \(path) (\(seconds) s)")
    }
    return 0
  }
}

/// What can be measured by itself.
enum Part: String, CaseIterable {
  case transfer
  case failures
  case conversations
  case ring
  case mixer
  case switchboard
  case site
  case capacity

  func run(_ options: Options, _ results: Results) throws {
    switch self {
    case .transfer:
      let desks = try Desks(options.box, contract: options.contract())
      defer { desks.box.stop() }
      try Transfers(desks: desks, results: results).run(rounds: options.isShort ? 30 : 200)
    case .failures:
      let desks = try Desks(options.box, contract: options.contract())
      defer { desks.box.stop() }
      try Failures(desks: desks, results: results).run(rounds: options.isShort ? 1 : 3)
    case .conversations:
      let desks = try Desks(options.box, contract: options.contract())
      defer { desks.box.stop() }
      try Conversations(desks: desks, results: results).run(
        calls: options.isShort ? 8 : 30, length: options.isShort ? 500 : 1_000)
    case .ring: try RingBench.run(options, results)
    case .mixer: try MixerBench.run(options, results)
    case .switchboard: try SwitchboardBench.run(options, results)
    case .site: try SiteBench.run(options, results)
    case .capacity: try Capacity.run(options, results)
    }
  }
}

/// The command line.
struct Options {
  var isShort = false
  var output: String?
  var parts = Set(Part.allCases)
  let box = ".build/release/liandong"

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    var named: Set<Part> = []
    while let argument = rest.popFirst() {
      switch argument {
      case "--ci": isShort = true
      case "--output": output = rest.popFirst()
      default:
        guard let part = Part(rawValue: argument) else {
          throw BenchError(
            "'\(argument)' is no part; there are "
              + Part.allCases.map(\.rawValue).joined(separator: ", "))
        }
        named.insert(part)
      }
    }
    if !named.isEmpty { parts = named }
  }

  /// The contract's site; the program runs in the project's directory.
  func contract() throws -> String {
    try String(contentsOfFile: "Tests/SiteTests/Sites/two-desks.conf", encoding: .utf8)
  }
}
