import Foundation
import Glibc
import Testing

/// Phones that other people wrote: they register, speak, transfer and are transferred.
@Suite struct ForeignPhoneTests {
  private var plan: SitePlan {
    var plan = SitePlan()
    plan.passwords = ["1001": "open-sesame", "1002": "open-sesame"]
    return plan
  }

  /// PJSIP's own phone, under a seat's name.
  private func pjsua(_ name: String, _ stage: Stage, _ more: [String] = []) async throws -> Child {
    let wave = stage.directory.appending(path: "\(name).wav")
    try WAVFile.write(tone: Phone.voices[name] ?? 0, to: wave)
    let address = stage.net.seat(name)
    let arguments = [
      "--null-audio", "--no-tcp", "--no-vad", "--local-port=5060", "--ip-addr=\(address)",
      "--bound-addr=\(address)", "--id=sip:\(name)@\(stage.net.gov)",
      "--registrar=sip:\(stage.net.gov):5060", "--realm=*", "--username=\(name)",
      "--password=open-sesame", "--play-file=\(wave.path)", "--auto-play", "--app-log-level=4",
      "--log-level=5", "--rtp-port=6000",
    ]
    let child = try Child("pjsua-\(name)", "/usr/bin/pjsua", arguments + more, in: stage.directory)
    try await stage.box.logs("event=seat", "seat=\(name)", "reachable=true")
    return child
  }

  /// It has the citizen, presses its own transfer button, and is told how that went.
  @Test func pjsuaTransfers() async throws {
    try await Stage.play(plan) { stage in
      let seat = try await pjsua("1001", stage, ["--auto-answer=200"])
      let second = try await stage.phone("2001", "--answer", "now")
      let citizen = try await stage.phone("citizen", "--call", "sip:12345@\(stage.net.gov):5060")
      try await citizen.hears("1001")
      try seat.type("x")
      try seat.type("sip:110@\(stage.net.gov)")
      try await citizen.hears("2001")
      try await second.hears("citizen")
      try await seat.says("DISCON")
      try seat.type("q")
      _ = try await seat.exitStatus()
      try await stage.end(citizen, second)
      let record = try await stage.box.record()
      #expect(record.keys.map(\.source) == ["refer"])
      #expect(record.transfers.map(\.outcome) == ["connected"])
    }
  }

  /// It calls 12345, talks, and is handed to 110 without noticing.
  @Test func pjsuaIsTransferred() async throws {
    try await Stage.play(plan) { stage in
      let caller = try await pjsua("1002", stage)
      let first = try await stage.phone(
        "1001", "--answer", "now", "--user", "1001", "--password", "open-sesame", "--register",
        "sip:\(stage.net.gov):5060")
      let second = try await stage.phone("2001", "--answer", "now")
      try await stage.box.logs("event=seat", "seat=1001", "reachable=true")
      try caller.type("m")
      try caller.type("sip:12345@\(stage.net.gov)")
      try await first.says("answered")
      try await stage.box.isIn("talking")
      try first.tell("press *1")
      try await first.says("hungup")
      try await second.says("first-rtp")
      try caller.type("h")
      try await stage.box.isIdle()
      try caller.type("q")
      _ = try await caller.exitStatus()
      for phone in [first, second] {
        try phone.tell("quit")
        _ = try await phone.child.exitStatus()
      }
      let record = try await stage.box.record()
      #expect(record.finalReceiver == "2001")
      let heard = TextFile.lines(caller.output).filter { $0.contains("RX ") }
      #expect(!heard.contains { $0.contains("msg INVITE") || $0.contains("msg UPDATE") })
    }
  }

  /// Debian 12's baresip knows MD5 only and gives up at SHA-256: the second attempt is for it.
  @Test func baresipTransfers() async throws {
    try await Stage.play(plan) { stage in
      let address = stage.net.seat("1001")
      let home = stage.directory.appending(path: "baresip")
      try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
      let wave = home.appending(path: "1001.wav")
      try WAVFile.write(tone: Phone.voices["1001"] ?? 0, to: wave)
      let config = """
        sip_listen \(address):5060
        module_path /usr/lib/baresip/modules
        module account.so
        module cons.so
        module g711.so
        module aufile.so
        module menu.so
        cons_listen \(address):5555
        audio_source aufile,\(wave.path)
        audio_player aufile,\(home.path)/heard.wav
        audio_alert aufile,\(home.path)/alert.wav

        """
      let account =
        "<sip:1001@\(stage.net.gov)>;auth_user=1001;auth_pass=open-sesame;answermode=auto\n"
      try config.write(to: home.appending(path: "config"), atomically: true, encoding: .utf8)
      try account.write(to: home.appending(path: "accounts"), atomically: true, encoding: .utf8)
      func start(_ name: String) throws -> Child {
        try Child(name, "/usr/bin/baresip", ["-4", "-f", home.path], in: stage.directory)
      }
      let failing = try start("baresip-1")
      try await failing.says("not implemented")
      failing.kill()
      _ = try await failing.exitStatus()
      let seat = try start("baresip-2")
      try await stage.box.logs("event=seat", "seat=1001", "reachable=true")
      let second = try await stage.phone("2001", "--answer", "now")
      let citizen = try await stage.phone("citizen", "--call", "sip:12345@\(stage.net.gov):5060")
      try await stage.box.isIn("talking", holder: "1001")
      try await seat.says("Call established")
      let command = SocketName(address, 5555)
      let descriptor = command.socket()
      command.send(Array("/transfer sip:110@\(stage.net.gov)\n".utf8), from: descriptor)
      close(descriptor)
      try await citizen.hears("2001")
      try await second.hears("citizen")
      try await stage.end(citizen, second)
      seat.kill()
      let record = try await stage.box.record()
      #expect(record.keys.map(\.source) == ["refer"])
    }
  }
}
