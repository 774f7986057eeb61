import Foundation
import Glibc
import Testing

@testable import Console

@Suite struct LogLineTests {
  @Test func aLineReadsAsDocumented() {
    let line = LogLine(.info, "key", call: "1a3f", ["key": "transfer-110", "from": "talking"])
    #expect(
      line.text(at: "2026-11-21T21:36:42.123+08:00")
        == "2026-11-21T21:36:42.123+08:00 info call=1a3f event=key key=transfer-110 from=talking")
  }

  @Test(arguments: [
    ("two words", #""two words""#), ("", #""""#), ("a=b", #""a=b""#), ("示范站点", "示范站点"),
    (#"say "hi" \"#, #""say \"hi\" \\""#), ("a\nb", #""a\nb""#),
    ("\u{1B}[2J", #""\u{1b}[2J""#), ("\u{85}", #""\u{85}""#),
  ])
  func valuesStayOnOneLine(value: String, written: String) {
    #expect(LogLine(.error, "x", ["v": value]).text(at: "") == "error event=x v=" + written)
  }

  @Test func nothingGrowsWithoutBound() {
    let long = String(repeating: "报", count: 2000)
    let one = LogLine(.info, "x", ["v": long]).text(at: "")
    #expect(one.hasSuffix("…"))
    #expect(one.utf8.count < 300)
    let many = LogLine(
      .info, "x",
      [
        "a": long, "b": long, "c": long, "d": long, "e": long, "f": long, "g": long, "h": long,
        "i": long, "j": long, "k": long, "l": long, "m": long,
      ])
    #expect(many.text(at: "").hasSuffix(" cut=yes"))
    #expect(many.text(at: "").utf8.count < 3200)
  }

  @Test func aReaderThatStallsCostsLinesAndIsTold() throws {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    let log = Log(level: .info, zone: .gmt, descriptor: ends[1])
    log.debug("unseen")
    // More than a pipe holds; a writer that waited would hang here.
    for number in 0..<2000 { log.info("event", ["n": String(number), "pad": pad]) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = read(ends[0], &bytes, bytes.count)
    let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
    #expect(lines.count < 2000)
    for (number, line) in lines.enumerated() {
      #expect(line.contains(" info event=event n=\(number) "))
    }
    log.warning("after")
    let more = read(ends[0], &bytes, bytes.count)
    let last = String(decoding: bytes[..<more], as: UTF8.self)
    #expect(last.hasSuffix("warning event=after lines-missing=\(2000 - lines.count)\n"))
    #expect(last.contains("+00:00 "))
  }

  private var pad: String { String(repeating: "x", count: 200) }
}
