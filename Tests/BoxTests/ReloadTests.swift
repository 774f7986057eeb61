import Console
import Foundation
import Glibc
import Testing

/// The site changes while calls are up: whole or not at all, and nobody loses a packet.
@Suite struct ReloadTests {
  /// A seat leaves the site in the midst of its call, a number and a seat come; the call knows nothing
  /// of it, and the seat that is no more can still hand it over.
  @Test func callsOutliveTheirSite() async throws {
    try await Stage.play { stage in
      let (citizen, first, second) = try await stage.talk()
      var plan = SitePlan()
      plan.seats = ["1002", "2001", "2002"]
      plan.desk12345 = ["1002"]
      plan.more["site"] = "ping-pong = 1min"
      plan.end = "[number 12396]\ngroup = 110\n"
      try stage.write(plan)

      let trial = try await stage.box.run("reload", "--dry-run")
      #expect(trial.status == 0)
      #expect(trial.errors.last?.contains("a reload would come to: 1 added, 1 removed") == true)
      #expect(try stage.box.seats().contains { $0.name == "1001" }, "a trial changes nothing")

      let reload = try await stage.box.run("reload")
      #expect(reload.status == 0)
      #expect(
        reload.output == [
          "~ site: ping-pong: 600.0 seconds -> 60.0 seconds", "- seat 1001",
          "~ group 12345: members: 1001 -> 1002", "+ number 12396",
        ])
      #expect(try !stage.box.seats().contains { $0.name == "1001" })
      try await citizen.hears("1001")
      try await first.hears("citizen")
      try first.tell("press *1")
      try await second.says("incoming")
      try second.tell("answer")
      try await citizen.hears("2001")
      try await stage.end(citizen, first, second)
      let media = try #require(citizen.all("media").first)
      for problem in ["ssrc-changes", "seq-jumps", "reordered", "lost"] {
        #expect(media[problem] == "0", "\(problem)")
      }

      let desk = try await stage.seat("2001")
      let other = try await SIPp(
        "caller", "citizen", at: stage.net.policeTrunk(1), calling: "\(stage.net.police):5060",
        dialling: "12396", in: stage.directory)
      try await desk.receives("ACK")
      try await other.sends("ACK")
      try other.cue("BYE")
      try await other.succeeds()
      try await desk.succeeds()
    }
  }

  /// Every mistake is told, nothing changes, and the status says so to whoever ran it.
  @Test func badSiteIsRefusedAsAWhole() async throws {
    try await Stage.play { stage in
      let (citizen, first, second) = try await stage.talk()
      var plan = SitePlan()
      plan.end = """
        [number 12396]
        group = 110
        [number 12315]
        group = nobody
        [key x]
        action = jump
        """
      try stage.write(plan)
      // The command reads the site too, to find its box, and says the same mistakes.
      let answer = #expect(throws: ConsoleError.self) { try stage.box.control.request("reload") }
      let said = "\(try #require(answer))"
      #expect(said.contains("\"nobody\" does not exist") && said.contains("action is \"jump\""))
      let refused = try await stage.box.run("reload")
      #expect(refused.status == 1)
      #expect(refused.errors.count { $0.contains("error:") } == 2)

      plan.end = """
        [network third]
        sip = udp:\(stage.net.gov):5090
        rtp = \(stage.net.gov):30000-30099
        allow = \(stage.net.prefix).0/24
        """
      try stage.write(plan)
      let restart = try await stage.box.run("reload")
      #expect(restart.status == 1)
      #expect(restart.errors.contains { $0.contains("restart needed for [network third]") })
      try stage.write(SitePlan())
      let same = try await stage.box.run("reload")
      #expect(same.errors.last == "reloaded: the site is as it was")
      try await citizen.hears("1001")
      try await stage.end(citizen, first, second)
    }
  }

  /// SIGHUP says it in the log; a registered phone that did not change stays registered.
  @Test func hangUpSignal() async throws {
    var plan = SitePlan()
    plan.passwords = ["1001": "open-sesame", "1002": "other-word"]
    try await Stage.play(plan) { stage in
      let options = ["--register", "sip:\(stage.net.gov):5060"]
      let first = try await Phone(
        "1001", at: stage.net.seat("1001"),
        ["--answer", "now", "--user", "1001", "--password", "open-sesame"] + options,
        in: stage.directory)
      let second = try await Phone(
        "1002", at: stage.net.seat("1002"),
        ["--user", "1002", "--password", "other-word"] + options,
        in: stage.directory)
      try await stage.box.logs("event=seat", "seat=1001", "reachable=true")
      try await stage.box.logs("event=seat", "seat=1002", "reachable=true")
      var changed = SitePlan()
      changed.passwords = ["1001": "open-sesame", "1002": "new-word"]
      changed.more["site"] = "name = 新站点"
      try stage.write(changed, replacing: "name      = 示范站点")
      stage.box.child.signal(SIGHUP)
      try await stage.box.logs("event=reloaded", "user=SIGHUP", "changes=2")
      try await stage.box.logs("event=seat", "seat=1002", "reachable=false")
      #expect(!stage.box.log.contains { $0.contains("new-word") })
      #expect(try stage.box.seats().first { $0.name == "1001" }?.state == .idle)
      #expect(try stage.box.status().site == "新站点")
      let citizen = try await stage.phone("citizen", "--call", "sip:12345@\(stage.net.gov):5060")
      try await citizen.hears("1001")
      try await stage.end(citizen, first)
      second.child.kill()
    }
  }
}

extension Stage {
  /// Writes the site file anew.
  func write(_ plan: SitePlan, replacing gone: String = "") throws {
    var text = plan.text(net)
    if !gone.isEmpty { text = text.replacingOccurrences(of: gone, with: "") }
    try text.write(toFile: box.site, atomically: true, encoding: .utf8)
  }
}
