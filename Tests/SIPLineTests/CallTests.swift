import Routing
import SIPLine
import Switchboard
import Testing

extension SIPTests {
  @Suite struct CallTests {
    /// A seat's phone that answers at once.
    private func answeringPhone(_ address: String = "127.0.0.1") throws -> Side {
      let phone = try Side(Sites.phone(address))
      phone.react = { line, event in
        guard case .incoming(let leg, _) = event else { return }
        line.ring(leg)
        line.answer(leg)
      }
      return phone
    }

    @Test func boxRingsSeatThatAnswersAndHangsUp() throws {
      let phone = try answeringPhone()
      let box = try Side(Sites.box(seat1001: phone.line.listeningPort(of: "lan")!))
      let leg = box.newLeg()
      box.line.dial(leg, .seat("1001"), Sites.identity)
      try #require(pump(box, phone) { box.answered(leg) })

      let arrival = try #require(phone.incoming).arrival
      #expect(arrival.callerNumber == "13800000000")
      #expect(arrival.dialled == "1001")
      #expect(
        box.has {
          if case .inviteSent(leg, let id, _) = $0 { id == arrival.sipCallID } else { false }
        })
      #expect(box.has { $0 == .ringing(leg, earlyMedia: true) })
      let media = try #require(box.media(of: leg))
      #expect(media.codec == .pcma)
      #expect(media.remoteAddress == "127.0.0.9")
      #expect(media.remotePort == 20_002)
      #expect(media.sendPayloadType == 8)
      #expect(media.telephoneEventSend == 101)
      #expect(media.telephoneEventReceive == 101)
      #expect(media.peerSends && media.peerReceives)

      phone.line.release(try #require(phone.incoming).leg, .callEnded)
      try #require(pump(box, phone) { box.has { $0 == .hungUp(leg, .onHook) } })
      try #require(pump(box, phone) { box.line.status.dialogs == 0 })
      #expect(box.line.status.legs == 0)
    }

    @Test func citizenCallsOverTrunkAndIsReleased() throws {
      let carrier = try Side(Sites.phone())
      let box = try Side(Sites.box(carrier: carrier.line.listeningPort(of: "lan")!))
      box.react = { line, event in
        guard case .incoming(let leg, _) = event else { return }
        line.ring(leg)
        line.answer(leg)
      }
      let citizen = carrier.newLeg()
      let port = try #require(box.line.listeningPort(of: Sites.gov))
      carrier.line.dial(
        citizen, uri: "sip:12345@127.0.0.2:\(port)", from: "13900000001", network: "lan")
      try #require(pump(box, carrier) { carrier.answered(citizen) })
      let (leg, arrival) = try #require(box.incoming)
      #expect(arrival.party == .citizen("carrier"))
      #expect(arrival.callerNumber == "13900000001")
      #expect(arrival.dialled == "12345")
      #expect(box.media(of: leg)?.codec == .pcma)
      #expect(carrier.has { $0 == .ringing(citizen, earlyMedia: true) })

      box.line.release(leg, .callEnded)
      try #require(pump(box, carrier) { carrier.has { $0 == .hungUp(citizen, .onHook) } })
      try #require(pump(box, carrier) { box.line.status.dialogs == 0 })
    }

    @Test func citizenGivesUpWhileItRings() throws {
      let carrier = try Side(Sites.phone())
      let box = try Side(Sites.box(carrier: carrier.line.listeningPort(of: "lan")!))
      box.react = { line, event in
        if case .incoming(let leg, _) = event { line.ring(leg) }
      }
      let citizen = carrier.newLeg()
      let port = try #require(box.line.listeningPort(of: Sites.gov))
      carrier.line.dial(
        citizen, uri: "sip:12345@127.0.0.2:\(port)", from: "1", network: "lan")
      try #require(pump(box, carrier) { carrier.has { $0 == .ringing(citizen, earlyMedia: true) } })
      let leg = try #require(box.incoming).leg
      carrier.line.release(citizen, .cancelled)
      try #require(pump(box, carrier) { box.has { $0 == .hungUp(leg, .onHook) } })
      try #require(pump(box, carrier) { box.line.status.dialogs == 0 })
    }

    @Test(arguments: [(486, Failure.busy), (603, .declined), (404, .notFound), (302, .other(302))])
    func refusalsBecomeFailures(status: Int, failure: Failure) throws {
      let phone = try Side(Sites.phone())
      phone.react = { line, event in
        if case .incoming(let leg, _) = event { line.reject(leg, status) }
      }
      let box = try Side(Sites.box(seat1001: phone.line.listeningPort(of: "lan")!))
      let leg = box.newLeg()
      box.line.dial(leg, .seat("1001"), Sites.identity)
      try #require(pump(box, phone) { box.has { $0 == .failed(leg, failure) } })
    }

    @Test func silentPeerIsUnreachableLongBeforeItsTimer() throws {
      // Port 9 of this address has nobody; UDP tells nothing of that.
      var configuration = Sites.box(seat1001: 9)
      configuration.provisionalTimeout = .milliseconds(200)
      let box = try Side(configuration)
      let leg = box.newLeg()
      box.line.dial(leg, .seat("1001"), Sites.identity)
      try #require(pump(box) { box.has { $0 == .failed(leg, .unreachable) } })
      #expect(box.line.status.legs == 0)
    }

    @Test func seatWithoutRegistrationIsUnreachable() throws {
      let box = try Side(Sites.box())
      let leg = box.newLeg()
      box.line.dial(leg, .seat("1002"), Sites.identity)
      try #require(pump(box) { box.has { $0 == .failed(leg, .unreachable) } })
    }

    @Test func legsWithoutMediaFail() throws {
      let phone = try answeringPhone()
      let box = try Side(Sites.box(seat1001: phone.line.listeningPort(of: "lan")!))
      box.media = { _ in nil }
      let leg = box.newLeg()
      box.line.dial(leg, .seat("1001"), Sites.identity)
      try #require(pump(box, phone) { box.has { $0 == .failed(leg, .noMedia) } })
    }

    @Test func cancelBeforeAnyAnswerEndsEverything() throws {
      let phone = try Side(Sites.phone())
      let box = try Side(Sites.box(seat1001: phone.line.listeningPort(of: "lan")!))
      let leg = box.newLeg()
      box.line.dial(leg, .seat("1001"), Sites.identity)
      box.line.release(leg, .answeredElsewhere)
      try #require(
        pump(box, phone) { phone.has { if case .hungUp(_, .onHook) = $0 { true } else { false } } })
      try #require(pump(box, phone) { box.line.status.dialogs == 0 })
      #expect(!box.has { if case .failed = $0 { true } else { false } })
    }

    @Test func holdAndRetrieveByThePhone() throws {
      let phone = try answeringPhone()
      let box = try Side(Sites.box(seat1001: phone.line.listeningPort(of: "lan")!))
      let leg = box.newLeg()
      box.line.dial(leg, .seat("1001"), Sites.identity)
      try #require(pump(box, phone) { box.answered(leg) })
      let remote = try #require(phone.incoming).leg
      phone.line.hold(remote, true)
      try #require(pump(box, phone) { box.has { $0 == .phoneHeld(leg) } })
      #expect(box.media(of: leg)?.peerReceives == false)
      // Its phone's own exchange has to end before it can ask again.
      phone.line.hold(remote, false)
      try #require(pump(box, phone) { box.has { $0 == .phoneRetrieved(leg) } })
      #expect(box.media(of: leg)?.peerReceives == true)
    }

    @Test func digitsByInfo() throws {
      let phone = try answeringPhone()
      let box = try Side(Sites.box(seat1001: phone.line.listeningPort(of: "lan")!))
      let leg = box.newLeg()
      box.line.dial(leg, .seat("1001"), Sites.identity)
      try #require(pump(box, phone) { box.answered(leg) && phone.incoming != nil })
      let remote = try #require(phone.incoming).leg
      phone.line.sendDigit(remote, "*")
      phone.line.sendDigit(remote, "1")
      func digits() -> [Character] {
        box.events.compactMap { event -> Character? in
          if case .digit(leg, let digit, _) = event { digit } else { nil }
        }
      }
      try #require(pump(box, phone) { digits().count == 2 })
      #expect(digits() == ["*", "1"])
    }

    @Test func probeOfALivingPeerSaysNothing() throws {
      let phone = try answeringPhone()
      let box = try Side(Sites.box(seat1001: phone.line.listeningPort(of: "lan")!))
      let leg = box.newLeg()
      box.line.dial(leg, .seat("1001"), Sites.identity)
      try #require(pump(box, phone) { box.answered(leg) && phone.incoming != nil })
      box.line.probe(leg)
      let transactions = box.line.status.transactions
      try #require(
        pump(box, phone) { box.line.status.transactions < transactions || transactions == 0 })
      #expect(!box.has { if case .hungUp = $0 { true } else { false } })
      #expect(box.line.status.legs == 1)
    }
  }
}
