import CPJSIP
import Routing
import SIPLine
import Switchboard
import Testing

extension SIPTests {
  /// SIPp as carrier and as phone, many calls at a time.
  @Suite(.enabled(if: Program.exists("/usr/bin/sipp")))
  struct SIPpTests {
    private func sipp(_ arguments: [String]) throws -> Program {
      try Program(
        "/usr/bin/sipp", arguments + ["-nostdin", "-timeout", "30s", "-timeout_error"])
    }

    @Test func hundredCallsIn() throws {
      let port = try RawPeer().port
      let box = try Side(Sites.box(carrier: port))
      box.react = { line, event in
        guard case .incoming(let leg, _) = event else { return }
        line.ring(leg)
        line.answer(leg)
      }
      let own = try #require(box.line.listeningPort(of: Sites.gov))
      let carrier = try sipp([
        "-sn", "uac", "-m", "100", "-r", "100", "-d", "50", "-i", "127.0.0.1", "-p", "\(port)",
        "-s", "12345", "127.0.0.2:\(own)",
      ])
      try #require(pump(box, within: .seconds(40)) { !carrier.isRunning })
      #expect(carrier.status == 0)
      let left = box.events.filter {
        if case .hungUp(_, .onHook) = $0 { true } else { false }
      }
      #expect(left.count == 100)
      #expect(box.line.status.legs == 0)
      try #require(pump(box) { box.line.status.dialogs == 0 })
    }

    @Test func fiftyCallsOut() throws {
      let port = try RawPeer().port
      let box = try Side(Sites.box(seat1001: port))
      // SIPp takes an INVITE that is repeated every 20 ms for another call.
      pjsip_tsx_set_timers(100, 400, 500, 3000)
      box.react = { line, event in
        if case .answered(let leg, _) = event { line.release(leg, .callEnded) }
      }
      let phone = try sipp(["-sn", "uas", "-m", "50", "-i", "127.0.0.1", "-p", "\(port)"])
      for _ in 0..<50 { box.line.dial(box.newLeg(), .seat("1001"), Sites.identity) }
      try #require(pump(box, within: .seconds(40)) { !phone.isRunning })
      #expect(phone.status == 0)
      #expect(box.events.filter { if case .answered = $0 { true } else { false } }.count == 50)
      #expect(box.line.status.legs == 0)
    }
  }
}
