import Foundation
import Glibc
import Testing

/// Boxes with sites of other shapes.
@Suite struct SiteFileTests {
  /// The contract's site runs exactly as it stands: its own addresses and ports, its own keys.
  @Test func twoDesks() async throws {
    let lock = open("/tmp/liandong-two-desks.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    defer { close(lock) }
    try await eventually("the fixed ports to oneself", within: .seconds(300)) { () -> Bool? in
      guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { return nil }
      let taken = ["127.0.0.2", "127.0.0.3"].contains { SocketName.isBound($0, 5060) }
      return taken ? nil : true
    }
    let text = try String(
      contentsOf: SIPp.scenarios.appending(path: "two-desks.conf"), encoding: .utf8)
    try await Stage.play(text: text, data: "two-desks.data") { stage in
      func peer(_ name: String, _ scenario: String, _ port: UInt16) async throws -> SIPp {
        try await SIPp(
          name, scenario, at: "127.0.0.1", port: port,
          calling: name == "citizen" ? "127.0.0.2:5060" : nil, in: stage.directory)
      }
      let seat = try await peer("1001", "seat", 5071)
      let target = try await peer("2001", "seat", 5072)
      let citizen = try await peer("citizen", "citizen", 5070)
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      let voice = try Voice(at: "127.0.0.1")
      voice.aim(at: try #require(try await seat.receives("INVITE").audio))
      voice.press("*1")
      try await target.receives("ACK")
      try await seat.succeeds()
      try await stage.box.isIn("talking", holder: "2001")
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await target.succeeds()
      let record = try await stage.box.record()
      #expect(record.transfers.map(\.outcome) == ["connected"])
      #expect(record.keys.map(\.source) == ["rfc4733"])
    }
  }

  /// Both networks on IPv6, of which a loopback has one address only.
  @Test func overIPv6() async throws {
    let ports = (0..<5).map { _ in SocketName.freePort(at: "::1") }
    // Above all of freePort's.
    let media = 60_100 + 200 * Int.random(in: 0...24)
    let text = """
      [site]
      data-dir = ./data
      log-level = debug
      [media]
      media-timeout = 5min
      [network gov]
      sip = udp:[::1]:\(ports[0])
      rtp = [::1]:\(media)-\(media + 99)
      allow = ::1/128
      [network police]
      sip = udp:[::1]:\(ports[1])
      rtp = [::1]:\(media + 100)-\(media + 199)
      allow = ::1/128
      [trunk carrier]
      network = gov
      peer = sip:[::1]:\(ports[2])
      qualify = off
      [seat 1001]
      platform = 12345
      network = gov
      contact = sip:1001@[::1]:\(ports[3])
      [seat 2001]
      platform = 110
      network = police
      contact = sip:2001@[::1]:\(ports[4])
      [group 12345]
      seats = 1001
      [group 110]
      seats = 2001
      [number 12345]
      group = 12345
      [key transfer-110]
      digits = *1
      action = transfer
      to = group 110

      """
    try await Stage.play(text: text) { stage in
      func peer(_ name: String, _ scenario: String, _ port: UInt16) async throws -> SIPp {
        try await SIPp(
          name, scenario, at: "::1", port: port,
          calling: name == "citizen" ? "[::1]:\(ports[0])" : nil, in: stage.directory)
      }
      let seat = try await peer("1001", "seat", ports[3])
      let target = try await peer("2001", "seat", ports[4])
      let citizen = try await peer("citizen", "citizen", ports[2])
      try await seat.receives("ACK")
      try await citizen.sends("ACK")
      let answer = try await citizen.receives("200 INVITE")
      #expect(answer.audio?.address == "::1")
      try seat.cue("INFO")
      try await target.receives("ACK")
      try await seat.succeeds()
      try citizen.cue("BYE")
      try await citizen.succeeds()
      try await target.succeeds()
      let record = try await stage.box.record()
      #expect(record.transfers.map(\.outcome) == ["connected"])
    }
  }
}
