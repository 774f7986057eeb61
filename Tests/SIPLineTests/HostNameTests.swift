import Routing
import SIPLine
import Switchboard
import Synchronization
import Testing

extension SIPTests {
  /// Peers that name themselves instead of saying where they are.
  @Suite struct HostNameTests {
    /// A name server that says nothing until it is told to.
    private final class NameServer: Sendable {
      let asked = Mutex<[String]>([])
      let isOpen = Mutex(false)
      let gaveUp = Mutex(false)

      func lookUp(_ name: String) -> [String] {
        asked.withLock { $0.append(name) }
        let clock = ContinuousClock()
        let end = clock.now + .seconds(20)
        while !isOpen.withLock({ $0 }) {
          guard clock.now < end else {
            gaveUp.withLock { $0 = true }
            return []
          }
        }
        return name == "desk.example" ? ["127.0.0.1"] : []
      }
    }

    private let names = NameServer()
    private let peer: RawPeer
    private let box: Side
    private let leg: LegID
    private let invite: SIPText

    /// A seat that has received an INVITE.
    init() throws {
      let names = names
      peer = try RawPeer()
      var configuration = Sites.box(carrier: 9, seat1001: peer.port)
      configuration.lookUp = { name, _ in names.lookUp(name) }
      box = try Side(configuration)
      peer.boxPort = try #require(box.line.listeningPort(of: Sites.gov))
      leg = box.newLeg()
      box.line.dial(leg, .seat("1001"), Sites.identity)
      invite = try peer.request("INVITE", box)
    }

    /// A name server that is down holds up nobody but whom it is asked about.
    @Test func aSlowNameServerHoldsUpNobody() throws {
      peer.respond(to: invite, 200, host: "desk.example", body: SIPText.offer())
      try #require(pump(box) { names.asked.withLock { $0 } == ["desk.example"] })
      _ = peer.invite(method: "OPTIONS", callID: "meanwhile", body: "")
      #expect(try peer.response("OPTIONS", box).status == 200)
      #expect(!names.gaveUp.withLock { $0 })
      names.isOpen.withLock { $0 = true }
      let ack = try peer.request("ACK", box)
      #expect(ack.start == "ACK sip:raw@desk.example:\(peer.port) SIP/2.0")
      try #require(pump(box) { box.answered(leg) })
    }

    @Test func aNameThatNobodyKnowsEndsTheLegAlone() throws {
      names.isOpen.withLock { $0 = true }
      peer.respond(to: invite, 200, host: "nowhere.example", body: SIPText.offer())
      try #require(pump(box) { box.answered(leg) })
      box.line.probe(leg)
      try #require(pump(box) { box.has { $0 == .hungUp(leg, .lost) } })
      try #require(pump(box) { box.line.status.dialogs == 0 })
    }

    /// Voice goes to addresses only: who names a host is refused, and not left in silence.
    @Test func aHostNameForTheVoiceIsNoMedia() throws {
      let offer = SIPText.offer(address: "media.example")
      peer.respond(to: invite, 200, body: offer)
      _ = try peer.request("ACK", box)
      peer.respond(to: try peer.request("BYE", box), 200)
      try #require(pump(box) { box.has { $0 == .failed(leg, .noMedia) } })
      #expect(names.asked.withLock { $0 }.isEmpty)

      let (carrier, ringing) = try Side.ringing()
      _ = carrier.invite(callID: "named", body: offer)
      #expect(try carrier.response("INVITE", ringing).status == 488)
    }
  }
}
