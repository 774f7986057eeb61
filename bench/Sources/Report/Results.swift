internal import Foundation

/// One figure: a distribution or a single value.
struct Measure: Codable {
  let unit: String
  let value: Double?
  let distribution: Distribution?
}

/// Everything that one run measured.
final class Results {
  private(set) var measures: [String: Measure] = [:]
  private(set) var order: [String] = []
  /// What was left out and why.
  private(set) var skipped: [String] = []
  /// Programs that were measured beside the box, and their versions.
  private(set) var peers: [String: String] = [:]
  private let isSilent: Bool

  /// - Parameter isSilent: prints nothing while figures come in.
  init(isSilent: Bool = false) { self.isSilent = isSilent }

  func add(_ name: String, _ unit: String, _ values: [Double]) {
    put(name, Measure(unit: unit, value: nil, distribution: Distribution(values)))
  }

  func add(_ name: String, _ unit: String, value: Double) {
    put(name, Measure(unit: unit, value: value, distribution: nil))
  }

  /// The figures of a run that was kept.
  func take(_ kept: [String: Measure]) {
    for (name, measure) in kept.sorted(by: { $0.key < $1.key }) { put(name, measure) }
  }

  /// Names a program that is measured beside the box.
  func note(_ peer: String, _ version: String) { peers[peer] = version }

  func skip(_ what: String, _ why: String) {
    skipped.append("\(what): \(why)")
    print("  skipped: \(what): \(why)")
  }

  private func put(_ name: String, _ measure: Measure) {
    if measures[name] == nil { order.append(name) }
    measures[name] = measure
    guard !isSilent else { return }
    print("  " + Table.line(name, measure))
    // Into a pipe or a file as well, figure by figure.
    fflush(nil)
  }

  /// A figure by name and field: `value`, `n`, `p50`, `p95`, `p99`, `max`, `min`.
  func figure(_ name: String, _ field: String) -> Double? {
    guard let measure = measures[name] else { return nil }
    if field == "value" { return measure.value }
    guard let distribution = measure.distribution else { return nil }
    switch field {
    case "n": return Double(distribution.n)
    case "min": return distribution.min
    case "p50": return distribution.p50
    case "p95": return distribution.p95
    case "p99": return distribution.p99
    case "max": return distribution.max
    default: return nil
    }
  }

  /// - Throws: when the file cannot be written.
  func write(to path: String, mode: String, seconds: Int) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let file = RunFile(
      machine: Machine(), mode: mode, seconds: seconds, skipped: skipped,
      peers: peers.isEmpty ? nil : peers, measures: measures.mapValues(\.rounded))
    try encoder.encode(file).write(to: URL(fileURLWithPath: path))
  }
}

extension Measure {
  /// Four significant digits: more is noise.
  fileprivate var rounded: Measure {
    Measure(unit: unit, value: value.map(Table.four), distribution: distribution?.rounded)
  }
}

/// A run as it is kept in `bench/results`.
struct RunFile: Codable {
  let machine: Machine
  /// `full` or `ci`.
  let mode: String
  let seconds: Int
  /// What was left out and why.
  let skipped: [String]
  /// Programs that were measured beside the box, and their versions.
  let peers: [String: String]?
  let measures: [String: Measure]

  /// Every run that is kept in a directory, oldest first.
  ///
  /// - Throws: when a file there is no run.
  static func all(in directory: String) throws -> [RunFile] {
    let names = try FileManager.default.contentsOfDirectory(atPath: directory)
    return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name)"))
      do {
        return try JSONDecoder().decode(RunFile.self, from: data)
      } catch {
        throw BenchError("\(directory)/\(name) is no run of this bench: \(error)")
      }
    }
    .sorted { $0.machine.date < $1.machine.date }
  }
}
