import Routing
import SIPLine
import Switchboard
import Testing

extension SIPTests {
  @Suite struct RegistrationTests {
    private func register(_ phone: Side, _ box: Side, password: String = "secret-1002") throws {
      let port = try #require(box.line.listeningPort(of: Sites.gov))
      try phone.line.register(
        with: "sip:127.0.0.2:\(port)", as: "1002",
        credentials: Credentials(username: "1002", password: password), from: "lan")
    }

    @Test func phoneRegistersIsRungAndGoes() throws {
      let box = try Side(Sites.box())
      let phone = try Side(Sites.phone())
      phone.react = { line, event in
        if case .incoming(let leg, _) = event { line.answer(leg) }
      }
      #expect(!box.line.isReachable("1002"))
      try register(phone, box)
      try #require(pump(box, phone) { box.has { $0 == .seatReachable("1002", true) } })
      try #require(
        pump(box, phone) {
          phone.has { $0 == .registration(nil, status: 200, registered: true) }
        })
      #expect(box.line.isReachable("1002"))
      let leg = box.newLeg()
      box.line.dial(leg, .seat("1002"), Sites.identity)
      try #require(pump(box, phone) { box.answered(leg) })
      phone.line.shutdown()
      try #require(pump(box) { box.has { $0 == .seatReachable("1002", false) } })
    }

    @Test func wrongPasswordIsRefusedAndCounted() throws {
      let box = try Side(Sites.box())
      let phone = try Side(Sites.phone())
      try register(phone, box, password: "guess")
      try #require(
        pump(box, phone) {
          phone.has {
            if case .registration(nil, _, registered: false) = $0 { true } else { false }
          }
        })
      #expect(box.line.status.refused[.unauthorized, default: 0] >= 1)
      #expect(!box.line.isReachable("1002"))
    }

    @Test func secondPhoneOfASeatReplacesTheFirst() throws {
      let box = try Side(Sites.box())
      let first = try Side(Sites.phone())
      let second = try Side(Sites.phone("127.0.0.4"))
      second.react = { line, event in
        if case .incoming(let leg, _) = event { line.answer(leg) }
      }
      try register(first, box)
      try #require(pump(box, first) { box.line.isReachable("1002") })
      try register(second, box)
      try #require(
        pump(box, first, second) {
          second.has { $0 == .registration(nil, status: 200, registered: true) }
        })
      let leg = box.newLeg()
      box.line.dial(leg, .seat("1002"), Sites.identity)
      try #require(pump(box, first, second) { box.answered(leg) })
      #expect(first.incoming == nil)
      #expect(box.events.filter { $0 == .seatReachable("1002", true) }.count == 1)
    }

    @Test func registeredPhoneCallsWithItsPassword() throws {
      let box = try Side(Sites.box())
      let phone = try Side(Sites.phone())
      box.react = { line, event in
        if case .incoming(let leg, _) = event { line.answer(leg) }
      }
      let port = try #require(box.line.listeningPort(of: Sites.gov))
      let leg = phone.newLeg()
      phone.line.dial(
        leg, uri: "sip:110@127.0.0.2:\(port)", from: "1002", network: "lan",
        credentials: Credentials(username: "1002", password: "secret-1002"))
      try #require(pump(box, phone) { phone.answered(leg) })
      #expect(box.incoming?.arrival.party == .seat("1002"))
      #expect(box.incoming?.arrival.callerNumber == "1002")

      let wrong = phone.newLeg()
      phone.line.dial(
        wrong, uri: "sip:110@127.0.0.2:\(port)", from: "1002", network: "lan",
        credentials: Credentials(username: "1002", password: "guess"))
      try #require(pump(box, phone) { phone.has { $0 == .failed(wrong, .other(403)) } })
    }

    @Test func boxRegistersWithATrunkAndDialsWithItsPassword() throws {
      // The "carrier" is another box, for which our box is a registering seat.
      let carrier = try Side(Sites.box())
      carrier.react = { line, event in
        if case .incoming(let leg, _) = event { line.answer(leg) }
      }
      let port = try #require(carrier.line.listeningPort(of: Sites.gov))
      var trunk = TrunkConfiguration(name: "city", network: "lan", peer: "sip:127.0.0.2:\(port)")
      trunk.credentials = Credentials(username: "1002", password: "secret-1002")
      trunk.registerExpires = 60
      trunk.qualify = .milliseconds(50)
      trunk.callerID = .own("1002")
      trunk.trustIdentity = true
      var configuration = Sites.phone()
      configuration.acceptUnknownPeers = false
      configuration.trunks = [trunk]
      let box = try Side(configuration)
      try #require(
        pump(box, carrier) {
          box.has { $0 == .registration("city", status: 200, registered: true) }
            && box.has { $0 == .trunkReachable("city", true) }
        })
      let leg = box.newLeg()
      box.line.dial(leg, .trunk("city", number: "4420000"), Sites.identity)
      try #require(pump(box, carrier) { box.answered(leg) })
      #expect(carrier.incoming?.arrival.dialled == "4420000")
      #expect(box.line.status.registrations == ["city": true])
      carrier.line.shutdown()
      try #require(
        pump(box, within: .seconds(8)) { box.has { $0 == .trunkReachable("city", false) } })
    }
  }
}
