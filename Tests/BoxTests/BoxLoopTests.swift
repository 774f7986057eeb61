import Console
import Foundation
import Testing

/// Two boxes whose number plans point at each other.
@Suite struct BoxLoopTests {
  @Test func aNumberThatEachSendsToTheOtherEndsWithMusic() async throws {
    let net = try Loopback()
    let other = (gov: "\(net.prefix).102", police: "\(net.prefix).103")
    var plan = SitePlan()
    plan.end = "[number 700]\ntrunk = police-1\n"
    func text(peer: String) -> String {
      plan.text(net).replacing("sip:\(net.policeTrunk(1)):5060", with: "sip:\(peer):5060")
    }
    let first = text(peer: other.police).replacing("retry     = 500ms", with: "retry = 60s")
    let second = text(peer: net.police)
      .replacing("udp:\(net.gov):", with: "udp:\(other.gov):")
      .replacing("tcp:\(net.gov):", with: "tcp:\(other.gov):")
      .replacing("udp:\(net.police):", with: "udp:\(other.police):")
      .replacing("tcp:\(net.police):", with: "tcp:\(other.police):")
      .replacing("= \(net.gov):2", with: "= \(other.gov):2")
      .replacing("= \(net.police):2", with: "= \(other.police):2")
      .replacing("./data", with: "./second")
    try await Stage.play(text: first, on: net) { stage in
      let site = stage.directory.appending(path: "second.conf")
      try second.write(to: site, atomically: true, encoding: .utf8)
      let box = try await Box(site: site.path, data: "second", name: "second")
      let citizen = try await stage.citizen(dials: "700")
      // Five boxes have it behind them: the sixth refuses, and each before it but the first.
      try await box.logs("event=refused", "reason=loop")
      try await citizen.sends("ACK")
      try await stage.box.isIn("waiting")
      try await box.isIdle()
      let calls = try stage.box.status().calls
      #expect(calls == 1)
      let records = try await box.records()
      #expect(records.map(\.ending) == ["rejected-483", "rejected-483"])
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await stage.box.isIdle()
      try await box.stop()
    }
  }
}
