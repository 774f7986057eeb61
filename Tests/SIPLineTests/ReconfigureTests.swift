import Routing
import SIPLine
import Switchboard
import Testing

extension SIPTests {
  /// Trunks and seats change while the line runs.
  @Suite struct ReconfigureTests {
    private func register(_ phone: Side, _ box: Side) throws {
      let port = try #require(box.line.listeningPort(of: Sites.gov))
      try phone.line.register(
        with: "sip:127.0.0.2:\(port)", as: "1002",
        credentials: Credentials(username: "1002", password: "secret-1002"), from: "lan")
      try #require(pump(box, phone) { box.line.isReachable("1002") })
    }

    @Test func phonesOfOtherSeatsKeepTheirRegistration() throws {
      let box = try Side(Sites.box())
      let phone = try Side(Sites.phone())
      try register(phone, box)
      var next = Sites.box()
      next.seats.removeAll { $0.name == "1001" }
      next.seats.append(SeatConfiguration(name: "1003", network: Sites.gov, password: "another"))
      box.forgetEvents()
      box.line.reconfigure(try LineChange(to: next))
      pump(box, phone, within: .milliseconds(50)) { false }
      #expect(box.line.isReachable("1002") && !box.line.isReachable("1003"))
      #expect(!box.line.isReachable("1001"))
      #expect(box.events.isEmpty)
    }

    @Test func anotherPasswordEndsARegistration() throws {
      let box = try Side(Sites.box())
      let phone = try Side(Sites.phone())
      try register(phone, box)
      var next = Sites.box()
      for index in next.seats.indices where next.seats[index].name == "1002" {
        next.seats[index].password = "another"
      }
      box.line.reconfigure(try LineChange(to: next))
      #expect(!box.line.isReachable("1002"))
      try #require(pump(box, phone) { box.has { $0 == .seatReachable("1002", false) } })
    }

    /// Its seat is no more, nor is its address let in; the call goes on and ends as calls do.
    @Test func callOfASeatThatIsNoMoreGoesOn() throws {
      let phone = try Side(Sites.phone())
      phone.react = { line, event in
        if case .incoming(let leg, _) = event { line.answer(leg) }
      }
      let port = try #require(phone.line.listeningPort(of: "lan"))
      let box = try Side(Sites.box(seat1001: port))
      let leg = box.newLeg()
      box.line.dial(leg, .seat("1001"), Sites.identity)
      try #require(pump(box, phone) { box.answered(leg) })
      var next = Sites.box()
      next.seats.removeAll { $0.name == "1001" }
      for index in next.networks.indices { next.networks[index].allow = ["127.0.0.64/26"] }
      box.line.reconfigure(try LineChange(to: next))
      pump(box, phone, within: .milliseconds(50)) { false }
      #expect(box.line.status.legs == 1)
      phone.line.release(try #require(phone.incoming).leg, .handedOver)
      try #require(pump(box, phone) { box.has { $0 == .hungUp(leg, .onHook) } })
      let again = box.newLeg()
      box.line.dial(again, .seat("1001"), Sites.identity)
      try #require(pump(box, phone) { box.has { $0 == .failed(again, .unreachable) } })
    }

    @Test func trunksKeepGetAndLoseTheirRegistration() throws {
      let carrier = try Side(Sites.box())
      let port = try #require(carrier.line.listeningPort(of: Sites.gov))
      func trunk(_ name: TrunkName) -> TrunkConfiguration {
        var trunk = TrunkConfiguration(name: name, network: "lan", peer: "sip:127.0.0.2:\(port)")
        trunk.credentials = Credentials(username: "1002", password: "secret-1002")
        trunk.registerExpires = 60
        trunk.qualify = .milliseconds(50)
        return trunk
      }
      var configuration = Sites.phone()
      configuration.acceptUnknownPeers = false
      configuration.trunks = [trunk("city")]
      let box = try Side(configuration)
      func isUp(_ name: TrunkName) -> Bool {
        box.line.status.registrations[name] == true && box.line.status.trunks[name] == true
      }
      try #require(
        pump(box, carrier) {
          isUp("city") && box.has { $0 == .registration("city", status: 200, registered: true) }
            && box.has { $0 == .trunkReachable("city", true) }
        })
      box.forgetEvents()
      // Nothing that registration or pings depend on.
      configuration.trunks[0].callerID = .own("4420000")
      box.line.reconfigure(try LineChange(to: configuration))
      #expect(isUp("city"))
      pump(box, carrier, within: .milliseconds(150)) { false }
      #expect(box.events.isEmpty, "neither registered nor found anew")

      configuration.trunks = []
      box.line.reconfigure(try LineChange(to: configuration))
      #expect(box.line.status.registrations.isEmpty && box.line.status.trunks.isEmpty)
      try #require(pump(box, carrier) { !carrier.line.isReachable("1002") }, "taken back")

      configuration.trunks = [trunk("city")]
      box.line.reconfigure(try LineChange(to: configuration))
      try #require(pump(box, carrier) { isUp("city") && carrier.line.isReachable("1002") })
      // Wrong from now on: the old registration must not hide it.
      configuration.trunks[0].credentials = Credentials(username: "1002", password: "guess")
      box.forgetEvents()
      box.line.reconfigure(try LineChange(to: configuration))
      try #require(
        pump(box, carrier) {
          box.has {
            if case .registration("city", _, registered: false) = $0 { true } else { false }
          }
        })
    }

    @Test func whatCannotBeUsedIsToldBeforeAnythingChanges() throws {
      var next = Sites.box()
      next.trunks[0].peer = "nonsense"
      #expect(throws: LineError.badURI("nonsense", of: "trunk carrier")) {
        try LineChange(to: next)
      }
    }
  }
}
