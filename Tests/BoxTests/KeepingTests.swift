import ChildProcess
import Console
import Foundation
import Glibc
import Records
import Testing

@testable import Switchboard

/// What the running box does for its records besides writing them: a disk that does not answer, what
/// has been kept long enough, look-ups of those who may not write the ledger.
@Suite struct KeepingTests {
  /// Five seconds without an answer: calls come, are transferred and end, the box says so, and nothing
  /// is lost when the disk is back.
  @Test func aStalledDiskCostsNothing() async throws {
    try await Stage.play(under: StalledDisk.prefix) { stage in
      let disk = StalledDisk(stage.directory)
      let before = try await stage.conversation()
      try await stage.end(before.citizen)
      try await before.seat.succeeds()
      #expect(try await stage.box.record().ending == "caller-hung-up")
      try disk.stall()

      // The alarm wants news that the disk does not take.
      let seat = try await stage.seat("1001", as: "1001-stalled")
      let target = try await stage.seat("2001")
      let citizen = try await stage.citizen(as: "citizen-stalled")
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      let call = try await stage.box.isIn("talking", holder: "1001", forSeconds: 5)
      try stage.box.press("transfer-110", seat: "1001")
      try await target.receives("ACK")
      try await seat.succeeds()
      try await stage.box.isIn("talking", holder: "2001")
      try await stage.box.logs("event=journal-failing", "the disk has not taken the last records")
      let status = try stage.box.status()
      #expect(status.alarms.contains { $0.contains("the disk has not taken the last records") })
      #expect(status.pendingRecords > 0)
      try await stage.end(citizen)
      try await target.succeeds()
      // Its last word is not on the disk, and nobody is told that it is.
      try await eventually("the call is over for the box") {
        try stage.box.status().calls == 0 ? true : nil
      }
      #expect(try await stage.box.records().count == 1)

      try disk.answer()
      try await stage.box.logs("event=journal-well")
      let records = try await eventually("both records") {
        let records = try await stage.box.records()
        return records.count == 2 ? records : nil
      }
      let record = try #require(records.last)
      #expect(record.id == call.id && record.ending == "caller-hung-up")
      #expect(record.firstReceiver == "1001" && record.finalReceiver == "2001")
      #expect(record.transfers.map(\.outcome) == ["connected"])
      #expect(try !stage.box.status().alarms.contains { $0.hasPrefix("records: ") })
      #expect(try await stage.box.run("cdr", "verify").status == 0)
    }
  }

  /// What is too old by the new site file goes at once, what is young stays, and the ledger says so.
  @Test func theRunningBoxRemovesWhatIsOld() async throws {
    let old = Int64(Date().timeIntervalSince1970 * 1_000_000) - 200 * 86_400_000_000
    let lay: Stage.Prefix = { directory in
      try OldData(directory.appending(path: "data")).lay(at: old)
      return []
    }
    try await Stage.play(under: lay) { stage in
      let (citizen, seat) = try await stage.conversation()
      try await stage.end(citizen)
      try await seat.succeeds()
      try await eventually("four records") { () -> Bool? in
        try await stage.box.records().count == 4 ? true : nil
      }
      let data = OldData(stage.directory.appending(path: "data"))
      #expect(data.files == [true, true, true])
      var plan = SitePlan()
      plan.more["site"] = """
        keep-records = 90d
        keep-ledger = 90d
        keep-recordings = 90d
        """
      try stage.write(plan)
      #expect(try await stage.box.run("reload").status == 0)
      try await stage.box.logs("event=retention", "records=3", "ledger=2", "recordings=1")
      // The old ones are gone, the young recording is not.
      #expect(data.files == [false, false, true])
      let rest = try await stage.box.records()
      #expect(rest.map(\.dialled) == ["12345"] && rest[0].caller == "13800000001")

      let ledger = try await stage.box.run("ledger")
      #expect(!ledger.output.contains { $0.contains("an old look") })
      for (kind, count) in [("records", "3"), ("ledger lines", "2"), ("recordings", "1")] {
        let line = ledger.output.first { $0.contains("retention: remove \(kind) before") }
        #expect(line?.contains(" \(count) ") == true, "\(ledger.output)")
        #expect(line?.hasSuffix("kept long enough") == true)
      }
      #expect(try await stage.box.run("cdr", "verify").status == 0)
      #expect(try await stage.box.run("ledger", "verify").status == 0)
    }
  }

  private struct Entered: Decodable { let seq: Int64 }

  /// The box enters a look-up for whoever the socket says it is, and only they can end it.
  @Test func theBoxEntersLookUps() async throws {
    try await Stage.play { stage in
      let box = stage.box.control
      let first = try box.request(
        "look-up", ["what": "liandong cdr", "masked": "true", "why": "inquiry 7"], as: Entered.self)
      let second = try box.request(
        "look-up", ["what": "liandong report", "masked": "false"], as: Entered.self)
      #expect(second.seq > first.seq)
      try box.request(
        "look-up-end", ["of": "\(first.seq)", "records": "12", "outcome": "complete"])
      for wrong in [
        // Ended already, never begun, no count, no such outcome, nothing.
        ["of": "\(first.seq)", "records": "12", "outcome": "complete"],
        ["of": "999", "records": "1", "outcome": "complete"],
        ["of": "\(second.seq)", "records": "-1", "outcome": "complete"],
        ["of": "\(second.seq)", "records": "1", "outcome": "forgotten"], [:],
      ] {
        #expect(throws: ConsoleError.self) { try box.request("look-up-end", wrong) }
      }
      #expect(throws: ConsoleError.self) { try box.request("look-up", ["what": "x"]) }
      let user = String(cString: getpwuid(getuid()).pointee.pw_name)
      let ledger = try await stage.box.run("ledger")
      let lines = ledger.output.dropFirst()
      #expect(lines.count == 2, "\(ledger.output)")
      #expect(lines.first?.contains(" \(user) ") == true)
      #expect(lines.first?.contains(" hidden   12 ") == true)
      #expect(lines.first?.hasSuffix("inquiry 7") == true)
      #expect(lines.last?.contains(" shown    ? ") == true)
      #expect(try await stage.box.run("ledger", "verify").status == 0)
    }
  }

  private static let canBeAnother =
    getuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")

  /// A member of the service's group who is nobody else: reads records with numbers hidden, entered by
  /// the box under their own name; without a box they see nothing.
  @Test(.enabled(if: canBeAnother, "only root can be another user"))
  func aMemberOfTheGroupLooks() async throws {
    try await Stage.play { stage in
      let (citizen, seat) = try await stage.conversation()
      try await stage.end(citizen)
      try await seat.succeeds()
      _ = try await stage.box.record()
      chmod(stage.directory.path, 0o755)
      func look(_ name: String) async throws -> Child {
        let words = ["--reuid=65534", "--regid=0", "--clear-groups", Box.binary, "cdr", "--json"]
        let child = try Child(
          name, "/usr/bin/setpriv", words + ["--reason", "mine", "--site", stage.box.site],
          in: stage.directory)
        _ = try await child.exitStatus()
        return child
      }
      let looked = try await look("nobody")
      let shown = TextFile.read(looked.output) ?? ""
      #expect(shown.contains("138****0001") && !shown.contains("13800000001"))
      let ledger = try await stage.box.run("ledger")
      let line = ledger.output.first { $0.hasSuffix("mine") }
      #expect(line?.contains(" nobody  operator  hidden   1 ") == true, "\(ledger.output)")
      // Somebody else's look-up is not theirs to end.
      let theirs = try stage.box.control.request(
        "look-up", ["what": "x", "masked": "false"], as: Entered.self)
      #expect(theirs.seq > 2)
      try await stage.box.stop()
      let refused = try await look("nobody-again")
      #expect(TextFile.lines(refused.output).isEmpty)
      #expect((TextFile.read(refused.errors) ?? "").contains("nothing is shown"))
    }
  }
}

/// A box's disk that answers only as long as the test lets it.
private struct StalledDisk {
  private let file: URL

  init(_ directory: URL) { file = directory.appending(path: "stalled") }

  /// The command that a box is run by; builds `Tests/disk/stall.c`.
  static let prefix: Stage.Prefix = { directory in
    let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "disk/stall.c").path
    let library = directory.appending(path: "stall.so").path
    let compiler = try ChildProcess(
      "/usr/bin/cc", ["-shared", "-fPIC", "-O2", "-o", library, source], errors: .inherited)
    guard compiler.wait() == 0 else { throw NeverHappened("a library that stalls") }
    return [
      "/usr/bin/env", "LIANDONG_STALL=\(directory.appending(path: "stalled").path)",
      "LD_PRELOAD=\(library)",
    ]
  }

  func stall() throws { try Data().write(to: file) }

  func answer() throws { try FileManager.default.removeItem(at: file) }
}

/// Records, look-ups and recordings of long ago, as a box has left them.
private struct OldData {
  private let directory: URL

  init(_ directory: URL) { self.directory = directory }

  private var rotated: URL { directory.appending(path: "cdr.jsonl-old") }
  private var recordings: [URL] {
    ["old/call.wav", "young/call.wav"].map { directory.appending(path: "recordings/\($0)") }
  }

  /// Whether the old records, the old recording and the young one are there.
  var files: [Bool] {
    ([rotated] + recordings).map { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// - Parameter moment: when it all happened, microseconds since 1970.
  func lay(at moment: Int64) throws {
    let records = RecordDirectory(directory.path)
    let zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
    let journal = Journal(directory: records, zone: zone)
    for number in 1...3 {
      var record = CallRecord(
        id: CallID(UInt64(number)).description, callerNumber: "1390000000\(number)",
        dialled: "110", source: "carrier", wallClock: moment + Int64(number) * 60_000_000)
      record.legs = [LegRecord(leg: 1, party: "citizen", startedAt: 0, endedAt: 9_000_000)]
      (record.endedAt, record.ending) = (9_000_000, "abandoned")
      journal.keep(record)
    }
    guard journal.flush() else { throw NeverHappened("old records") }
    journal.stop()
    try FileManager.default.moveItem(
      at: directory.appending(path: "cdr.jsonl"), to: rotated)
    let ledger = Ledger(directory: records, zone: zone)
    let ticket = try ledger.begin(
      Onlooker(uid: 0, name: "root", role: .auditor), what: "an old look", why: nil, masked: true,
      at: moment)
    try ledger.end(ticket, records: 1, outcome: "complete", at: moment)
    for file in recordings {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("RIFF".utf8).write(to: file)
    }
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: Double(moment) / 1_000_000)],
      ofItemAtPath: recordings[0].path)
  }
}
