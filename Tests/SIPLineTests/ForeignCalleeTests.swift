import Routing
import SIPLine
import Switchboard
import Testing

extension SIPTests {
  /// Phones that the box rings and that behave as real ones do on bad days.
  @Suite struct ForeignCalleeTests {
    private let peer: RawPeer
    private let box: Side
    private let leg: LegID
    private let invite: SIPText

    /// A seat that has received an INVITE.
    init() throws {
      peer = try RawPeer()
      box = try Side(Sites.box(seat1001: peer.port))
      peer.boxPort = try #require(box.line.listeningPort(of: Sites.gov))
      leg = box.newLeg()
      box.line.dial(leg, .seat("1001"), Sites.identity)
      invite = try peer.request("INVITE", box)
    }

    private func talk() throws {
      peer.respond(to: invite, 200, body: SIPText.offer())
      _ = try peer.request("ACK", box)
      let (box, leg) = (box, leg)
      try #require(pump(box) { box.answered(leg) })
    }

    private var isLost: Bool { box.has { $0 == .hungUp(leg, .lost) } }

    @Test func inviteSaysWhatItShould() {
      #expect(invite["From"]?.hasPrefix("<sip:13800000000@127.0.0.2>") == true)
      #expect(invite["P-Asserted-Identity"] == "<sip:13800000000@127.0.0.2>")
      #expect(invite["X-Liandong-Call"] == "0000000000001a3f")
      #expect(invite["User-Agent"] == "Liandong")
      #expect(invite["Max-Forwards"] == "70")
      for option in ["100rel", "timer", "replaces"] {
        #expect(invite["Supported"]?.contains(option) == true, "\(option)")
      }
      #expect(invite["Session-Expires"] == "1800")
      #expect(invite.contact.contains("@127.0.0.2:\(peer.boxPort)"))
    }

    @Test func okThatCrossesCancelGetsAckAndBye() throws {
      peer.respond(to: invite, 180)
      try #require(pump(box) { box.has { $0 == .ringing(leg, earlyMedia: false) } })
      box.line.release(leg, .answeredElsewhere)
      let cancel = try peer.request("CANCEL", box)
      #expect(cancel["Reason"]?.contains("cause=200") == true)
      peer.respond(to: invite, 200, body: SIPText.offer())
      _ = try peer.request("ACK", box)
      let bye = try peer.request("BYE", box)
      peer.respond(to: bye, 200)
      peer.respond(to: cancel, 200)
      #expect(!box.answered(leg))
      try #require(pump(box) { box.line.status.dialogs == 0 })
    }

    @Test func okAfterReleaseWithoutAnyRingingGetsAckAndBye() throws {
      box.line.release(leg, .cancelled)
      peer.respond(to: invite, 200, body: SIPText.offer())
      _ = try peer.request("ACK", box)
      peer.respond(to: try peer.request("BYE", box), 200)
      try #require(pump(box) { box.line.status.dialogs == 0 })
    }

    @Test func laterForkIsSentAway() throws {
      peer.respond(to: invite, 180, tag: "a")
      peer.respond(to: invite, 183, tag: "b", body: SIPText.offer(port: 41_000))
      try #require(pump(box) { box.has { $0 == .ringing(leg, earlyMedia: true) } })
      #expect(box.media(of: leg)?.remotePort == 41_000)
      peer.respond(to: invite, 200, tag: "b", body: SIPText.offer(port: 41_000))
      #expect(try peer.request("ACK", box).tag("To") == "b")
      peer.respond(to: invite, 200, tag: "a", body: SIPText.offer(port: 42_000))
      #expect(try peer.request("ACK", box).tag("To") == "a")
      let bye = try peer.request("BYE", box)
      #expect(bye.tag("To") == "a")
      peer.respond(to: bye, 200)
      try #require(pump(box) { box.answered(leg) })
      #expect(box.media(of: leg)?.remotePort == 41_000)
      #expect(box.line.status.legs == 1)
    }

    @Test func reliableRingingGetsPrack() throws {
      peer.respond(
        to: invite, 183, headers: [("Require", "100rel"), ("RSeq", "7")], body: SIPText.offer())
      let prack = try peer.request("PRACK", box)
      #expect(prack["RAck"] == "7 \(invite.sequence) INVITE")
      peer.respond(to: prack, 200)
      try #require(pump(box) { box.has { $0 == .ringing(leg, earlyMedia: true) } })
      peer.respond(to: invite, 200)
      _ = try peer.request("ACK", box)
      try #require(pump(box) { box.answered(leg) })
    }

    @Test func answerWithoutCommonCodecIsNoMedia() throws {
      peer.respond(to: invite, 200, body: SIPText.offer(formats: "18"))
      _ = try peer.request("ACK", box)
      peer.respond(to: try peer.request("BYE", box), 200)
      try #require(pump(box) { box.has { $0 == .failed(leg, .noMedia) } })
      #expect(!box.answered(leg))
    }

    @Test func answerWithoutDescriptionIsNoMedia() throws {
      peer.respond(to: invite, 200)
      _ = try peer.request("ACK", box)
      peer.respond(to: try peer.request("BYE", box), 200)
      try #require(pump(box) { box.has { $0 == .failed(leg, .noMedia) } })
      #expect(!box.answered(leg))
    }

    @Test func addressChangeHoldAndUpdateAreAnsweredByUs() throws {
      try talk()
      peer.inDialog(
        "INVITE", of: invite, sequence: 10, body: SIPText.offer(port: 43_000, formats: "0"))
      let ok = try peer.response("INVITE", box)
      #expect(ok.status == 200)
      #expect(ok.body.contains("m=audio 20002 RTP/AVP 0"))
      peer.inDialog("ACK", of: invite, sequence: 10)
      try #require(pump(box) { box.media(of: leg)?.remotePort == 43_000 })
      #expect(box.media(of: leg)?.codec == .pcmu)
      #expect(!box.has { $0 == .phoneHeld(leg) })

      peer.inDialog(
        "UPDATE", of: invite, sequence: 11,
        body: SIPText.offer(port: 43_000, direction: "sendonly"))
      let held = try peer.response("UPDATE", box)
      #expect(held.status == 200)
      #expect(held.body.contains("a=recvonly"))
      try #require(pump(box) { box.has { $0 == .phoneHeld(leg) } })
      peer.inDialog("UPDATE", of: invite, sequence: 12, body: SIPText.offer(port: 43_000))
      #expect(try peer.response("UPDATE", box).body.contains("a=sendrecv"))
      try #require(pump(box) { box.has { $0 == .phoneRetrieved(leg) } })
    }

    @Test func closedStreamIsHold() throws {
      try talk()
      peer.inDialog("INVITE", of: invite, sequence: 10, body: SIPText.offer(port: 0))
      #expect(try peer.response("INVITE", box).status == 200)
      peer.inDialog("ACK", of: invite, sequence: 10)
      try #require(pump(box) { box.has { $0 == .phoneHeld(leg) } })
      #expect(box.media(of: leg)?.peerSends == false)
      peer.inDialog("INVITE", of: invite, sequence: 11, body: SIPText.offer(port: 46_000))
      try #require(pump(box) { box.has { $0 == .phoneRetrieved(leg) } })
      #expect(box.media(of: leg)?.remotePort == 46_000)
    }

    @Test func reinviteWithoutCommonCodecKeepsTheCall() throws {
      try talk()
      let before = box.media(of: leg)
      peer.inDialog("INVITE", of: invite, sequence: 10, body: SIPText.offer(formats: "18"))
      #expect(try peer.response("INVITE", box).status >= 400)
      peer.inDialog("ACK", of: invite, sequence: 10, again: true)
      peer.inDialog("INVITE", of: invite, sequence: 11, body: SIPText.offer(port: 44_000))
      let ok = try #require(
        peer.next(box) { $0.isResponse && $0.sequence == 11 && $0.status > 100 })
      #expect(ok.status == 200)
      try #require(pump(box) { box.media(of: leg)?.remotePort == 44_000 })
      #expect(before?.remotePort == 40_000)
      #expect(!isLost)
    }

    @Test func glareIsTriedAgain() throws {
      try talk()
      box.line.hold(leg, true)
      let first = try peer.request("INVITE", box)
      #expect(first.body.contains("a=sendonly"))
      peer.respond(to: first, 491)
      let again = try #require(
        peer.next(box) { $0.method == "INVITE" && $0.sequence > first.sequence })
      #expect(again.body.contains("a=sendonly"))
      peer.respond(to: again, 200, body: SIPText.offer(direction: "recvonly"))
      _ = try peer.request("ACK", box)
      #expect(!isLost)
    }

    @Test func reinviteDuringOursGets491() throws {
      try talk()
      box.line.hold(leg, true)
      let ours = try peer.request("INVITE", box)
      peer.inDialog("INVITE", of: invite, sequence: 10, body: SIPText.offer())
      #expect(try peer.response("INVITE", box).status == 491)
      peer.respond(to: ours, 200, body: SIPText.offer(direction: "recvonly"))
      _ = try peer.request("ACK", box)
      #expect(!isLost)
    }

    @Test func probeOfAForgottenDialogIsLoss() throws {
      try talk()
      box.line.probe(leg)
      peer.respond(to: try peer.request("OPTIONS", box), 481)
      try #require(pump(box) { isLost })
      #expect(box.line.status.legs == 0)
    }

    @Test func probeWithoutAnswerIsLoss() throws {
      try talk()
      box.line.probe(leg)
      try #require(pump(box) { isLost })
      #expect(box.line.status.legs == 0)
    }

    @Test func byeCountsAsOnHookAndLaterCommandsDoNothing() throws {
      try talk()
      peer.inDialog("BYE", of: invite, sequence: 10)
      #expect(try peer.response("BYE", box).status == 200)
      try #require(pump(box) { box.has { $0 == .hungUp(leg, .onHook) } })
      box.line.release(leg, .callEnded)
      box.line.notify(leg, .final(status: 200))
      box.line.probe(leg)
      box.line.hold(leg, true)
      box.line.ring(leg)
      box.line.answer(leg)
      box.line.reject(leg, 486)
      try #require(pump(box) { box.line.status.dialogs == 0 })
    }

    @Test func phoneThatForgotItsReferStaysInTheCall() throws {
      try talk()
      peer.inDialog(
        "REFER", of: invite, sequence: 10, headers: [("Refer-To", "<sip:110@127.0.0.2>")])
      try #require(pump(box) { box.has { if case .refer = $0 { true } else { false } } })
      box.line.notify(leg, .accepted)
      #expect(try peer.response("REFER", box).status == 202)
      let notify = try peer.request("NOTIFY", box)
      #expect(notify["Event"] == "refer;id=10")
      #expect(notify["Content-Type"] == "message/sipfrag;version=2.0")
      #expect(notify.body.hasPrefix("SIP/2.0 100"))
      peer.respond(to: notify, 481)
      box.line.notify(leg, .ringing)
      peer.respond(to: try peer.request("NOTIFY", box), 200)
      #expect(!peer.hears(box, within: .milliseconds(200)) { $0.method == "BYE" })
      #expect(!isLost)
      #expect(box.line.status.legs == 1)
    }

    @Test func referWithoutSubscription() throws {
      try talk()
      peer.inDialog(
        "REFER", of: invite, sequence: 10,
        headers: [("Refer-To", "<sip:110@127.0.0.2>"), ("Refer-Sub", "false")])
      try #require(pump(box) { box.has { if case .refer = $0 { true } else { false } } })
      box.line.notify(leg, .accepted)
      #expect(try peer.response("REFER", box)["Refer-Sub"] == "false")
      box.line.notify(leg, .final(status: 200))
      #expect(!peer.hears(box, within: .milliseconds(200)) { $0.method == "NOTIFY" })
    }

    @Test(arguments: [
      ("Refer-To", "<http://x>", 400), ("Subject", "none", 400),
      ("Refer-To", "<sip:1@h?Replaces=a%3Bto-tag%3Db%3Bfrom-tag%3Dc>", 481),
    ])
    func badRefersAreRefused(name: String, value: String, status: Int) throws {
      try talk()
      peer.inDialog("REFER", of: invite, sequence: 10, headers: [(name, value)])
      #expect(try peer.response("REFER", box).status == status)
      #expect(!box.has { if case .refer = $0 { true } else { false } })
    }

    @Test func requestsWithinTheDialog() throws {
      try talk()
      peer.inDialog("OPTIONS", of: invite, sequence: 10)
      #expect(try peer.response("OPTIONS", box).status == 200)
      peer.inDialog("MESSAGE", of: invite, sequence: 11, body: "hi", type: "text/plain")
      #expect(try peer.response("MESSAGE", box).status == 405)
      peer.inDialog("INFO", of: invite, sequence: 12, body: "x", type: "text/plain")
      #expect(try peer.response("INFO", box).status == 415)
      peer.inDialog(
        "INFO", of: invite, sequence: 13, body: "Signal=9\r\n", type: "application/dtmf-relay")
      #expect(try peer.response("INFO", box).status == 200)
      try #require(
        pump(box) { box.has { if case .digit(leg, "9", _) = $0 { true } else { false } } })
    }
  }
}
