import Foundation
import Routing
import SIPLine
import Switchboard
import Testing

extension SIPTests {
  /// RFC 4028 allows no interval under 90 seconds: run with LIANDONG_SLOW_TESTS=1.
  @Suite(.enabled(if: ProcessInfo.processInfo.environment["LIANDONG_SLOW_TESTS"] != nil))
  struct SlowTests {
    private func talk(_ peer: RawPeer, _ box: Side, refresher: String) throws -> (LegID, SIPText) {
      let leg = box.newLeg()
      box.line.dial(leg, .seat("1001"), Sites.identity)
      let invite = try peer.request("INVITE", box)
      peer.respond(
        to: invite, 200,
        headers: [
          ("Session-Expires", "90;refresher=\(refresher)"), ("Require", "timer"),
          ("Allow", "INVITE, ACK, BYE, CANCEL, UPDATE"),
        ], body: SIPText.offer())
      _ = try peer.request("ACK", box)
      try #require(pump(box) { box.answered(leg) })
      return (leg, invite)
    }

    @Test func refreshSurvivesGlareAndSilentRefresherIsLost() throws {
      let peer = try RawPeer()
      var configuration = Sites.box(seat1001: peer.port)
      configuration.sessionExpires = 90
      let box = try Side(configuration)
      peer.boxPort = try #require(box.line.listeningPort(of: Sites.gov))
      let (ours, invite) = try talk(peer, box, refresher: "uac")
      let (theirs, _) = try talk(peer, box, refresher: "uas")

      var refresh: SIPText?
      pump(box, within: .seconds(60)) {
        refresh = refresh ?? peer.next(box) { $0.method == "UPDATE" || $0.method == "INVITE" }
        return refresh != nil
      }
      let first = try #require(refresh)
      #expect(first["Call-ID"] == invite["Call-ID"])
      #expect(first["Session-Expires"]?.hasPrefix("90") == true)
      peer.respond(to: first, 491)
      let again = try #require(
        peer.next(box) { $0.method == first.method && $0.sequence > first.sequence })
      #expect(again["Session-Expires"]?.hasPrefix("90") == true)
      peer.respond(
        to: again, 200,
        headers: [("Session-Expires", "90;refresher=uac"), ("Require", "timer")],
        body: again.body.isEmpty ? "" : SIPText.offer())
      try #require(pump(box, within: .seconds(100)) { box.has { $0 == .hungUp(theirs, .lost) } })
      #expect(!peer.hears(box, within: .seconds(5)) { $0["Call-ID"] == invite["Call-ID"] })
      #expect(!box.has { if case .hungUp(ours, _) = $0 { true } else { false } })
    }
  }
}
