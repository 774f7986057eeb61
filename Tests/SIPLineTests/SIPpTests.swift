import CPJSIP
import Foundation
import Routing
import SIPLine
import Switchboard
import Testing

extension SIPTests {
  /// SIPp as carrier and as phone, many calls at a time.
  @Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sipp")))
  struct SIPpTests {
    private let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("sipline-\(UUID().uuidString)")

    /// Runs SIPp until it ends, and the box with it.
    private func run(_ arguments: [String], with box: Side, meanwhile: () -> Void = {}) throws
      -> Int32
    {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/sipp")
      process.arguments = arguments + ["-nostdin", "-timeout", "30s", "-timeout_error"]
      process.currentDirectoryURL = folder
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      defer { if process.isRunning { process.terminate() } }
      meanwhile()
      pump(box, within: .seconds(40)) { !process.isRunning }
      process.waitUntilExit()
      return process.terminationStatus
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
      let status = try run(
        [
          "-sn", "uac", "-m", "100", "-r", "100", "-d", "50", "-i", "127.0.0.1", "-p", "\(port)",
          "-s", "12345", "127.0.0.2:\(own)",
        ], with: box)
      #expect(status == 0)
      #expect(
        box.events.filter { if case .hungUp(_, .onHook) = $0 { true } else { false } }.count == 100)
      #expect(box.line.status.legs == 0)
      try #require(pump(box) { box.line.status.dialogs == 0 })
    }

    @Test func fiftyCallsOut() throws {
      let port = try RawPeer().port
      let box = try Side(Sites.box(seat1001: port))
      // SIPp takes an INVITE that is repeated every 20 ms for another call.
      pjsip_tsx_set_timers(500, 4000, 5000, 32_000)
      box.react = { line, event in
        if case .answered(let leg, _) = event { line.release(leg, .callEnded) }
      }
      let status = try run(
        ["-sn", "uas", "-m", "50", "-i", "127.0.0.1", "-p", "\(port)"], with: box
      ) {
        for _ in 0..<50 { box.line.dial(box.newLeg(), .seat("1001"), Sites.identity) }
      }
      #expect(status == 0)
      #expect(box.events.filter { if case .answered = $0 { true } else { false } }.count == 50)
      #expect(box.line.status.legs == 0)
    }
  }
}
