import ChildProcess
import Console
import Foundation
import Glibc
import Testing

/// What a seat marked wrongly is corrected through the running box, and stays so.
@Suite struct CorrectionTests {
  private func json(_ box: Box) async throws -> [String: Any] {
    let shown = try await box.run("cdr", "--json", "--reason", "test")
    let line = try #require(shown.output.first)
    return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  @Test func aCorrectionSurvivesAKill() async throws {
    try await Stage.play { stage in
      let (citizen, seat) = try await stage.conversation()
      try await stage.end(citizen)
      try await seat.succeeds()
      let call = try await stage.box.record().id
      func correct(_ box: Box, _ call: String, _ set: String) async throws -> (Int32, String) {
        let done = try await box.run("cdr", "correct", call, "--set", set, "--reason", "report 12")
        return (done.status, (done.output + done.errors).joined(separator: "\n"))
      }
      let file = stage.directory.appending(path: "data/cdr.jsonl")
      let before = try Data(contentsOf: file)
      for (id, set, problem) in [
        ("00000000000000ff", "level=3", "there is no closed call"),
        ("12", "level=3", "is no call"), (call, "level=9", "is no level"),
        (call, "caller=1", "cannot be corrected"), (call, "harassment=false", "is false already"),
      ] {
        let (status, said) = try await correct(stage.box, id, set)
        #expect(status != 0 && said.contains(problem), "\(said)")
      }
      // Not by way of the command line either.
      for arguments in [
        ["call": call, "set": "duration_ms=1", "reason": "x"], ["call": call, "set": "level=1"],
        ["call": "../\(call)", "set": "level=1", "reason": "x"],
      ] {
        #expect(throws: ConsoleError.self) { try stage.box.control.request("correct", arguments) }
      }
      #expect(try Data(contentsOf: file) == before)

      let (status, said) = try await correct(stage.box, call, "level=3")
      #expect(status == 0 && said == "call \(call): level was none, is 3")
      stage.box.child.kill()
      _ = try await stage.box.child.exitStatus()
      let dead = try await correct(stage.box, call, "level=2")
      #expect(dead.0 == 3 && dead.1.contains("no box runs"))
      #expect(try Data(contentsOf: file).starts(with: before))

      let again = try await Box(site: stage.box.site, name: "box-again")
      #expect(try await correct(again, call, "level=4").1.contains("level was 3, is 4"))
      let record = try await json(again)
      #expect(record["id"] as? String == call && record["level"] as? Int == 4)
      #expect((record["corrections"] as? [[String: Any]])?.map { $0["is"] as? Int } == [3, 4])
      #expect(try await again.records().count == 1)
      #expect(try await again.run("cdr").output.last?.contains("(corrected: level)") == true)
      #expect(try await again.run("cdr", "verify").status == 0)
      let ledger = try await again.run("ledger")
      let line = ledger.output.first { $0.contains("cdr correct \(call) --set level=3") }
      #expect(line?.contains(" 1 ") == true && line?.hasSuffix("report 12") == true)
      #expect(ledger.output.contains { $0.contains("correct 00000000000000ff --set level=3") })
      #expect(try await again.run("ledger", "verify").status == 0)
      try await again.stop()
    }
  }

  private static let canBeAnother =
    getuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")
    && FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

  /// An operator is refused by the command, and by the box itself whatever speaks to its socket.
  @Test(.enabled(if: canBeAnother, "only root can be another user, and python3 speaks"))
  func anOperatorCorrectsNothing() async throws {
    try await Stage.play { stage in
      let (citizen, seat) = try await stage.conversation()
      try await stage.end(citizen)
      try await seat.succeeds()
      let call = try await stage.box.record().id
      chmod(stage.directory.path, 0o755)
      let file = stage.directory.appending(path: "data/cdr.jsonl")
      let before = try Data(contentsOf: file)
      let child = try Child(
        "nobody", "/usr/bin/setpriv",
        [
          "--reuid=65534", "--regid=0", "--clear-groups", Box.binary, "cdr", "correct", call,
          "--set", "level=3", "--reason", "mine", "--site", stage.box.site,
        ], in: stage.directory)
      #expect(try await child.exitStatus() == 1)
      #expect((TextFile.read(child.errors) ?? "").contains("correct records"))
      let socket = stage.directory.appending(path: "data/control.sock").path
      let request =
        #"{"command":"correct","arguments":{"call":"\#(call)","set":"level=3","reason":"x"}}"#
      let script =
        "import socket,sys; s=socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); "
        + "s.sendall(sys.argv[2].encode()+b'\\n'); print(s.makefile().readline())"
      let direct = try Child(
        "direct", "/usr/bin/setpriv",
        [
          "--reuid=65534", "--regid=0", "--clear-groups", "/usr/bin/python3", "-c", script, socket,
          request,
        ], in: stage.directory)
      #expect(try await direct.exitStatus() == 0)
      #expect((TextFile.read(direct.output) ?? "").contains("only members of"))
      #expect(try Data(contentsOf: file) == before)
    }
  }
}
