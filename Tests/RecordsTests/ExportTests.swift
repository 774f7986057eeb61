import Foundation
import Testing

@testable import Records
@testable import Switchboard

@Suite struct ExportTests {
  private let render = RecordLine(zone: Sample.shanghai)

  private func export(_ format: RecordFormat, _ record: CallRecord) -> String {
    RecordExport(format, zone: Sample.shanghai).text(render.bytes(record))
  }

  @Test func csvHasACellForEachHeading() {
    let header = RecordExport(.csv, zone: Sample.shanghai).head
    var record = Sample.full()
    record.callerNumber = "=cmd,\"1\"\n2"
    record.nuisance = Nuisance(callsInHour: 12, callsInDay: 40, repeats: 5, marks: 3)
    record.told = [ToldRecord(at: 5_000_123, level: 2, party: "1002", outcome: "taken")]
    let row = export(.csv, record)
    let files = (record.recordings ?? []).map(\.file).joined(separator: " | ")
    #expect(header.hasPrefix("id,state,start,end,caller,dialled,"))
    #expect(row.contains(",\"'=cmd,\"\"1\"\"\n2\",12345,carrier,"))
    #expect(
      row.contains(",\"group 12345: seat 1001, seat 1002 | seat 1001\",2,2,0,1,accepted,1,1,"))
    #expect(row.contains(",12,40,5,3,1,1002,taken,1,\"group 12345"))
    let end = "transfer-110,1001,group 110,connected,2001,3500,12345,\(files),4999,,,,\n"
    #expect(row.hasSuffix(end))
    #expect(
      CSVRecord.cells(JSONValue(line: render.bytes(record)[...]) ?? .null).count
        == CSVRecord.header.count)
  }

  /// A call in which every key of the record has a value of its own.
  private var everything: [UInt8] {
    var record = Sample.full()
    (record.monotonicStart, record.harassment) = (77_123_456, true)
    record.nuisance = Nuisance(callsInHour: 1_201, callsInDay: 4_001, repeats: 501, marks: 301)
    record.told = [ToldRecord(at: 5_000_999, level: 3, party: "1077", outcome: "taken")]
    record.states = [
      StateRecord(state: "held", from: 4_123_000, milliseconds: 61_777, microseconds: 61_777_999)
    ]
    record.recordings?[0].gaps = [
      RecordingGapRecord(from: 17, milliseconds: 1_313, reason: "paused")
    ]
    var chain = ChainHead.genesis
    return chain.append(render.bytes(record))
  }

  /// The leaves of a value, each with the names that lead to it.
  private func leaves(_ value: JSONValue, _ path: [String] = []) -> [([String], String)] {
    switch value {
    case .object(let members):
      return members.flatMap { leaves($0.value, path + [$0.key]) }
    case .array(let parts):
      return parts.flatMap { leaves($0, path) }
    default:
      guard let text = value.plain else { return [] }
      return [(path, text)]
    }
  }

  @Test(arguments: [SQLDialect.sqlite, .postgresql])
  func sqlHasEveryValueOfARecord(dialect: SQLDialect) throws {
    let record = try #require(JSONValue(line: everything[...]))
    let rows = SQLRecord(dialect).rows(record)
    // Commas within a text part it here as they do below: only the pieces are compared.
    func pieces(_ text: some StringProtocol) -> [String] {
      text.split(separator: ",").map { String($0.filter { $0 != "'" }) }
    }
    let values = Set(
      rows.split(separator: "\n").flatMap { (row: Substring) -> [String] in
        pieces(row.drop { $0 != "(" }.dropFirst().dropLast(2))
      })
    // A gap's place and reason are in the recording's file and the record itself.
    let without: Set = ["v", "gaps.from_ms", "gaps.reason"]
    for (path, value) in leaves(record)
    where !without.contains(path.suffix(2).joined(separator: ".")) {
      let isTruth = value == "true" || value == "false"
      #expect(isTruth || pieces(value).allSatisfy(values.contains), "\(path) \(value)")
    }
  }

  @Test func csvHasEveryKeyOfTheCallItself() throws {
    guard case .object(let members)? = JSONValue(line: everything[...]) else {
      Issue.record("no record")
      return
    }
    // A list is counted, summed up or has its last element there.
    let lists = ["nuisance": "nuisance_marks", "states": "hold_ms"]
    for key in members.map(\.key) where key != "v" {
      #expect(CSVRecord.header.contains(lists[key] ?? key), "\(key)")
    }
    #expect(Set(CSVRecord.header).count == CSVRecord.header.count)
  }

  @Test func asteriskColumns() {
    let answered = [
      "\"\",\"13900000001\",\"12345\",\"carrier\",\"\"\"13900000001\"\" <13900000001>\"",
      #""PJSIP/carrier-00000007","PJSIP/1001-00000007","Dial","PJSIP/1001""#,
      #""2026-11-21 21:43:42","2026-11-21 21:43:46","2026-11-21 21:44:47",65,61,"ANSWERED""#,
      #""DOCUMENTATION","0000000000000007","caller-hung-up""#,
    ]
    #expect(export(.asterisk, Sample.closed(7)) == answered.joined(separator: ",") + "\n")
    var unanswered = Sample.closed(8, ending: "abandoned")
    unanswered.talkingAt = nil
    unanswered.finalReceiver = nil
    let empty =
      "\"\",\"\",\"\",\"2026-11-21 21:44:42\",\"\",\"2026-11-21 21:45:47\",65,0,\"NO ANSWER\""
    #expect(export(.asterisk, unanswered).contains(empty))
  }

  @Test func jsonComesBackValueByValue() throws {
    let line = Array(#"{"a":[1,-2.50,"x\"\\\u00e9\ud83d\ude00"],"b":{"c":null,"d":true}}"#.utf8)
    let value = try #require(JSONValue(line: line[...]))
    #expect(value[key: "a"].elements == [.number("1"), .number("-2.50"), .text("x\"\\é😀")])
    #expect(value[key: "b"][key: "d"] == .truth(true))
    for bad in ["", "{", "[1,]", "{\"a\"}", "tru", "1 2", "\"\\x\"", "\"a", "--1"] {
      #expect(JSONValue(line: Array(bad.utf8)[...]) == nil, "\(bad)")
    }
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    #expect(JSONValue(line: deep[...]) == nil)
  }

  @Test(arguments: [
    ("13812341234", "138****1234"), ("+8613812341234", "+861******1234"), ("4420000", "4****00"),
    ("64420000", "64****00"), ("12345", "12345"), ("110", "110"), ("", ""), ("张三", "张三"),
  ])
  func numbersAreHidden(number: String, masked: String) {
    #expect(NumberMask.masked(number: number) == masked)
  }

  @Test func onlyCitizensNumbersAreHidden() throws {
    var record = Sample.full()
    record.callerNumber = "13812341234"
    record.dialled = "4420000"
    record.legs.append(LegRecord(leg: 3, party: "13912345678@carrier", startedAt: 0))
    record.transfers[0].destination = "trunk carrier 13912345678"
    record.route = ["number 13912345678"]
    let masked = NumberMask.masked(render.bytes(record))
    let text = String(decoding: masked, as: UTF8.self)
    #expect(!text.contains("13812341234") && !text.contains("13912345678"))
    #expect(text.contains("139****5678@carrier") && text.contains("\"dialled\":\"4420000\""))
    let entry = try #require(CDREntry(line: masked[...]))
    #expect(entry.caller == "138****1234" && entry.id == record.id && entry.startedAt > 0)
    record.legs[0].party = "1001"
    #expect(
      String(decoding: NumberMask.masked(render.bytes(record)), as: UTF8.self)
        .contains("\"dialled\":\"4****00\""))
  }
}
