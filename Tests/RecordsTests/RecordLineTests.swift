import Foundation
import Testing

@testable import Records
@testable import Switchboard

@Suite struct RecordLineTests {
  private let render = RecordLine(zone: Sample.shanghai)

  @Test func aShortCallReadsAsDocumented() {
    let expected = """
      {"v":1,"id":"0000000000000007","state":"closed","start":"2026-11-21T21:43:42.123456+08:00",\
      "start_us":null,"end":"2026-11-21T21:44:47.555556+08:00","caller":"13900000001",\
      "dialled":"12345","source":"carrier","answered":"2026-11-21T21:43:46.123456+08:00","answered_ms":4000,"answered_us":4000000,\
      "talking":"2026-11-21T21:43:46.123456+08:00","talking_ms":4000,"talking_us":4000000,\
      "duration_ms":65432,"duration_us":65432100,"ending":"caller-hung-up","first_receiver":"1001",\
      "final_receiver":"1001",\
      "negotiations":[],"emergency":false,"level":null,"harassment":false,"reason":null,\
      "route":null,"nuisance":null,"told":[],"legs":[\
      {"leg":1,"party":"citizen","sip_call_id":"a@b","started":"2026-11-21T21:43:42.123456+08:00","started_ms":0,"started_us":0,\
      "ringing":null,"ringing_ms":null,"ringing_us":null,\
      "answered":"2026-11-21T21:43:46.123456+08:00","answered_ms":4000,"answered_us":4000000,\
      "ended":null,"ended_ms":null,"ended_us":null,"ending":null,"quality":null,"wrap_up_ms":null},\
      {"leg":2,"party":"1001","sip_call_id":"c@d","started":"2026-11-21T21:43:42.124456+08:00","started_ms":1,"started_us":1000,\
      "ringing":"2026-11-21T21:43:42.213456+08:00","ringing_ms":90,"ringing_us":90000,\
      "answered":null,"answered_ms":null,"answered_us":null,\
      "ended":null,"ended_ms":null,"ended_us":null,"ending":null,"quality":null,"wrap_up_ms":null}],"keys":[],\
      "states":[{"state":"talking","from":"2026-11-21T21:43:46.123456+08:00","from_ms":4000,"from_us":4000000,\
      "ms":null,"us":null}],"prompts":[],"transfers":[],\
      "recordings":[]}
      """
    #expect(render.text(Sample.closed(7)) == expected)
  }

  @Test func theMeasuredKeyIsInMicroseconds() {
    let line = render.text(Sample.full())
    #expect(
      line.contains(
        #""at":"2026-11-26T13:35:47.123579+08:00","t0_us":5000123,"t1_us":5000200,"t2_us":5000623,"#
      ))
    #expect(line.contains(#""t6_us":8003000,"own_share_us":3500}"#))
    #expect(line.contains(#""at_ms":5000,"at_us":5000123,"seat":"1001""#))
  }

  @Test func qualityRouteAndReasonAreThere() {
    let line = render.text(Sample.full())
    #expect(
      line.contains(
        #""quality":{"packets_received":3000,"packets_lost":-2,"jitter_us":1250,"#
          + #""round_trip_us":null,"mos":4.38}"#))
    #expect(
      line.contains(
        #""reason":"3","route":["group 12345: seat 1001, seat 1002","seat 1001"],"#))
  }

  @Test func nuisanceAndTheToldAreThere() {
    var record = Sample.full()
    record.nuisance = Nuisance(callsInHour: 12, callsInDay: 40, repeats: 5, marks: 3)
    record.told = [ToldRecord(at: 5_000_123, level: 2, party: "1002", outcome: "taken")]
    let line = render.text(record)
    #expect(
      line.contains(
        #""nuisance":{"calls_in_hour":12,"calls_in_day":40,"repeats":5,"marks":3},"#
          + #""told":[{"at":"2026-11-26T13:35:47.123579+08:00","at_ms":5000,"at_us":5000123,"level":2,"party":"1002","outcome":"taken"}],"#
      ))
  }

  @Test func recordingsAndWrapUpAreThere() throws {
    let record = Sample.full()
    let line = render.text(record)
    #expect(
      line.contains(
        #""recordings":[{"file":"recordings/2026-11-21/0000000000001a3f.wav","started":"2026-"#))
    #expect(
      line.contains(
        #""started_ms":4000,"started_us":4000100,"#
          + #""ms":4999,"bytes":160012,"sha256":"5a5a"#))
    #expect(
      line.hasSuffix(#""started_us":9000000,"ms":null,"bytes":null,"sha256":null,"gaps":[]}]}"#))
    let entry = try #require(CDREntry(line: Array(line.utf8)[...]))
    #expect(entry.recordings.map(\.milliseconds) == [4_999, nil])
    #expect(entry.legs[1].wrapUpMilliseconds == 12_345)
  }

  @Test func aJournalOfBeforeIsStillReadable() throws {
    let frame = try JournalFrame.open(Sample.open(1)).bytes()
    let text = String(decoding: frame, as: UTF8.self)
    #expect(!text.contains("recordings") && !text.contains("wrapUp"))
    guard case .open(let record)? = JournalFrame(line: frame.dropLast()) else {
      Issue.record("an open call's frame could not be read")
      return
    }
    #expect(record == Sample.open(1))
  }

  /// The hour comes twice in that night: both offsets stand in one record.
  @Test func theZonesOffsetMayChangeDuringACall() throws {
    var record = Sample.closed(1)
    record.wallClock = 1_793_512_790_000_000  // 2026-11-01T01:59:50-04:00
    let line = RecordLine(zone: try #require(TimeZone(identifier: "America/New_York"))).text(record)
    #expect(line.contains(#""start":"2026-11-01T01:59:50.000000-04:00""#), "\(line)")
    #expect(line.contains(#""talking":"2026-11-01T01:59:54.000000-04:00""#))
    #expect(line.contains(#""end":"2026-11-01T01:00:55.432100-05:00""#))
  }

  /// A line as boxes wrote them before moments had three forms.
  @Test func aRecordOfBeforeIsStillRead() throws {
    let line = """
      {"v":1,"id":"0000000000000007","state":"closed","start":"2026-11-21T21:43:42.123456+08:00",\
      "end":"2026-11-21T21:44:47.555556+08:00","caller":"13900000001","dialled":"12345",\
      "source":"carrier","answered_ms":4000,"talking_ms":4000,"duration_ms":65432,\
      "ending":"caller-hung-up","first_receiver":"1001","final_receiver":"1001",\
      "negotiations":[],"emergency":false,"level":null,"harassment":false,"legs":[\
      {"leg":1,"party":"citizen","sip_call_id":"a@b","started_ms":0,"ringing_ms":null,\
      "answered_ms":4000,"ended_ms":65432,"ending":"on-hook","quality":null}],"keys":[],\
      "states":[{"state":"talking","from_ms":4000,"ms":61432}],"prompts":[],"transfers":[]}
      """
    let bytes = Array(line.utf8)
    let entry = try #require(CDREntry(line: bytes[...]))
    #expect(entry.talkingMilliseconds == 4_000 && entry.durationMilliseconds == 65_432)
    #expect(entry.states.map(\.milliseconds) == [61_432] && entry.recordings.isEmpty)
    let value = try #require(JSONValue(line: bytes[...]))
    #expect(CSVRecord.cells(value).count == CSVRecord.header.count)
    for dialect in [SQLDialect.sqlite, .postgresql] {
      #expect(SQLRecord(dialect).rows(value).contains("'13900000001'"))
    }
    #expect(AsteriskRecord(time: SiteTime(zone: Sample.shanghai)).row(value).contains("ANSWERED"))
  }

  @Test(arguments: [
    (1.0, "1.00"), (4.5, "4.50"), (-0.051, "-0.05"), (4.376, "4.38"), (Double.nan, "null"),
  ])
  func hundredths(value: Double, text: String) {
    var line = JSONLine()
    line.object { $0.field("mos", hundredths: value) }
    #expect(String(decoding: line.bytes, as: UTF8.self) == "{\"mos\":\(text)}")
  }

  @Test func noOwnShareWhileATimeIsUnknown() {
    var record = Sample.full()
    record.transfers[0].t6 = nil
    #expect(render.text(record).contains(#""t6_us":null,"own_share_us":null"#))
  }

  @Test(arguments: ["quote \" backslash \\", "line\nbreak\t\u{0}\u{7F}", "张三 📞", ""])
  func anyTextComesBackAsItWas(text: String) throws {
    var record = Sample.closed(1)
    record.callerNumber = text
    let line = render.bytes(record)
    #expect(!line.contains(UInt8(ascii: "\n")))
    #expect(CDREntry(line: line[...])?.caller == text)
  }

  @Test func anOpenCallSaysSo() {
    let line = render.text(Sample.open(1))
    #expect(line.contains(#""state":"open""#))
    #expect(line.contains(#""end":null"#))
  }

  @Test func theBoxStoppedClosesAllThatWasOpen() {
    var record = Sample.full()
    record.ending = nil
    record.endedAt = nil
    record.transfers[0].outcome = nil
    let closed = record.closedAsBoxStopped()
    #expect(closed.ending == "box-stopped")
    #expect(closed.endedAt == 20_000_000)
    #expect(closed.legs.allSatisfy { $0.endedAt == 20_000_000 && $0.ending == "box-stopped" })
    #expect(closed.states.last?.milliseconds == 16_000)
    #expect(closed.states.last?.microseconds == 16_000_000)
    #expect(closed.transfers[0].outcome == "box-stopped")
    #expect(closed.keys == record.keys)
  }

  @Test func aCallThatWasOverKeepsItsOwnEnding() {
    var record = Sample.closed(1)
    (record.heldEnding, record.ending) = (record.ending, nil)
    #expect(record.closedAsBoxStopped() == Sample.closed(1))
  }

  @Test func theChecksumIsTheOneOfZip() {
    #expect(CRC32.of(Array("123456789".utf8)[...]) == 0xCBF4_3926)
    // Bit by bit, as the standard has it, over every length that eight bytes a step may leave.
    for length in 0...40 {
      let bytes: [UInt8] = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }
      let plain: UInt32 = bytes.reduce(~UInt32(0)) { (sum: UInt32, byte: UInt8) -> UInt32 in
        (0..<8).reduce(sum ^ UInt32(byte)) { (value: UInt32, _: Int) -> UInt32 in
          value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
        }
      }
      #expect(CRC32.of(([0] + bytes).dropFirst()) == ~plain)
    }
  }
}
