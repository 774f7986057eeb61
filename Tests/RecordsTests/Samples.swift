import Foundation
import Testing

@testable import Records
@testable import Switchboard

/// Records to test with.
enum Sample {
  static let shanghai = TimeZone(identifier: "Asia/Shanghai")!
  /// 2026-11-21T21:36:42.123456+08:00.
  static let start: Int64 = 1_795_268_202_123_456

  static func id(_ number: Int) -> String { CallID(UInt64(number)).description }

  /// A call as it stands while it rings or talks.
  static func open(_ number: Int, caller: String = "13900000001") -> CallRecord {
    CallRecord(
      id: id(number), callerNumber: caller, dialled: "12345", source: "carrier",
      wallClock: start + Int64(number) * 60_000_000, answeredAt: 4_000_000, talkingAt: 4_000_000,
      firstReceiver: "1001", finalReceiver: "1001",
      legs: [
        LegRecord(leg: 1, party: "citizen", sipCallID: "a@b", startedAt: 0, answeredAt: 4_000_000),
        LegRecord(leg: 2, party: "1001", sipCallID: "c@d", startedAt: 1_000, ringingAt: 90_000),
      ],
      states: [StateRecord(state: "talking", from: 4_000_000)])
  }

  /// The same call when it has ended.
  static func closed(_ number: Int, ending: String = "caller-hung-up") -> CallRecord {
    var record = open(number)
    record.endedAt = 65_432_100
    record.ending = ending
    return record
  }

  /// A call in which everything happened.
  static func full() -> CallRecord {
    var record = closed(0x1A3F, ending: "released")
    record.level = 2
    record.emergency = true
    record.finalReceiver = "2001"
    record.negotiations = [
      NegotiationRecord(
        startedAt: 9_000_000, decidedAt: 20_000_000, outcome: "accepted", responsible: "2001")
    ]
    record.keys = [
      KeyRecord(
        at: 5_000_123, seat: "1001", key: "transfer-110", action: "transfer", source: "rfc4733",
        outcome: "accepted"),
      KeyRecord(at: 5_100_000, seat: "1001", key: "*9", source: "info", outcome: "ignored"),
    ]
    record.reason = "3"
    record.route = ["group 12345: seat 1001, seat 1002", "seat 1001"]
    record.legs[0].quality = QualityRecord(
      packetsReceived: 3000, packetsLost: -2, jitter: 1250, roundTrip: nil, mos: 4.376)
    record.legs[1].wrapUp = 12_345
    record.recordings = [
      RecordingRecord(
        file: "recordings/2026-11-21/\(record.id).wav", startedAt: 4_000_100,
        milliseconds: 4_999, bytes: 160_012, sha256: String(repeating: "5a", count: 32)),
      RecordingRecord(file: "recordings/2026-11-21/\(record.id)-2.wav", startedAt: 9_000_000),
    ]
    record.prompts = [PromptRecord(at: 5_000_500, prompt: "connecting", to: "citizen")]
    record.transfers = [
      TransferRecord(
        key: "transfer-110", seat: "1001", destination: "group 110", outcome: "connected",
        target: "2001", t0: 5_000_123, t1: 5_000_200, t2: 5_000_623, t3: 5_100_000, t4: 8_000_000,
        t5: 8_000_100, t6: 8_003_000)
    ]
    return record
  }
}

/// A directory of its own for one test, gone at its end.
final class Scratch {
  let path: String
  var records: RecordDirectory { RecordDirectory(path) }
  let render = RecordLine(zone: Sample.shanghai)

  init() {
    // In memory where possible: a test opens the files thousands of times, with four syncs each.
    let memory = "/dev/shm"
    let isThere = FileManager.default.isWritableFile(atPath: memory)
    path = (isThere ? memory : NSTemporaryDirectory()) + "/liandong-" + UUID().uuidString
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func read(_ file: String) -> [UInt8] {
    FileManager.default.contents(atPath: file).map { [UInt8]($0) } ?? []
  }

  func write(_ file: String, _ bytes: some Sequence<UInt8>) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    // In place: a file keeps its identity, by which the journal knows it.
    if !FileManager.default.fileExists(atPath: file) {
      _ = FileManager.default.createFile(atPath: file, contents: nil)
    }
    let handle = try #require(FileHandle(forWritingAtPath: file))
    try handle.truncate(atOffset: 0)
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
  }

  /// The ids of `cdr.jsonl` in their order; fails the test on a line that is no record.
  func ids(_ file: String? = nil) throws -> [String] {
    let bytes = read(file ?? records.cdr)
    try #require(bytes.isEmpty || bytes.last == UInt8(ascii: "\n"), "cdr.jsonl ends in a torn line")
    return try bytes.split(separator: UInt8(ascii: "\n")).map {
      try #require(CDREntry(line: $0)).id
    }
  }

  /// Opens the files as a new process does.
  func files(live: [String: CallRecord] = [:]) throws -> RecordFiles {
    try RecordFiles(records, render: render, live: live)
  }
}
