internal import Foundation
internal import Routing
internal import Site

/// Number plan and site file at sizes that a province would have.
enum SiteBench {
  static func run(_ options: Options, _ results: Results) throws {
    routing(results)
    try RoutingBench.run(options, results)
    try table(options, results)
    try check(options, results)
    try results.count("site.instructions-50-seats", loop: "site", from: 1, to: 3)
  }

  private static func plan(_ count: Int) -> NumberPlan {
    NumberPlan(
      (0..<count).map { NumberRule(pattern: "\(40_000_000 + $0)", route: .group("g")) }
        + [
          NumberRule(pattern: "400*", route: .group("p")),
          NumberRule(pattern: "4*", route: .group("q")),
        ])
  }

  private static func lookup(_ plan: NumberPlan, _ count: Int) -> Double {
    var found = 0
    let start = Time.mono()
    for i in 0..<count where plan.route(for: "\(40_000_000 + i * 37 % 12_000)") != nil {
      found += 1
    }
    precondition(found > 0)
    return Double(Time.mono() - start) / Double(count) / 1_000
  }

  private static func routing(_ results: Results) {
    let (small, large) = (plan(100), plan(10_000))
    let one = Rounds.median((0..<7).map { _ in lookup(small, 2_000) })
    let many = Rounds.median((0..<7).map { _ in lookup(large, 200) })
    results.add("routing.lookup-100-numbers", "us", value: one)
    results.add("routing.lookup-10000-numbers", "us", value: many)
    results.add("routing.growth-100x-numbers", "x", value: many / one)
  }

  /// A site of so many seats, each with a number, in groups of ten.
  static func text(seats: Int) -> String {
    var text = """
      [site]
      name = bench
      data-dir = ./data
      [network gov]
      sip = udp:127.0.0.2:5060
      rtp = 127.0.0.2:20000-49999
      allow = 127.0.0.0/8
      [trunk carrier]
      network = gov
      peer = sip:127.0.0.1:5070\n
      """
    for i in 0..<seats {
      text += "[seat s\(i)]\nplatform = p\(i % 7)\nnetwork = gov\n"
      text += "contact = sip:s\(i)@127.0.0.1:5071\n[number \(400_000 + i)]\nseat = s\(i)\n"
      if i % 10 == 9 {
        let members = (i - 9...i).map { "s\($0)" }.joined(separator: ", ")
        text += "[group g\(i)]\nseats = \(members)\n"
      }
    }
    return text + "[group 110]\nseats = s0\n"
  }

  /// Reads and checks a site.
  ///
  /// - Returns: milliseconds.
  @discardableResult
  static func load(seats: Int) throws -> Double {
    let text = text(seats: seats)
    let start = Time.mono()
    let (configuration, diagnostics) = SiteFile.check(text: text, file: "/bench/site.conf")
    guard configuration != nil else {
      throw BenchError("the big site is wrong: \(diagnostics.first.map { "\($0)" } ?? "")")
    }
    return Double(Time.mono() - start) / 1e6
  }

  private static func check(_ options: Options, _ results: Results) throws {
    let small = Rounds.median(try (0..<5).map { _ in try load(seats: 100) })
    let large = Rounds.median(try (0..<3).map { _ in try load(seats: 1_000) })
    results.add("site.check-100-seats", "ms", value: small)
    results.add("site.check-1000-seats", "ms", value: large)
    results.add("site.growth-10x-seats", "x", value: large / small)
  }

  /// A site of 1,000 seats whose 10,000 numbers stand in a table.
  private static func table(_ options: Options, _ results: Results) throws {
    let directory = ".build/bench/numbers-\(getpid())"
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
    let rows = (0..<10_000).map { index in
      "\(5_000_000 + index),热线\(index),\(["plain", "whole", "dual"][index % 3]),"
        + (index % 3 == 0 ? ",,g9\n" : "2021-07-31,announce,g9\n")
    }
    try Data(("number,name,mode,merged-on,after,group\n" + rows.joined()).utf8)
      .write(to: URL(filePath: directory + "/numbers.csv"))
    let text = text(seats: 1_000).replacing(
      "data-dir = ./data", with: "data-dir = ./data\nnumbers = numbers.csv")
    try Data(text.utf8).write(to: URL(filePath: directory + "/site.conf"))
    let times = try (0..<(options.isShort ? 3 : 5)).map { _ in
      let start = Time.mono()
      let (site, diagnostics) = SiteFile.check(path: directory + "/site.conf")
      guard site?.directory.numbers.rules.count == 11_000 else {
        throw BenchError("the numbers are wrong: \(diagnostics.first.map { "\($0)" } ?? "")")
      }
      return Double(Time.mono() - start) / 1e6
    }
    results.add("site.load-10000-numbers-1000-seats", "ms", value: Rounds.median(times))
  }
}
