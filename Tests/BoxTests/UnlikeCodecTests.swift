import Testing

/// Phones of unlike codecs in one call: everybody hears everybody, and wide-band stays wide-band between
/// those who have it.
@Suite struct UnlikeCodecTests {
  /// A party: its name on the stage and its phone's one codec.
  private struct Party {
    let name: String
    let codec: String
    let phone: Phone

    /// Whether it can carry more than G.711.
    var isWide: Bool { !codec.hasPrefix("PCM") }
  }

  /// Every peer may have any codec; its phone decides.
  private func plan() -> SitePlan {
    var plan = SitePlan()
    for section in ["trunk carrier", "seat 1001", "seat 2001"] {
      plan.more[section] = "codecs = opus, G722, L16, PCMA, PCMU"
    }
    return plan
  }

  /// A citizen talks to 1001, each hears the other; 2001 is there and rings when it is called.
  private func talk(_ stage: Stage, _ codecs: [String]) async throws -> [Party] {
    let first = try await stage.phone("1001", "--codecs", codecs[1], "--answer", "now")
    let second = try await stage.phone("2001", "--codecs", codecs[2])
    let citizen = try await stage.phone(
      "citizen", "--codecs", codecs[0], "--call", "sip:12345@\(stage.net.gov):5060")
    try await citizen.hears("1001")
    try await first.hears("citizen")
    return [
      Party(name: "citizen", codec: codecs[0], phone: citizen),
      Party(name: "1001", codec: codecs[1], phone: first),
      Party(name: "2001", codec: codecs[2], phone: second),
    ]
  }

  /// All hang up; each had its own codec all along, in one stream of RTP without a flaw.
  private func end(_ stage: Stage, _ parties: [Party]) async throws {
    try await stage.end(parties[0].phone, parties[1].phone, parties[2].phone)
    for party in parties {
      let agreed = party.phone.all("agreed").compactMap { $0["codec"] }
      let wanted = party.codec == "L16" ? "L16/16000" : party.codec.uppercased()
      #expect(Set(agreed) == [wanted], "\(party.name)")
      let problems = party.phone.all("rtp-problem").compactMap { $0["kind"] }
      #expect(!problems.contains { $0.hasPrefix("payload-type") }, "\(party.name): \(problems)")
      let media = try #require(party.phone.all("media").first)
      for problem in ["ssrc-changes", "seq-jumps"] {
        #expect(media[problem] == "0", "\(party.name): \(problem)")
      }
    }
  }

  /// All three hear each other; then those with wide-band say what G.711 does not carry: they hear each
  /// other still, and to who has G.711 nothing comes of it, nor folds back.
  @Test(arguments: [
    ["opus", "G722", "PCMA"], ["PCMU", "opus", "G722"], ["G722", "PCMA", "L16"],
  ])
  func threeInOneCall(codecs: [String]) async throws {
    try await Stage.play(plan()) { stage in
      let parties = try await talk(stage, codecs)
      let second = parties[2].phone
      try parties[1].phone.tell("press *2")
      try await second.says("incoming")
      try second.tell("answer")
      for party in parties {
        try await party.phone.hears(parties.map(\.name).filter { $0 != party.name })
      }

      let wide = parties.filter(\.isWide)
      let narrow = try #require(parties.first { !$0.isWide })
      for (party, tone) in zip(wide, Phone.highVoices) { try party.phone.tell("tone \(tone)") }
      for (party, tone) in zip(wide, Phone.highVoices.reversed()) {
        try await party.phone.hears(narrow.name, tone)
      }
      try await narrow.phone.hears("silence")

      // It was the tone, not the line.
      try wide[0].phone.tell("tone \(Phone.voices[wide[0].name] ?? 0)")
      try await narrow.phone.hears(wide[0].name)
      try await wide[1].phone.hears(narrow.name, wide[0].name)
      try await end(stage, parties)
    }
  }

  /// The citizen's codec stays what it is, whatever the desks have: no re-INVITE, no new stream.
  @Test(arguments: [
    ["G722", "opus", "PCMA"], ["opus", "PCMU", "G722"], ["L16", "G722", "opus"],
    ["PCMA", "opus", "L16"],
  ])
  func handOver(codecs: [String]) async throws {
    try await Stage.play(plan()) { stage in
      let parties = try await talk(stage, codecs)
      let (citizen, first, second) = (parties[0].phone, parties[1].phone, parties[2].phone)
      try first.tell("press *1")
      try await second.says("incoming")
      try await first.hears("citizen", "ringback")
      try second.tell("answer")
      try await citizen.hears("2001")
      try await second.hears("citizen")
      try await first.says("hungup")
      let tone = Phone.highVoices[0]
      if parties[0].isWide {
        try citizen.tell("tone \(tone)")
        try await second.hears(parties[2].isWide ? tone : "silence")
      }
      if parties[2].isWide {
        try second.tell("tone \(tone)")
        try await citizen.hears(parties[0].isWide ? tone : "silence")
      }
      #expect(citizen.all("request").isEmpty)
      try await end(stage, parties)
    }
  }
}
