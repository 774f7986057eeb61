import Foundation
import Testing

@testable import Records
@testable import Switchboard

@Suite struct RecordLineTests {
  private let render = RecordLine(zone: Sample.shanghai)

  @Test func aShortCallReadsAsDocumented() {
    let expected = """
      {"v":1,"id":"0000000000000007","state":"closed","start":"2026-11-21T21:43:42.123456+08:00",\
      "end":"2026-11-21T21:44:47.555556+08:00","caller":"13900000001","dialled":"12345",\
      "source":"carrier","answered_ms":4000,"talking_ms":4000,"duration_ms":65432,\
      "ending":"caller-hung-up","first_receiver":"1001","final_receiver":"1001",\
      "negotiations":[],"emergency":false,"level":null,"harassment":false,"reason":null,\
      "route":null,"nuisance":null,"told":[],"legs":[\
      {"leg":1,"party":"citizen","sip_call_id":"a@b","started_ms":0,"ringing_ms":null,\
      "answered_ms":4000,"ended_ms":null,"ending":null,"quality":null,"wrap_up_ms":null},\
      {"leg":2,"party":"1001","sip_call_id":"c@d","started_ms":1,"ringing_ms":90,\
      "answered_ms":null,"ended_ms":null,"ending":null,"quality":null,"wrap_up_ms":null}],"keys":[],\
      "states":[{"state":"talking","from_ms":4000,"ms":null}],"prompts":[],"transfers":[],\
      "recordings":[]}
      """
    #expect(render.text(Sample.closed(7)) == expected)
  }

  @Test func theMeasuredKeyIsInMicroseconds() {
    let line = render.text(Sample.full())
    #expect(line.contains(#""t0_us":5000123,"t1_us":5000200,"t2_us":5000623,"#))
    #expect(line.contains(#""t6_us":8003000,"own_share_us":3500}"#))
    #expect(line.contains(#""at_ms":5000,"seat":"1001""#))
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
          + #""told":[{"at_ms":5000,"level":2,"party":"1002","outcome":"taken"}],"#))
  }

  @Test func recordingsAndWrapUpAreThere() throws {
    let record = Sample.full()
    let line = render.text(record)
    #expect(
      line.contains(
        #""recordings":[{"file":"recordings/2026-11-21/0000000000001a3f.wav","started_ms":4000,"#
          + #""ms":4999,"bytes":160012,"sha256":"5a5a"#))
    #expect(line.hasSuffix(#""started_ms":9000,"ms":null,"bytes":null,"sha256":null,"gaps":[]}]}"#))
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
  }
}
