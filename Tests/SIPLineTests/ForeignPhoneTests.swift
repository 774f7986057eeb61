import Routing
import SIPLine
import Switchboard
import Testing

extension SIPTests {
  /// pjsua, a phone that we did not write, as seat 1002.
  @Suite(.enabled(if: Program.exists("/usr/bin/pjsua")))
  struct ForeignPhoneTests {
    private let box: Side
    private let phone: Program

    /// A phone that has registered.
    init() throws {
      box = try Side(Sites.box())
      let port = try #require(box.line.listeningPort(of: Sites.gov))
      let own = try RawPeer().port
      phone = try Program(
        "/usr/bin/pjsua",
        [
          "--id", "sip:1002@127.0.0.2:\(port)", "--registrar", "sip:127.0.0.2:\(port)",
          "--realm", "*", "--username", "1002", "--password", "secret-1002", "--null-audio",
          "--auto-answer", "200", "--local-port", "\(own)", "--bound-addr", "127.0.0.1",
          "--no-tcp", "--no-vad", "--app-log-level", "0",
        ])
      let box = box
      try #require(pump(box, within: .seconds(20)) { box.line.isReachable("1002") })
    }

    /// Rings until it is answered: pjsua refuses calls while it is still starting.
    private func ring() throws -> LegID {
      var leg = box.newLeg()
      let box = box
      box.line.dial(leg, .seat("1002"), Sites.identity)
      try #require(
        pump(box) {
          if box.has({ if case .failed(leg, _) = $0 { true } else { false } }) {
            leg = box.newLeg()
            box.line.dial(leg, .seat("1002"), Sites.identity)
          }
          return box.answered(leg)
        })
      return leg
    }

    /// Types a command until it has had its effect: pjsua drops what comes too early.
    private func type(_ text: String, until done: () -> Bool) -> Bool {
      var turn = 0
      return pump(box) {
        if turn % 100 == 0 { phone.type(text) }
        turn += 1
        return done()
      }
    }

    @Test func registersAnswersHoldsAndHangsUp() throws {
      let leg = try ring()
      #expect(box.media(of: leg)?.codec == .pcma)
      try #require(type("H\n") { box.has { $0 == .phoneHeld(leg) } })
      try #require(type("v\n") { box.has { $0 == .phoneRetrieved(leg) } })
      try #require(type("h\n") { box.has { $0 == .hungUp(leg, .onHook) } })
    }

    @Test func pressesItsTransferButton() throws {
      let leg = try ring()
      try #require(
        type("x\nsip:110@127.0.0.2\n") {
          box.has { if case .refer(leg, .number("110"), _) = $0 { true } else { false } }
        })
      box.line.notify(leg, .accepted)
      box.line.notify(leg, .ringing)
      box.line.notify(leg, .final(status: 486))
      box.line.probe(leg)
      let transactions = box.line.status.transactions
      try #require(pump(box) { box.line.status.transactions <= transactions })
      #expect(box.line.status.legs == 1)
    }

    @Test func dialsAndIsReleased() throws {
      box.react = { line, event in
        guard case .incoming(let leg, _) = event else { return }
        line.ring(leg)
        line.answer(leg)
      }
      let port = try #require(box.line.listeningPort(of: Sites.gov))
      try #require(type("m\nsip:12345@127.0.0.2:\(port)\n") { box.incoming != nil })
      let (leg, arrival) = try #require(box.incoming)
      #expect(arrival.party == .seat("1002"))
      #expect(arrival.dialled == "12345")
      #expect(box.media(of: leg) != nil)
      box.line.release(leg, .callEnded)
    }
  }
}
