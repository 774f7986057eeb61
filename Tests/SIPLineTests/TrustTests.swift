import Routing
import SIPLine
import Switchboard
import Testing

extension SIPTests {
  /// What callers may do, and what they get to know of the other network.
  @Suite struct TrustTests {
    private let peer: RawPeer
    private let box: Side

    init() throws { (peer, box) = try Side.ringing() }

    @Test func strangerIsForbidden() throws {
      let stranger = try RawPeer("127.0.0.7")
      stranger.boxPort = peer.boxPort
      _ = stranger.invite(callID: "stranger")
      #expect(try stranger.response("INVITE", box).status == 403)
      #expect(box.line.status.refused[.unknownPeer] == 1)
    }

    @Test func outsiderGetsSilence() throws {
      var configuration = Sites.box(carrier: peer.port)
      configuration.networks[0].allow = ["127.0.0.1/32"]
      let box = try Side(configuration)
      let outsider = try RawPeer("127.0.0.7")
      outsider.boxPort = try #require(box.line.listeningPort(of: Sites.gov))
      _ = outsider.invite(callID: "outside")
      try #require(pump(box) { box.line.status.refused[.notAllowed] == 1 })
      #expect(!outsider.hears(box, within: .milliseconds(100)) { _ in true })
    }

    @Test func seatIsKnownByItsAddressInItsOwnNetworkOnly() throws {
      let seat = try RawPeer()
      let box = try Side(Sites.box(seat2001: seat.port))
      box.react = { line, event in
        if case .incoming(let leg, _) = event { line.answer(leg) }
      }
      seat.boxAddress = "127.0.0.3"
      seat.boxPort = try #require(box.line.listeningPort(of: Sites.police))
      _ = seat.invite("12345", callID: "own")
      let ok = try seat.response("INVITE", box)
      #expect(ok.status == 200)
      #expect(box.incoming?.arrival.party == .seat("2001"))
      #expect(ok.contact.contains("127.0.0.3"))
      #expect(!seat.transcript.contains("127.0.0.2"))
      seat.inDialog("ACK", of: ok, sequence: 1)
      seat.boxAddress = "127.0.0.2"
      seat.boxPort = try #require(box.line.listeningPort(of: Sites.gov))
      box.forgetEvents()
      _ = seat.invite("12345", callID: "foreign")
      // The carrier's host, but not its port: a citizen, never the seat of the other network.
      try #require(pump(box) { box.incoming != nil })
      #expect(box.incoming?.arrival.party == .citizen("carrier"))
    }

    @Test func oneNetworkNeverShowsTheOther() throws {
      let seat = try RawPeer()
      let box = try Side(Sites.box(carrier: peer.port, seat2001: seat.port))
      peer.boxPort = try #require(box.line.listeningPort(of: Sites.gov))
      seat.boxAddress = "127.0.0.3"
      seat.boxPort = try #require(box.line.listeningPort(of: Sites.police))
      _ = peer.invite(callID: "dual")
      try #require(pump(box) { box.incoming != nil })
      let (citizen, leg) = (try #require(box.incoming).leg, box.newLeg())
      box.line.bind(citizen, to: Sites.identity.call)
      box.line.ring(citizen)
      box.line.dial(leg, .seat("2001"), Sites.identity)
      let invite = try seat.request("INVITE", box)
      seat.respond(to: invite, 200, body: SIPText.offer())
      _ = try seat.request("ACK", box)
      box.line.answer(citizen)
      let ok = try #require(peer.next(box) { $0.status == 200 })
      peer.inDialog("ACK", of: ok, sequence: 1)
      box.line.release(leg, .callEnded)
      _ = try seat.request("BYE", box)
      #expect(invite.all("Via").allSatisfy { $0.contains("127.0.0.3:\(seat.boxPort)") })
      #expect(!seat.transcript.contains("127.0.0.2"))
      #expect(!peer.transcript.contains("127.0.0.3"))
      #expect(!seat.transcript.contains(ok["Call-ID"] ?? ""))
    }

    @Test func assertedIdentityIsBelievedByTrustOnly() throws {
      let asserted = [("P-Asserted-Identity", "\"Li\" <sip:13700000000@carrier>")]
      _ = peer.invite(callID: "untrusted", headers: asserted)
      try #require(pump(box) { box.incoming != nil })
      #expect(box.incoming?.arrival.callerNumber == "139")

      var configuration = Sites.box(carrier: peer.port)
      configuration.trunks[0].trustIdentity = true
      let trusting = try Side(configuration)
      peer.boxPort = try #require(trusting.line.listeningPort(of: Sites.gov))
      _ = peer.invite(callID: "trusted", headers: asserted)
      try #require(pump(trusting) { trusting.incoming != nil })
      #expect(trusting.incoming?.arrival.callerNumber == "13700000000")
      trusting.forgetEvents()
      _ = peer.invite(callID: "private", headers: asserted + [("Privacy", "id")])
      try #require(pump(trusting) { trusting.incoming != nil })
      #expect(trusting.incoming?.arrival.callerNumber == "")
    }

    @Test func citizenTransfersNobody() throws {
      _ = peer.invite(callID: "refer")
      _ = try peer.response("INVITE", box)
      box.line.answer(try #require(box.incoming).leg)
      let ok = try peer.response("INVITE", box)
      peer.inDialog("ACK", of: ok, sequence: 1)
      peer.inDialog("REFER", of: ok, sequence: 2, headers: [("Refer-To", "<sip:110@127.0.0.2>")])
      #expect(try peer.response("REFER", box).status == 603)
      #expect(!box.has { if case .refer = $0 { true } else { false } })
    }

    @Test func requestsOutsideDialogs() throws {
      _ = peer.invite(method: "OPTIONS", callID: "options", body: "")
      let options = try peer.response("OPTIONS", box)
      #expect(options.status == 200)
      #expect(options["Allow"]?.contains("REFER") == true)
      _ = peer.invite(method: "MESSAGE", callID: "message", body: "hi", type: "text/plain")
      #expect(try peer.response("MESSAGE", box).status == 405)
      _ = peer.invite(method: "REFER", callID: "wild", body: "")
      #expect(try peer.response("REFER", box).status == 603)
      _ = peer.invite("1002", method: "REGISTER", callID: "register", body: "")
      let challenge = try peer.response("REGISTER", box)
      #expect(challenge.status == 401)
      let algorithms = challenge.all("WWW-Authenticate")
      #expect(algorithms.count == 2)
      #expect(algorithms.first?.contains("SHA-256") == true)
      #expect(algorithms.last?.contains("MD5") == true)
    }

    @Test func takingOverADialogFromOutside() throws {
      _ = peer.invite(
        callID: "takeover", headers: [("Replaces", "none;to-tag=a;from-tag=b")])
      #expect(try peer.response("INVITE", box).status == 481)
      #expect(box.incoming == nil)
    }

    /// Nobody has the box write to a third address.
    @Test func answersGoToWhoAsked() throws {
      let third = try RawPeer("127.0.0.7")
      let via =
        "SIP/2.0/UDP 127.0.0.1:\(third.port);maddr=127.0.0.7;branch=z9hG4bKmaddr;rport"
      peer.send(
        SIPText(
          start: "OPTIONS sip:127.0.0.2 SIP/2.0",
          headers: [
            ("Via", via), ("From", "<sip:a@b>;tag=1"), ("To", "<sip:c@d>"), ("Call-ID", "maddr"),
            ("CSeq", "1 OPTIONS"), ("Max-Forwards", "70"),
          ]
        ).text)
      #expect(try peer.response("OPTIONS", box).status == 200)
      #expect(!third.hears(box, within: .milliseconds(100)) { _ in true })
    }

    @Test func aMadeUpNumberInTheNameIsNotShown() throws {
      _ = peer.invite(
        callID: "name", headers: [("Subject", "x")], from: "\"<sip:110@127.0.0.1>\" ")
      try #require(pump(box) { box.incoming != nil })
      #expect(box.incoming?.arrival.callerNumber == "139")
    }

    /// What PJSIP cannot read no module of ours sees.
    @Test func unreadableIsCounted() throws {
      for text in [
        "OPTIONS sip:127.0.0.2 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5\r\n\r\n",
        "INVITE sip:127.0.0.2 SIP/2.0\r\nFrom: \"x <sip:a@b>\r\n\r\n", "\r\n\r\n",
      ] { peer.send(text) }
      try #require(pump(box) { box.line.status.refused[.malformed] == 2 })
      let place = "\(peer.address):\(peer.port)"
      #expect(box.has { $0 == .refused(.malformed, from: place) })
    }

    @Test func rubbishHarmsNobody() throws {
      for text in [
        "", "\r\n\r\n", "INVITE\r\n\r\n", "SIP/2.0 200 OK\r\n\r\n",
        "INVITE sip:x@y SIP/2.0\r\nVia: x\r\n\r\n", String(repeating: "A", count: 20_000),
        "BYE sip:12345@127.0.0.2 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5;branch=z9hG4bK1\r\n"
          + "From: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: 1\r\nCSeq: 1 BYE\r\n\r\n",
      ] { peer.send(text) }
      _ = peer.invite(callID: "after")
      try #require(pump(box) { box.incoming != nil })
    }
  }
}
