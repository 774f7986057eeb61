internal import Foundation

/// The command line.
struct Options {
  var isShort = false
  var output: String?
  /// Transfers for each key source; nil for as many as the length of the run allows.
  private(set) var rounds: Int?
  /// Whether one key source is measured after another, with a single call up.
  private(set) var isSequential = false
  /// How long a soak, or the look at the ticks, lasts; nil for as long as is usual.
  private(set) var minutes: Double?
  /// What happens in a soak.
  private(set) var seed = UInt64.random(in: 1...999_999)
  private(set) var parts = Set(Part.usual)
  let box = ".build/release/liandong"

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    var named: Set<Part> = []
    while let argument = rest.popFirst() {
      switch argument {
      case "--ci": isShort = true
      case "--output": output = rest.popFirst()
      case "--one-by-one": isSequential = true
      case "--rounds":
        guard let count = rest.popFirst().flatMap(Int.init), (1...10_000).contains(count) else {
          throw BenchError("--rounds needs a number from 1 to 10000")
        }
        rounds = count
      case "--seed":
        guard let number = rest.popFirst().flatMap(UInt64.init) else {
          throw BenchError("--seed needs a number")
        }
        seed = number
      case "--minutes":
        guard let length = rest.popFirst().flatMap(Double.init), (0.1...100_000).contains(length)
        else { throw BenchError("--minutes needs a number from 0.1 to 100000") }
        minutes = length
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

  /// What the results say of the run.
  var mode: String {
    if parts == [.peers] { return "peers" }
    return isShort ? "ci" : isWhole ? "full" : "part"
  }

  var isWhole: Bool { parts.isSuperset(of: Part.usual) }

  /// The contract's site; the program runs in the project's directory.
  func contract() throws -> String {
    try String(contentsOfFile: "Tests/SiteTests/Sites/two-desks.conf", encoding: .utf8)
  }
}
