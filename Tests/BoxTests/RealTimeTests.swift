import Foundation
import Testing

/// What the compiler proves of the audio threads' Swift, shown of the whole threads, PJMEDIA, libasound
/// and system library included: no lock, no allocation, whatever happens to calls.
@Suite struct RealTimeTests {
  @Test func audioThreadsNeitherLockNorAllocate() async throws {
    var plan = SitePlan()
    plan.recording = "calls"
    plan.more["site"] = "debounce = 10ms"
    // A seat at a sound card beside the phones, and libasound with it.
    let cards = try PacedCards(
      PacedCards.Card(name: "headset", ppm: 150, tone: Phone.voices["1009"] ?? 0),
      PacedCards.Card(name: "speaker"))
    defer { cards.remove() }
    plan.end = """
      [seat 1009]
      platform = 12345
      sound = headset
      ring-device = speaker

      [key bring-headset]
      digits = *7
      action = three-way
      to = seat 1009

      """
    try await Stage.play(
      plan, environment: cards.environment, under: RealTimeCounts.prefix
    ) { stage in
      try await stage.box.logs("event=seat", "seat=1009", "reachable=true")
      try await stage.box.logs("event=sound ", "device=speaker")
      let atRest = try RealTimeCounts(in: stage.directory)
      // They do so once, when they start: the net holds.
      #expect(!atRest.isNothing)
      for _ in 0..<2 {
        let (citizen, first, second) = try await stage.talk()
        try first.tell("press *0")
        try first.tell("press *8")
        try await citizen.hears("music")
        try first.tell("press *8")
        try await citizen.hears("1001")
        try first.tell("press *2")
        try await second.says("incoming")
        try second.tell("answer")
        try await citizen.hears("1001", "2001")
        try await second.hears("citizen", "1001")
        try second.tell("press *0")
        try await second.says("hungup")
        try await citizen.hears("1001")
        try first.tell("press *6")
        try await citizen.hears("ringback")
        try await second.says("incoming", count: 2)
        try second.tell("answer")
        try await citizen.hears("2001")
        try second.tell("press *7")
        try await cards.plays([740, 880], on: "speaker", of: SoundSeatTests.tones)
        try stage.box.press("answer", seat: "1009")
        try await citizen.hears("2001", "1009")
        try stage.box.press("mute", seat: "1009")
        try await citizen.hears("2001")
        try stage.box.press("hang-up", seat: "1009")
        try await cards.plays([], on: "headset", of: SoundSeatTests.tones)
        try await stage.end(citizen, first, second)
      }
      let now = try RealTimeCounts(in: stage.directory)
      #expect(now == atRest, "at rest: \(atRest); after the calls: \(now)")
    }
  }
}
