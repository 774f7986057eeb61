internal import ChildProcess
internal import Foundation

/// A site of 10,000 numbers and 1,000 seats read anew while people talk: how long it takes, and whether
/// anybody hears it.
enum ReloadBench {
  static func run(_ options: Options, _ results: Results) throws {
    let calls = try LoadCalls(base: Load.base, port: 5070)
    let box = try Box(
      options.box, site: Load.site(seats: 1_000, base: Load.base, more: "numbers = numbers.csv"),
      files: ["numbers.csv": table(0)])
    defer { box.stop() }
    try calls.relayed(5)
    try calls.threeWay(from: 0, 5, key: box.controlSocket)
    let legs = calls.talking
    var late: Int64 = 0
    try calls.speak(legs, 500, &late)
    let before = try lateTicks(box)
    let (sent, received) = (legs.reduce(0) { $0 + $1.sent }, legs.reduce(0) { $0 + $1.received })
    var times: [Double] = []
    for round in 1...(options.isShort ? 3 : 7) {
      try Data(table(round).utf8).write(to: URL(filePath: box.directory + "/numbers.csv"))
      let answerFile = box.directory + "/answer.json"
      let reload = try ChildProcess(
        options.box, ["reload", "--json", "--site", box.site], group: Children.group(),
        output: .file(answerFile), errors: .inherited)
      while reload.isRunning { try calls.speak(legs, 20, &late) }
      let answer = try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: answerFile)))
      guard let answer = answer as? [String: Any], let time = answer["milliseconds"] as? NSNumber
      else { throw BenchError("liandong reload failed") }
      times.append(time.doubleValue)
    }
    try calls.speak(legs, 200, &late)
    usleep(30_000)
    for leg in legs { leg.listen { _ in } }
    let all = (
      legs.reduce(0) { $0 + $1.sent } - sent, legs.reduce(0) { $0 + $1.received } - received
    )
    results.add("reload.10000-numbers-1000-seats", "ms", times)
    results.add("reload.late-ticks", "", value: try lateTicks(box) - before)
    results.add("reload.packets-missing", "packets", value: Double(max(0, all.0 - all.1)))
    results.add("reload.sender-late", "ms", value: Double(late) / 1e6)
    calls.end()
  }

  private static func lateTicks(_ box: Box) throws -> Double {
    (try box.status()["lateTicks"] as? NSNumber)?.doubleValue ?? -1
  }

  /// Numbers of every merge mode; each round a hundred of them change.
  private static func table(_ round: Int) -> String {
    let rows = (0..<10_000).map { index in
      "\(5_000_000 + index),热线\(index),\(["plain", "whole", "dual"][index % 3]),"
        + (index % 3 == 0 ? ",,110\n" : "2026-0\(index < 150 ? 1 + round : 1)-15,announce,110\n")
    }
    return "number,name,mode,merged-on,after,group\n" + rows.joined()
  }
}
