import Foundation
import Records
import Testing

@testable import Switchboard

@Suite("records for people: roles, ledger, exports, chain, report")
struct RecordsForPeopleTests {
  let terminal: Terminal
  let site: String

  /// Three calls in three minutes from 2026-11-21T21:37 +08:00.
  init() throws {
    terminal = try Terminal()
    site = try terminal.writeSite()
    let journal = Journal(
      directory: RecordDirectory(terminal.dataDirectory),
      zone: TimeZone(identifier: "Asia/Shanghai")!)
    for number in 1...3 {
      var record = CallRecord(
        id: CallID(UInt64(number)).description, callerNumber: "1381234567\(number)",
        dialled: number == 3 ? "110" : "12345", source: "carrier",
        wallClock: 1_795_268_160_000_000 + Int64(number) * 60_000_000)
      record.legs = [LegRecord(leg: 1, party: "citizen", startedAt: 0)]
      record.endedAt = 65_000_000
      record.ending = number == 2 ? "abandoned" : "caller-hung-up"
      if number != 2 { record.talkingAt = 4_000_000 }
      journal.keep(record)
    }
    #expect(journal.flush())
    journal.stop()
  }

  @Test("numbers are shown to supervisors and auditors with a reason, and to nobody else")
  func roles() {
    func run(_ role: RecordRole, _ options: [String]) -> Terminal.Result {
      terminal.run(list: ["cdr", "--json", "--site", site] + options, as: role)
    }
    let hidden = run(.operator, [])
    #expect(hidden.lines.count == 3)
    #expect(!hidden.output.contains("13812345671") && hidden.output.contains("138****5671"))
    for role in [RecordRole.supervisor, .auditor] {
      #expect(run(role, []).output.contains("13812345671"))
    }
    let reason = ["--reason", "inquiry 7"]
    #expect(run(.supervisor, reason).output.contains("13812345671"))
    #expect(run(.auditor, reason).output.contains("13812345671"))
    let refused = run(.operator, reason)
    #expect(!refused.output.contains("13812345671"))
    #expect(refused.errors.contains("numbers stay hidden"))
    #expect(run(.auditor, ["--reason", " "]).status == 2)
  }

  @Test("every look-up is in the ledger, which auditors see")
  func ledger() throws {
    #expect(terminal.run("cdr", "--last", "2", "--site", site).status == 0)
    #expect(
      terminal.run("cdr", "--csv", "--reason", "for the court", "--site", site).status == 0)
    #expect(terminal.run("report", "--period", "2026-11", "--site", site).status == 0)
    let ledger = terminal.run("ledger", "--site", site)
    try #require(ledger.lines.count == 4, "\(ledger)")
    #expect(ledger.lines[1].contains("alice  auditor  shown    2        liandong cdr --last 2"))
    #expect(ledger.lines[2].contains("shown    3 ") && ledger.lines[2].hasSuffix("for the court"))
    #expect(ledger.lines[3].contains("liandong report --period 2026-11"))
    #expect(
      terminal.run("ledger", "--json", "--reason", "audit 3", "--site", site).lines.count == 8)
    #expect(terminal.run("ledger", "--to", "2020-01-01", "--site", site).errors == "no look-ups\n")
    #expect(terminal.run("ledger", "verify", "--site", site).status == 0)
    #expect(terminal.run("cdr", "verify", "--reason", "inquiry 9", "--site", site).status == 0)
    // Who looked at the ledger, and who verified, stand in it too.
    let later = terminal.run("ledger", "--site", site).lines.dropFirst(4)
    let wanted = [
      "3        liandong ledger --site", "audit 3", "0        liandong ledger --to 2020-01-01",
      "site.conf verify", "inquiry 9",
    ]
    for (line, words) in zip(later, wanted) { #expect(line.contains(words), "\(line)") }
    #expect(later.count == 5)
    for role in [RecordRole.operator, .supervisor] {
      #expect(terminal.run(list: ["ledger", "--site", site], as: role).status == 1)
    }
    let text = try terminal.read("data/ledger.jsonl")
    try terminal.file("data/ledger.jsonl", text.replacing("for the court", with: "for the coast"))
    #expect(terminal.run("ledger", "verify", "--site", site).status == 1)
  }

  @Test("a ledger that is broken is shown and verified all the same, and the look is told of")
  func brokenLedger() throws {
    #expect(terminal.run("cdr", "--site", site).status == 0)
    let text = try terminal.read("data/ledger.jsonl")
    try terminal.file("data/ledger.jsonl", String(text.dropLast(5)))
    let shown = terminal.run("ledger", "--site", site)
    #expect(shown.status == 0 && shown.output.contains("liandong cdr"))
    #expect(shown.errors.contains("this look is not in the ledger"))
    #expect(terminal.run("ledger", "verify", "--site", site).status == 1)
    let records = terminal.run("cdr", "verify", "--site", site)
    #expect(records.status == 0 && records.errors.contains("this look is not in the ledger"))
    #expect(terminal.run("cdr", "--site", site).status == 1)
  }

  @Test("where the ledger cannot be kept nothing is shown")
  func noLedger() throws {
    try FileManager.default.removeItem(atPath: terminal.dataDirectory + "/ledger.jsonl")
    try FileManager.default.createDirectory(
      atPath: terminal.dataDirectory + "/ledger.jsonl", withIntermediateDirectories: false)
    for arguments in [["cdr"], ["cdr", "--json"], ["report", "--period", "2026"]] {
      let result = terminal.run(list: arguments + ["--site", site])
      #expect(result.status == 1 && result.output.isEmpty)
      #expect(result.errors.contains("nothing is shown"))
    }
  }

  @Test("each form has all calls that match")
  func forms() {
    #expect(terminal.run("cdr", "--csv", "--site", site).lines.count == 4)
    #expect(terminal.run("cdr", "--asterisk", "--site", site).lines.count == 3)
    let sql = terminal.run("cdr", "--sql", "sqlite", "--group", "110", "--site", site)
    #expect(sql.lines.filter { $0.hasPrefix("INSERT INTO calls ") }.count == 1)
    #expect(sql.output.hasSuffix("COMMIT;\n"))
  }

  @Test("verify finds what was touched, and prints a head that can be kept")
  func verify() throws {
    let good = terminal.run("cdr", "verify", "--site", site)
    #expect(good.status == 0 && good.output.isEmpty)
    let said = try #require(good.errors.split(separator: "\n").last)
    let head = String(said.dropFirst("head ".count))
    #expect(terminal.run("cdr", "verify", "--head", head, "--site", site).status == 0)
    let other = "2:" + head.dropFirst(2)
    #expect(terminal.run("cdr", "verify", "--head", other, "--site", site).status == 1)
    let text = try terminal.read("data/cdr.jsonl")
    try terminal.file("data/cdr.jsonl", text.replacing("abandoned", with: "released!"))
    let bad = terminal.run("cdr", "verify", "--site", site)
    #expect(bad.status == 1)
    #expect(bad.output == "cdr.jsonl:2: was changed: its hash is another\n")
    let json = terminal.run("cdr", "verify", "--json", "--site", site)
    #expect(json.output.contains("\"good\":false"))
  }

  @Test("prune is for auditors, and leaves the file that is written")
  func prune() throws {
    let before = ["cdr", "prune", "--before", "2027-01-01", "--site", site]
    #expect(terminal.run(list: before, as: .supervisor).status == 1)
    #expect(terminal.run(list: before).errors.contains("3 old records stay"))
    let old = terminal.dataDirectory + "/cdr.jsonl"
    try FileManager.default.moveItem(atPath: old, toPath: old + "-2026")
    let journal = Journal(
      directory: RecordDirectory(terminal.dataDirectory),
      zone: TimeZone(identifier: "Asia/Shanghai")!)
    journal.stop()
    let result = terminal.run(list: before)
    #expect(result.output.hasPrefix("removed 3 records\n"), "\(result)")
    #expect(terminal.run("cdr", "verify", "--site", site).status == 0)
    #expect(terminal.run("cdr", "--site", site).errors == "no calls match\n")
  }

  @Test("a recording is for supervisors with a reason, copied once, and in the ledger")
  func recording() throws {
    let file = "recordings/2026-11-21/call.wav"
    let path = terminal.dataDirectory + "/" + file
    try FileManager.default.createDirectory(
      atPath: terminal.dataDirectory + "/recordings/2026-11-21", withIntermediateDirectories: true)
    try Data("abc".utf8).write(to: URL(filePath: path))
    let journal = Journal(
      directory: RecordDirectory(terminal.dataDirectory),
      zone: TimeZone(identifier: "Asia/Shanghai")!)
    var record = CallRecord(
      id: "00000000000000aa", callerNumber: "1", dialled: "12345", source: "carrier",
      wallClock: 1_795_268_160_000_000)
    (record.endedAt, record.ending) = (65_000_000, "caller-hung-up")
    record.recordings = [
      RecordingRecord(
        file: file, startedAt: 0, milliseconds: 1, bytes: 3,
        sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    ]
    journal.keep(record)
    journal.stop()
    func run(_ words: [String], as role: RecordRole = .supervisor) -> Terminal.Result {
      terminal.run(list: ["cdr", "recording", "--site", site] + words, as: role)
    }
    let why = ["--reason", "inquiry 7"]
    let refused = run(["00000000000000aa"] + why, as: .operator)
    #expect(refused.status == 1 && refused.errors.contains("only members of liandong-supervisor"))
    #expect(run(["00000000000000aa"]).status == 2)
    #expect(run(["aa"] + why).status == 2)
    #expect(run(["0000000000000001"] + why).errors.contains("was not recorded"))
    #expect(run(["00000000000000bb"] + why).errors.contains("there is no closed call"))
    let found = run(["00000000000000aa"] + why)
    #expect(found.status == 0 && found.output == path + "\n")
    let copy = terminal.directory.path + "/copy.wav"
    #expect(run(["00000000000000aa", "--out", copy] + why).status == 0)
    #expect(try terminal.read("copy.wav") == "abc")
    #expect(run(["00000000000000aa", "--out", copy] + why).errors.contains("exists already"))
    try Data("abd".utf8).write(to: URL(filePath: path))
    let touched = run(["00000000000000aa"] + why)
    #expect(touched.status == 1 && touched.errors.contains("its SHA-256 is another"))
    try FileManager.default.removeItem(atPath: path)
    #expect(run(["00000000000000aa"] + why).errors.contains("is gone"))
    let ledger = terminal.run("ledger", "--site", site).output
    #expect(ledger.ranges(of: "cdr recording 00000000000000aa").count == 0, "words stand in order")
    #expect(ledger.ranges(of: "inquiry 7").count >= 6)
  }

  @Test("a report is a file, or printed")
  func report() throws {
    let file = terminal.directory.path + "/r.html"
    let written = terminal.run(
      "report", "--period", "2026-Q4", "--output", file, "--site", site)
    #expect(written.status == 0 && written.output.isEmpty)
    #expect(try terminal.read("r.html").contains("联动运行报告"))
    let csv = terminal.run(
      "report", "--period", "2026-11-21", "--format", "csv", "--language", "en", "--site", site)
    #expect(csv.lines.contains("key,offered,value,3") && csv.lines.contains("key,answered,value,2"))
    let nowhere = terminal.run(
      "report", "--period", "2026", "--output", "/nonexistent/r.html", "--site", site)
    #expect(nowhere.status == 1 && nowhere.errors.contains("cannot write /nonexistent/r.html"))
    let folder = terminal.run(
      "report", "--period", "2026", "--output", terminal.directory.path, "--site", site)
    #expect(folder.status == 1 && folder.errors.contains("it is a directory"))
    // Neither has looked at anything.
    #expect(terminal.run("ledger", "--site", site).lines.count == 3)
  }

  @Test(
    "a mistake is told and changes nothing",
    arguments: [
      (["cdr", "--csv", "--json"], "--json and --csv are two forms: give one of them"),
      (["cdr", "--sql", "mysql"], "--sql \"mysql\" is no database here"),
      (["cdr", "--group", "119"], "--group \"119\" is no group"),
      (["cdr", "verfy"], "did you mean \"verify\"?"),
      (["cdr", "prune"], "prune wants --before TIME"),
      (["cdr", "prune", "--before", "2026", "--retention"], "are two rules: give one of them"),
      (["cdr", "verify", "now"], "verify takes no \"now\""),
      (["cdr", "--out", "x"], "--out goes with recording only"),
      (["cdr", "recording"], "recording wants a call"),
      (["cdr", "--set", "level=1"], "--set goes with correct only"),
      (["cdr", "verify", "--set", "level=1"], "--set goes with correct only"),
      (["cdr", "correct"], "correct wants a call"),
      (["cdr", "correct", "00000000000000aa"], "correct wants --set"),
      (["cdr", "correct", "00000000000000aa", "--set", "level=5"], "--set \"5\" is no level"),
      (["cdr", "correct", "00000000000000aa", "--set", "level=2"], "correct wants --reason"),
      (["cdr", "prune", "--before", "soon"], "\"soon\" is no time"),
      (["cdr", "--before", "2026-01-01"], "--before goes with verify or prune only"),
      (["cdr", "verify", "--head", "17"], "--head \"17\" is no head"),
      (["report"], "expected --period"),
      (["report", "--period", "2026-13"], "\"2026-13\" is no period; expected 2026-10-05"),
      (["report", "--period", "2026", "--format", "pdf"], "expected html, json or csv"),
      (["report", "--period", "2026", "--language", "fr"], "expected zh or en"),
      (["report", "--period", "2026", "--wrong-within", "0"], "expected 1–1440"),
      (["ledger", "--from", "2026-02-30"], "is no time"),
    ])
  func mistakes(arguments: [String], message: String) throws {
    let before = try terminal.read("data/ledger.jsonl")
    let result = terminal.run(list: arguments + ["--site", site])
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(try terminal.read("data/ledger.jsonl") == before)
  }
}
