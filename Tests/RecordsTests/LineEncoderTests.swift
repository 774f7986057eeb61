import Testing

@testable import Records
@testable import Switchboard

@Suite struct LineEncoderTests {
  @Test func theJournalGivesBackWhatItTook() throws {
    var record = Sample.full()
    record.ending = nil
    record.heldEnding = "abandoned"
    record.callerNumber = "\"A\\B\"/\u{7F}\u{1}\n示范🙂"
    record.nuisance = Nuisance(callsInHour: 12, callsInDay: 40, repeats: 5, marks: 3)
    record.told = [ToldRecord(at: 1, level: 2, party: "", outcome: nil)]
    record.route = []
    record.recordings?[0].gaps = [RecordingGapRecord(from: 1, milliseconds: 2, reason: "disk")]
    let frame = try JournalFrame.open(record).bytes()
    #expect(!frame.dropLast().contains(UInt8(ascii: "\n")))
    guard case .open(let read)? = JournalFrame(line: frame.dropLast()) else {
      Issue.record("not read: \(String(decoding: frame, as: UTF8.self))")
      return
    }
    #expect(read == record)
  }

  @Test func headersToo() throws {
    for head in [nil, ChainHead(seq: .max, hash: "x")] {
      let header = JournalHeader(
        cdr: FileIdentity(device: .max, inode: 2), length: 3, head: head)
      let frame = try JournalFrame.header(header).bytes()
      guard case .header(header)? = JournalFrame(line: frame.dropLast()) else {
        Issue.record("not read: \(String(decoding: frame, as: UTF8.self))")
        return
      }
    }
  }

  @Test func valuesOfEveryKind() throws {
    struct Part: Codable, Equatable {
      var yes = true
      var none: [Int]?
      var nested: [[Int8]] = [[], [-1, 2]]
      var double = -1.5e300
      var float: Float = 0.1
      var byName = ["a": UInt64.max]
    }
    let line = try LineEncoder.bytes([Part(), Part()])
    let one =
      #"{"yes":true,"nested":[[],[-1,2]],"double":-1.5e+300,"float":0.1,"#
      + #""byName":{"a":18446744073709551615}}"#
    #expect(
      String(decoding: line, as: UTF8.self).replacing("0.10000000149011612", with: "0.1")
        == "[\(one),\(one)]")
    #expect(throws: EncodingError.self) { try LineEncoder.bytes(["mos": Double.nan]) }
  }
}
