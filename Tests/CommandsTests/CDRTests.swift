import Foundation
import Records
import Testing

@testable import Switchboard

@Suite("liandong cdr")
struct CDRTests {
  let terminal: Terminal
  let site: String

  init() throws {
    terminal = try Terminal()
    site = try terminal.writeSite()
  }

  /// Calls a minute apart from 2026-11-21T21:36 +08:00, written by the journal that a box has.
  private func write(_ records: [CallRecord]) {
    let journal = Journal(
      directory: RecordDirectory(terminal.dataDirectory),
      zone: TimeZone(identifier: "Asia/Shanghai")!)
    for record in records { journal.keep(record) }
    #expect(journal.flush(), "\(journal.status)")
    journal.stop()
  }

  private func call(
    _ number: UInt64, ending: Ending? = .callerHungUp, transferred: Bool = false
  ) -> CallRecord {
    var record = CallRecord(
      id: CallID(number).description, callerNumber: "1390000000\(number)", dialled: "12345",
      source: "trunk carrier", wallClock: 1_795_268_160_000_000 + Int64(number) * 60_000_000)
    record.firstReceiver = "1001"
    record.endedAt = ending == nil ? nil : 65_000_000
    record.ending = ending?.description
    if transferred {
      record.transfers = [
        TransferRecord(
          key: "transfer-110", seat: "1001", destination: "group 110", outcome: "connected",
          target: "2001", t0: 1, t1: 2)
      ]
    }
    return record
  }

  @Test("records are a table for people and the file's own lines for tools")
  func tableAndLines() throws {
    write([call(1), call(2, transferred: true), call(3, ending: .abandoned)])
    let table = terminal.run("cdr", "--site", site)
    #expect(table.status == 0)
    #expect(table.errors.isEmpty)
    try #require(table.lines.count == 4)
    #expect(table.lines[0].hasPrefix("START "))
    #expect(table.lines[1].hasPrefix("2026-11-21 21:37:00  0000000000000001  13900000001  12345"))
    let json = terminal.run("cdr", "--json", "--reason", "a test", "--site", site)
    #expect(json.output == (try terminal.read("data/cdr.jsonl")))
  }

  @Test(
    "each option narrows the list",
    arguments: [
      (["--number", "13900000002"], [2]), (["--transferred"], [2]),
      (["--ending", "abandoned"], [3]), (["--limit", "1"], [1]), (["--last", "2"], [2, 3]),
      (["--from", "2026-11-21T21:38"], [2, 3]), (["--to", "2026-11-21T21:38"], [1, 2]),
      (["--seat", "2001"], []), (["--seat", "1001"], [1, 2, 3]), (["--open"], [4]),
      (["--from", "2026-11-22"], []),
    ])
  func filters(options: [String], expected: [Int]) throws {
    write([call(1), call(2, transferred: true), call(3, ending: .abandoned)])
    // An open call has to be in the journal while it is read.
    let journal = Journal(
      directory: RecordDirectory(terminal.dataDirectory),
      zone: TimeZone(identifier: "Asia/Shanghai")!)
    defer { journal.stop() }
    if options == ["--open"] {
      journal.keep(call(4, ending: nil))
      #expect(journal.flush())
    }
    let result = terminal.run(list: ["cdr", "--json", "--site", site] + options)
    #expect(result.status == 0)
    struct Line: Decodable { let id: String }
    let ids = try result.lines.map { line in
      Int(try JSONDecoder().decode(Line.self, from: Data(line.utf8)).id, radix: 16)
    }
    #expect(ids == expected)
    #expect(result.errors == (expected.isEmpty ? "no calls match\n" : ""))
  }

  @Test("lines that are no record are counted, not hidden")
  func unreadable() throws {
    write([call(1)])
    let path = "data/cdr.jsonl"
    try terminal.file(path, terminal.read(path) + "nonsense\n")
    let result = terminal.run("cdr", "--site", site)
    #expect(result.lines.count == 2)
    #expect(result.errors == "1 line could not be read and is left out\n")
  }

  @Test("a box that never ran has no records, and that is no failure")
  func nothingYet() {
    let result = terminal.run("cdr", "--site", site)
    #expect(result.status == 0)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("/data does not exist yet"))
  }
}
