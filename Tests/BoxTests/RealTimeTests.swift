import Foundation
import Testing

/// What the compiler proves of the audio threads' Swift, shown of the whole threads, PJMEDIA and
/// system library included: no lock, no allocation, whatever happens to calls.
@Suite struct RealTimeTests {
  @Test func audioThreadsNeitherLockNorAllocate() async throws {
    var plan = SitePlan()
    plan.recording = "calls"
    plan.more["site"] = "debounce = 10ms"
    try await Stage.play(plan, under: RealTimeCounts.prefix) { stage in
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
        try await stage.end(citizen, first, second)
      }
      let now = try RealTimeCounts(in: stage.directory)
      #expect(now == atRest, "at rest: \(atRest); after the calls: \(now)")
    }
  }
}
