import Foundation
import Testing

/// Phones that other people wrote, in every codec that they have.
@Suite struct ForeignCodecTests {
  /// PJSIP's phone at an address of the stage, in one codec: plays a tone and writes what it hears.
  static func pjsua(
    _ name: String, _ codec: String, tone: Int, at address: String, _ stage: Stage,
    _ more: [String] = []
  ) throws -> (program: Child, heard: URL) {
    let wave = stage.directory.appending(path: "\(name).wav")
    try WAVFile.write(tone: tone, rate: 16_000, to: wave)
    let heard = stage.directory.appending(path: "\(name)-heard.wav")
    // The others are there as well, and come after it.
    let program = try Child(
      "pjsua-\(name)", "/usr/bin/pjsua",
      [
        "--null-audio", "--no-tcp", "--no-vad", "--local-port=5060", "--ip-addr=\(address)",
        "--bound-addr=\(address)", "--id=sip:\(name)@\(address)", "--add-codec=\(codec)",
        "--clock-rate=16000", "--play-file=\(wave.path)", "--auto-play",
        "--rec-file=\(heard.path)", "--auto-rec", "--app-log-level=4", "--log-level=4",
        "--rtp-port=6000",
      ] + more, in: stage.directory)
    return (program, heard)
  }

  private func plan() -> SitePlan {
    var plan = SitePlan()
    plan.more["trunk carrier"] = "codecs = opus, G722, L16, PCMA"
    plan.more["seat 1001"] = "codecs = G722, opus, L16, PCMU"
    plan.recording = "calls"
    return plan
  }

  /// A tone of 6,000 Hz, which no narrow-band call can carry, goes both ways: in one codec through the
  /// relay, in two through the mixer, where nothing may lock or allocate either.
  @Test(arguments: [
    ("G722", "G722"), ("opus", "opus"), ("opus", "G722"), ("G722", "L16/16000"),
  ])
  func pjsuaCallsInAnyCodec(codecs: (String, String)) async throws {
    try await Stage.play(plan(), under: RealTimeCounts.prefix) { stage in
      let atRest = try RealTimeCounts(in: stage.directory)
      let seat = try Self.pjsua(
        "1001", codecs.1, tone: 5_200, at: stage.net.seat("1001"), stage, ["--auto-answer=200"])
      try await seat.program.says("Ready: Success")
      let citizen = try Self.pjsua(
        "13800000001", codecs.0, tone: 6_000, at: stage.net.carrier, stage,
        ["sip:12345@\(stage.net.gov)"])
      try await stage.box.isIn("talking", holder: "1001", forSeconds: 4)
      let now = try RealTimeCounts(in: stage.directory)
      #expect(now == atRest, "at rest: \(atRest); in the call: \(now)")
      for phone in [citizen, seat] {
        try phone.program.type("q")
        _ = try await phone.program.exitStatus()
      }
      try await stage.box.isIdle()
      #expect(!stage.box.log.contains { $0.contains("Assert failed") })
      let bySeat = try MonoWAV(seat.heard)
      let byCitizen = try MonoWAV(citizen.heard)
      #expect(bySeat.rate == 16_000 && byCitizen.rate == 16_000)
      #expect(bySeat.loudest(6_000) > 2_000, "\(bySeat.loudest(6_000))")
      #expect(byCitizen.loudest(5_200) > 2_000, "\(byCitizen.loudest(5_200))")
      let ownVoice = byCitizen.usual(6_000, beside: 5_200)
      #expect(ownVoice < 200, "nobody hears their own voice")
    }
  }

  /// baresip's G.722 is SpanDSP's: nothing of ours or PJMEDIA's is in it.
  @Test func baresipAnswersInG722AndIsMixedWithOpus() async throws {
    var plan = plan()
    // baresip says the address of another interface than it sends from.
    plan.more["seat 1001", default: ""] += "\nnat = yes"
    try await Stage.play(plan) { stage in
      let address = stage.net.seat("1001")
      let home = stage.directory.appending(path: "baresip")
      try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
      let wave = home.appending(path: "1001.wav")
      try WAVFile.write(tone: 5_200, rate: 16_000, to: wave)
      let config = """
        sip_listen \(address):5060
        module_path /usr/lib/baresip/modules
        module account.so
        module g722.so
        module aufile.so
        module menu.so
        audio_source aufile,\(wave.path)
        audio_player aufile,\(home.path)/heard.wav
        audio_alert aufile,\(home.path)/alert.wav

        """
      try config.write(to: home.appending(path: "config"), atomically: true, encoding: .utf8)
      try "<sip:1001@\(address)>;regint=0;answermode=auto\n"
        .write(to: home.appending(path: "accounts"), atomically: true, encoding: .utf8)
      let seat = try Child(
        "baresip", "/usr/bin/baresip", ["-4", "-f", home.path], in: stage.directory)
      try await seat.says("baresip is ready")
      let citizen = try Self.pjsua(
        "13800000001", "opus", tone: 6_000, at: stage.net.carrier, stage,
        ["sip:12345@\(stage.net.gov)"])
      try await stage.box.isIn("talking", holder: "1001", forSeconds: 4)
      try citizen.program.type("q")
      _ = try await citizen.program.exitStatus()
      try await stage.box.isIdle()
      seat.kill()
      _ = try await seat.exitStatus()
      let heard = try MonoWAV(citizen.heard)
      #expect(heard.loudest(5_200) > 2_000, "\(heard.loudest(5_200))")
      let ownVoice = heard.usual(6_000, beside: 5_200)
      #expect(ownVoice < 200, "nobody hears their own voice")
    }
  }
}

/// A recording of a foreign program: 16 bits, mono.
struct MonoWAV {
  let rate: Int
  private let samples: [Double]

  init(_ file: URL) throws {
    let data = try Data(contentsOf: file)
    func word(_ at: Int, _ size: Int) -> Int {
      (0..<size).reduce(0) { $0 | Int(data[at + $1]) << (8 * $1) }
    }
    guard data.count > 44, data[0..<4] == Data("RIFF".utf8), word(22, 2) == 1 else {
      throw NeverHappened("a mono WAV file at \(file.path)")
    }
    rate = word(24, 4)
    samples = stride(from: 44, to: data.count - 1, by: 2).map {
      Double(Int16(truncatingIfNeeded: word($0, 2)))
    }
  }

  /// The amplitude of a tone in that half second which has most of it.
  func loudest(_ hertz: Double) -> Double {
    amplitudes(hertz).max() ?? 0
  }

  /// The amplitude of a tone in the middle one, by that amplitude, of the half seconds in which another tone is
  /// heard: where a late packet was concealed, the other tone itself is smeared over all frequencies for a moment.
  func usual(_ hertz: Double, beside other: Double) -> Double {
    let found = zip(amplitudes(hertz), amplitudes(other)).filter { $1 > 2_000 }.map(\.0).sorted()
    return found.isEmpty ? .infinity : found[found.count / 2]
  }

  /// The amplitude of a tone in each half second.
  private func amplitudes(_ hertz: Double) -> [Double] {
    let count = rate / 2
    return stride(from: 0, to: samples.count - count, by: count).map { start in
      let factor = 2 * cos(2 * Double.pi * hertz / Double(rate))
      var (last, before) = (0.0, 0.0)
      for index in 0..<count {
        // A Hann window: a loud neighbour must not leak in.
        let window = 1 - cos(2 * Double.pi * (Double(index) + 0.5) / Double(count))
        (last, before) = (samples[start + index] * window + factor * last - before, last)
      }
      return 2 * sqrt(max(0, last * last + before * before - factor * last * before))
        / Double(count)
    }
  }
}
