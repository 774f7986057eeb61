import Routing
import SIPLine
import Switchboard
import Testing

extension SIPTests {
  /// Carriers that call the box.
  @Suite struct ForeignCallerTests {
    private let peer: RawPeer
    private let box: Side

    init() throws { (peer, box) = try Side.ringing() }

    @Test func earlyMediaThenAnswer() throws {
      _ = peer.invite(callID: "early")
      let ringing = try peer.response("INVITE", box)
      #expect(ringing.status == 180)
      #expect(ringing["Require"] == nil)
      #expect(ringing.body.contains("c=IN IP4 127.0.0.9"))
      let leg = try #require(box.incoming).leg
      #expect(box.media(of: leg)?.remotePort == 40_000)
      box.line.answer(leg)
      let ok = try peer.response("INVITE", box)
      #expect(ok.status == 200)
      #expect(ok.body.contains("m=audio 20002 RTP/AVP 8"))
      peer.inDialog("ACK", of: ok, sequence: 1)
      peer.inDialog("BYE", of: ok, sequence: 2)
      try #require(pump(box) { box.has { $0 == .hungUp(leg, .onHook) } })
    }

    @Test func reliableRingingWhenTheCallerCan() throws {
      _ = peer.invite(callID: "reliable", headers: [("Supported", "100rel")])
      let ringing = try peer.response("INVITE", box)
      #expect(ringing.status == 180)
      #expect(ringing["Require"] == "100rel")
      let rseq = try #require(ringing["RSeq"])
      #expect(ringing.body.contains("m=audio"))
      peer.inDialog("PRACK", of: ringing, sequence: 2, headers: [("RAck", "\(rseq) 1 INVITE")])
      #expect(try peer.response("PRACK", box).status == 200)
      let leg = try #require(box.incoming).leg
      box.line.answer(leg)
      let ok = try peer.response("INVITE", box)
      #expect(ok.status == 200)
      #expect(ok.body.isEmpty)
      peer.inDialog("ACK", of: ok, sequence: 1)
      #expect(box.media(of: leg)?.remotePort == 40_000)
    }

    @Test func lateOffer() throws {
      _ = peer.invite(callID: "late", headers: [("Supported", "100rel")], body: "")
      #expect(try peer.response("INVITE", box).status == 180)
      let leg = try #require(box.incoming).leg
      box.line.answer(leg)
      let ok = try peer.response("INVITE", box)
      #expect(ok.body.contains("RTP/AVP 8 0 101"))
      peer.inDialog("ACK", of: ok, sequence: 1, body: SIPText.offer(port: 45_000, formats: "0"))
      try #require(pump(box) { box.media(of: leg)?.remotePort == 45_000 })
      #expect(box.media(of: leg)?.codec == .pcmu)
    }

    @Test(arguments: [true, false])
    func answerThatIsNeverAcknowledgedLeavesNothing(released: Bool) throws {
      _ = peer.invite(callID: "unacknowledged")
      try #require(pump(box) { box.incoming != nil })
      let leg = try #require(box.incoming).leg
      box.line.answer(leg)
      #expect(try #require(peer.next(box) { $0.status == 200 }).sequence == 1)
      if released {
        box.line.release(leg, .callEnded)
      } else {
        try #require(pump(box) { box.has { $0 == .hungUp(leg, .lost) } })
      }
      try #require(pump(box) { box.line.status.dialogs == 0 })
    }

    @Test(arguments: [true, false])
    func ringingThatIsNeverAcknowledgedLeavesNothing(released: Bool) throws {
      _ = peer.invite(callID: "no-prack", headers: [("Supported", "100rel")])
      #expect(try peer.response("INVITE", box).status == 180)
      let leg = try #require(box.incoming).leg
      box.line.answer(leg)
      if released {
        box.line.release(leg, .callEnded)
        #expect(peer.next(box) { $0.status >= 200 }?.status == 480)
      } else {
        try #require(pump(box) { box.has { $0 == .hungUp(leg, .lost) } })
      }
      try #require(pump(box) { box.line.status.dialogs == 0 })
    }

    /// A caller that gave up, whichever request says so.
    @Test func byeBeforeTheAnswerIsOnHook() throws {
      _ = peer.invite(callID: "early-bye")
      let ringing = try peer.response("INVITE", box)
      peer.inDialog("BYE", of: ringing, sequence: 2)
      try #require(pump(box) { box.has { if case .hungUp = $0 { true } else { false } } })
      #expect(box.has { $0 == .hungUp(LegID(1), .onHook) })
      #expect(try peer.response("INVITE", box).status == 487)
    }

    @Test func noCodecInCommon() throws {
      _ = peer.invite(callID: "g729", body: SIPText.offer(formats: "18"))
      #expect(try peer.response("INVITE", box).status == 488)
      #expect(box.incoming == nil)
      #expect(box.line.status.refused[.noCodec] == 1)
    }

    @Test(arguments: [("application/sdp", "v=0\r\nrubbish", 400), ("text/plain", "hi", 415)])
    func foreignBodies(type: String, body: String, status: Int) throws {
      _ = peer.invite(callID: "body", body: body, type: type)
      let answer = try peer.response("INVITE", box).status
      #expect(answer == status)
      #expect(box.incoming == nil)
    }

    @Test func requiredExtensionThatWeLack() throws {
      _ = peer.invite(callID: "require", headers: [("Require", "teleport")])
      let answer = try peer.response("INVITE", box)
      #expect(answer.status == 420)
      #expect(answer["Unsupported"] == "teleport")
      #expect(box.incoming == nil)
    }

    @Test func lastHop() throws {
      _ = peer.invite(callID: "hops", hops: 0)
      #expect(try peer.response("INVITE", box).status == 483)
    }

    @Test func ownCallThatComesBack() throws {
      let seat = try RawPeer()
      var configuration = Sites.box(carrier: peer.port, seat1001: seat.port)
      configuration.provisionalTimeout = .seconds(5)
      let box = try Side(configuration)
      peer.boxPort = try #require(box.line.listeningPort(of: Sites.gov))
      box.line.dial(box.newLeg(), .seat("1001"), Sites.identity)
      _ = try seat.request("INVITE", box)
      _ = peer.invite(callID: "loop", headers: [("X-Liandong-Call", "0000000000001a3f")])
      #expect(try peer.response("INVITE", box).status == 482)
      _ = peer.invite(callID: "other", headers: [("X-Liandong-Call", "0000000000001a40")])
      try #require(pump(box) { box.incoming != nil })
    }

    @Test func hopsAreInherited() throws {
      let seat = try RawPeer()
      let box = try Side(Sites.box(carrier: peer.port, seat1001: seat.port))
      peer.boxPort = try #require(box.line.listeningPort(of: Sites.gov))
      _ = peer.invite(callID: "few", hops: 5)
      try #require(pump(box) { box.incoming != nil })
      box.line.bind(try #require(box.incoming).leg, to: Sites.identity.call)
      box.line.dial(box.newLeg(), .seat("1001"), Sites.identity)
      #expect(try seat.request("INVITE", box)["Max-Forwards"] == "4")
    }

    @Test func tooShortSessionInterval() throws {
      _ = peer.invite(
        callID: "brief", headers: [("Session-Expires", "30"), ("Supported", "timer")])
      let answer = try peer.response("INVITE", box)
      #expect(answer.status == 422)
      #expect(answer["Min-SE"] == "90")
      #expect(box.incoming == nil)
      #expect(box.line.status.legs == 0)
    }

    @Test func sessionTimerIsAgreed() throws {
      _ = peer.invite(
        callID: "timer",
        headers: [("Session-Expires", "120;refresher=uac"), ("Supported", "timer")])
      _ = try peer.response("INVITE", box)
      box.line.answer(try #require(box.incoming).leg)
      let ok = try peer.response("INVITE", box)
      #expect(ok["Session-Expires"] == "120;refresher=uac")
      #expect(ok["Require"]?.contains("timer") == true)
    }
  }
}
