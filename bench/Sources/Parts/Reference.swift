internal import Foundation

/// The reference programs that `bench/run` compiles into `.build/bench`.
enum Reference {
  static func path(_ name: String) -> String? {
    let path = ".build/bench/\(name)"
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }

  /// The first number that it prints.
  static func number(_ path: String, _ arguments: String...) throws -> Double {
    let output = try Shell.run(path, arguments).output
    guard let first = output.split(whereSeparator: \.isWhitespace).first,
      let number = Double(first)
    else { throw BenchError("\(path) printed '\(output)'") }
    return number
  }

  /// Instructions of one turn of `arguments` + [count], by cachegrind: the difference between a
  /// short and a long run, so that start and end of the process do not count.
  static func instructions(
    _ program: String, _ arguments: [String], from short: Int, to long: Int
  ) throws -> Double? {
    guard let valgrind = Shell.find("valgrind") else { return nil }
    func run(_ count: Int) throws -> Double? {
      let log = Children.directory + "/cachegrind-\(UUID().uuidString.prefix(8))"
      defer { try? FileManager.default.removeItem(atPath: log) }
      let result = try Shell.run(
        "/usr/bin/env",
        [
          "SWIFT_DETERMINISTIC_HASHING=1", valgrind, "--tool=cachegrind", "--cache-sim=no",
          "--cachegrind-out-file=/dev/null", "--log-file=\(log)", program,
        ] + arguments + ["\(count)"])
      guard result.status == 0,
        let text = try? String(contentsOfFile: log, encoding: .utf8),
        let line = text.split(separator: "\n").first(where: { $0.contains("I ") })
      else { return nil }
      let number = line.split(separator: ":").last ?? ""
      return Double(number.filter(\.isNumber))
    }
    guard let few = try run(short), let many = try run(long) else { return nil }
    return (many - few) / Double(long - short)
  }
}

extension Results {
  /// The instructions of one turn of a loop of this program (``Loops``).
  func count(_ name: String, loop: String, from short: Int, to long: Int) throws {
    let program = CommandLine.arguments[0]
    if let count = try Reference.instructions(program, ["loop", loop], from: short, to: long) {
      add(name, "", value: count)
    } else {
      skip(name, "valgrind is not installed")
    }
  }
}
