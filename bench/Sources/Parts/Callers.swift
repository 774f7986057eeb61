internal import Foundation

/// SIPp as many callers: calls that are set up, kept for a while and torn down.
struct Callers {
  let sipp: String
  /// Where its files lie.
  let directory: String
  /// The first three parts of its addresses and the called ones'.
  let base: String

  /// - Parameter pause: milliseconds from ACK to BYE.
  /// - Returns: how many calls went well.
  /// - Throws: `BenchError` when SIPp says nothing that can be read.
  func call(
    _ user: String, at target: String, rate: Int, calls: Int, pause: Int = 0
  ) throws -> Int {
    let statistics = directory + "/caller-\(rate)-\(calls).csv"
    try? FileManager.default.removeItem(atPath: statistics)
    _ = try Shell.run(
      "/usr/bin/env",
      [
        "-C", directory, sipp, "-sn", "uac", base + target, "-i", base + "1", "-p", "5070",
        "-s", user, "-r", "\(rate)", "-m", "\(calls)", "-d", "\(pause)", "-l", "4000",
        "-nostdin", "-mp", "6000", "-timeout", "90s", "-trace_stat", "-stf", statistics, "-fd", "1",
      ], limit: 100)
    let lines = try String(contentsOfFile: statistics, encoding: .utf8).split(separator: "\n")
    guard let names = lines.first?.split(separator: ";", omittingEmptySubsequences: false),
      let last = lines.last?.split(separator: ";", omittingEmptySubsequences: false),
      let column = names.firstIndex(of: "SuccessfulCall(C)"), column < last.count
    else { throw BenchError("SIPp's statistics cannot be read") }
    return Int(last[column]) ?? 0
  }
}
