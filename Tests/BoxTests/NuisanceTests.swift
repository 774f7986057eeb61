import Console
import Foundation
import Testing

/// A caller whom seats have marked: shown to the next seat, untouched towards 110, known again after a
/// restart, and handed over as evidence.
@Suite struct NuisanceTests {
  @Test func markedOnceFlaggedFromThenOn() async throws {
    var plan = SitePlan()
    plan.end = """
      [key mark]
      digits = *7
      action = mark-harassment
      [nuisance]
      marks = 1
      """
    try await Stage.play(plan) { stage in
      let (citizen, seat) = try await stage.conversation()
      try stage.box.press("mark", seat: "1001")
      try await stage.end(citizen)
      try await seat.succeeds()
      try await stage.box.isIdle()
      let first = try await seat.receives("INVITE")
      #expect(!first.text.contains("X-Liandong-Nuisance"))

      try await stage.box.stop()
      let again = try await Box(site: stage.box.site, name: "again")
      try await again.logs("event=nuisance-history", "callers=1")
      let next = try await stage.seat("1001", as: "1001-next")
      let caller = try await stage.citizen(as: "caller")
      let invite = try await next.receives("INVITE")
      #expect(invite.text.contains("X-Liandong-Nuisance: calls-per-hour=2;"))
      #expect(invite.text.contains("Alert-Info: <urn:alert:priority:low>"))
      #expect(invite.text.contains("疑似骚扰"))
      #expect(try await again.isIn("talking", holder: "1001").notes == ["nuisance"])
      try await next.receives("ACK")
      try caller.cue("BYE")
      try await caller.succeeds()
      try await next.succeeds()

      let desk = try await stage.seat("2001")
      let police = try await stage.citizen(dials: "110", as: "caller-110")
      let untouched = try await desk.receives("INVITE")
      #expect(!untouched.text.contains("Nuisance") && !untouched.text.contains("骚扰"))
      try await desk.receives("ACK")
      try police.cue("BYE")
      try await police.succeeds()
      try await desk.succeeds()
      try await again.isIdle()

      let list = try await again.run("nuisance", "list", "--json")
      #expect(list.status == 0 && list.output.first?.contains("\"isFlagged\":true") == true)
      let file = stage.directory.appending(path: "case.tar").path
      let bundle = try await again.run(
        "nuisance", "evidence", "13800000001", "--out", file, "--reason", "police request 7")
      #expect(bundle.status == 0)
      #expect(bundle.errors.first?.contains("3 records, 0 recordings, chain whole") == true)
      let check = try Child(
        "sums", "/bin/sh",
        ["-c", "tar xf case.tar && sha256sum -c SHA256SUMS && wc -l < records.jsonl"],
        in: stage.directory)
      #expect(try await check.exitStatus() == 0)
      #expect(TextFile.lines(check.output).last == "3")
      let ledger = try await again.run("ledger", "--json")
      #expect(ledger.output.contains { $0.contains("police request 7") })
      try await again.stop()
    }
  }
}
