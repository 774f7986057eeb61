import Glibc
import Routing
import SIPLine
import Switchboard
import Testing

extension SIPTests {
  @Suite struct TransportTests {
    @Test func tcpBothWays() throws {
      let phone = try Side(Sites.phone("127.0.0.1", [.tcp]))
      phone.react = { line, event in
        if case .incoming(let leg, _) = event { line.answer(leg) }
      }
      let box = try Side(
        Sites.box(
          carrier: phone.line.listeningPort(of: "lan", .tcp)!,
          seat1001: phone.line.listeningPort(of: "lan", .tcp)!, tcp: true))
      box.react = { line, event in
        if case .incoming(let leg, _) = event { line.answer(leg) }
      }
      let leg = box.newLeg()
      box.line.dial(leg, .seat("1001"), Sites.identity)
      try #require(pump(box, phone) { box.answered(leg) })
      let port = try #require(box.line.listeningPort(of: Sites.gov, .tcp))
      let citizen = phone.newLeg()
      phone.line.dial(
        citizen, uri: "sip:12345@127.0.0.2:\(port);transport=tcp", from: "139", network: "lan")
      try #require(pump(box, phone) { phone.answered(citizen) })
      #expect(box.incoming?.arrival.party == .citizen("carrier"))
    }

    @Test func refusedConnectionIsUnreachable() throws {
      let box = try Side(Sites.box(seat1001: 9, tcp: true))
      let leg = box.newLeg()
      box.line.dial(leg, .seat("1001"), Sites.identity)
      try #require(pump(box) { box.has { $0 == .failed(leg, .unreachable) } })
      #expect(box.line.status.legs == 0)
    }

    @Test func brokenConnectionIsAskedAboutAndThenLost() throws {
      let phone = try RawPeer(stream: true)
      let box = try Side(Sites.box(seat1001: phone.port, tcp: true))
      let leg = box.newLeg()
      box.line.dial(leg, .seat("1001"), Sites.identity)
      phone.respond(to: try phone.request("INVITE", box), 200, body: SIPText.offer())
      _ = try phone.request("ACK", box)
      try #require(pump(box) { box.answered(leg) })
      phone.die()
      try #require(pump(box) { box.has { $0 == .hungUp(leg, .lost) } })
      #expect(box.line.status.legs == 0)
    }

    @Test func registeredPhoneIsRungOverItsOwnConnection() throws {
      let box = try Side(Sites.box())
      let phone = try Side(Sites.phone("127.0.0.1", [.tcp]))
      phone.react = { line, event in
        if case .incoming(let leg, _) = event { line.answer(leg) }
      }
      let port = try #require(box.line.listeningPort(of: Sites.gov, .tcp))
      try phone.line.register(
        with: "sip:127.0.0.2:\(port);transport=tcp", as: "1002",
        credentials: Credentials(username: "1002", password: "secret-1002"), from: "lan")
      try #require(pump(box, phone) { box.line.isReachable("1002") })
      let leg = box.newLeg()
      box.line.dial(leg, .seat("1002"), Sites.identity)
      try #require(pump(box, phone) { box.answered(leg) })
      box.line.release(leg, .callEnded)
      try #require(
        pump(box, phone) { phone.has { if case .hungUp(_, .onHook) = $0 { true } else { false } } })
    }

    @Test func ipv6() throws {
      var configuration = Sites.phone("::1")
      configuration.contactUser = "2001"
      let phone = try Side(configuration)
      phone.media = { _ in LocalMedia(address: "::1", port: 30_000) }
      phone.react = { line, event in
        if case .incoming(let leg, _) = event { line.answer(leg) }
      }
      let port = phone.line.listeningPort(of: "lan")!
      let box = try Side(
        LineConfiguration(
          networks: [Sites.network("six", "::1")],
          seats: [
            SeatConfiguration(name: "2001", network: "six", contact: "sip:2001@[::1]:\(port)")
          ]
        ))
      box.media = { _ in LocalMedia(address: "::1", port: 31_000) }
      let leg = box.newLeg()
      box.line.dial(leg, .seat("2001"), Sites.identity)
      try #require(pump(box, phone) { box.answered(leg) })
      #expect(box.media(of: leg)?.remoteAddress == "::1")
    }

    @Test func portInUseIsNamed() throws {
      let first = try Side(Sites.phone())
      var configuration = Sites.phone()
      configuration.networks[0].listeners[0].port = try #require(
        first.line.listeningPort(of: "lan"))
      let port = configuration.networks[0].listeners[0].port
      #expect(throws: LineError.inUse("udp 127.0.0.1 port \(port)")) { try Side(configuration) }
      configuration.networks[0].listeners[0] = ListenerConfiguration(.udp, "192.0.2.1", port: 5060)
      #expect(throws: LineError.notOurs("udp 192.0.2.1 port 5060")) { try Side(configuration) }
    }

    @Test func descriptorWakesTheLine() throws {
      let side = try Side(Sites.phone())
      var pair: [Int32] = [0, 0]
      #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
      defer { close(pair[1]) }
      let ear = pair[0]
      var heard: [UInt8] = []
      try side.line.watch(ear) {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = read(ear, &buffer, 16)
        heard += buffer[..<max(0, count)]
      }
      for byte in [UInt8(7), 8] {
        var byte = byte
        #expect(write(pair[1], &byte, 1) == 1)
        try #require(pump(side) { heard.last == byte })
      }
      #expect(heard == [7, 8])
      side.line.unwatch(ear)
    }

    @Test func timersFireOnceAndCancelledOnesNever() throws {
      let side = try Side(Sites.phone())
      var fired: [String] = []
      side.line.schedule(after: .milliseconds(20)) { fired.append("late") }
      side.line.schedule(after: .milliseconds(1)) { fired.append("early") }
      let cancelled = side.line.schedule(after: .milliseconds(2)) { fired.append("never") }
      side.line.cancel(cancelled)
      try #require(pump(side) { fired.count == 2 })
      #expect(fired == ["early", "late"])
    }
  }
}
