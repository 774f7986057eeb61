import Audio
import Testing

@testable import Phone

@Suite struct EarTests {
  /// Feeds frames of 20 ms, each arriving when its last sample has been spoken.
  private struct Speaker {
    var ear: Ear
    var changes: [Ear.Change] = []
    private var position = 0

    init(_ words: [String]) { ear = Ear(ToneList(words)!) }

    /// Milliseconds since the first frame.
    var time: Int { position / 8 }

    mutating func say(_ frequencies: [Double], milliseconds: Int, level: Double = -10) {
      let tone = Sounds.tone(frequencies, from: position, count: milliseconds * 8, level: level)
      for start in stride(from: 0, to: tone.count, by: 160) {
        let frame = Array(tone[start..<start + 160])
        changes += ear.hear(frame, arrived: Int64(position / 8) * 1000)
        position += 160
      }
    }
  }

  @Test func tonesAreToldApartAndDatedToTheirFirstFrame() {
    var speaker = Speaker(["440", "600", "800"])
    speaker.say([440], milliseconds: 400)
    speaker.say([600, 800], milliseconds: 400)
    speaker.say([], milliseconds: 400)
    #expect(
      speaker.changes == [
        Ear.Change(heard: ["440"], since: 0),
        Ear.Change(heard: ["600", "800"], since: 400_000),
        Ear.Change(heard: ["silence"], since: 800_000),
      ])
  }

  @Test func aVoiceThatJoinsIsDatedByItselfAndNotByTheOther() {
    var speaker = Speaker(["600", "800"])
    speaker.say([600], milliseconds: 300)
    speaker.say([600, 800], milliseconds: 300)
    speaker.say([800], milliseconds: 300)
    #expect(speaker.changes.map(\.heard) == [["600"], ["600", "800"], ["800"]])
    #expect(speaker.changes.map(\.since) == [0, 300_000, 600_000])
  }

  @Test func aSwapIsDatedToTheVoiceThatCame() {
    var speaker = Speaker(["600", "800"])
    speaker.say([600], milliseconds: 300)
    speaker.say([], milliseconds: 40)
    speaker.say([800], milliseconds: 300)
    #expect(speaker.changes.last == Ear.Change(heard: ["800"], since: 340_000))
  }

  @Test func changesInQuickSuccessionEachHaveTheirOwnTime() {
    var speaker = Speaker(["600", "ringback", "music"])
    speaker.say([450], milliseconds: 100)
    speaker.say([600], milliseconds: 120)
    speaker.say([1319], milliseconds: 200)
    #expect(speaker.changes.map(\.heard) == [["ringback"], ["600"], ["music"]])
    #expect(speaker.changes.map(\.since) == [0, 100_000, 220_000])
  }

  @Test func whatIsShorterThanSixtyMillisecondsIsNoChange() {
    var speaker = Speaker(["600", "800"])
    speaker.say([600], milliseconds: 300)
    speaker.say([800], milliseconds: 20)
    speaker.say([600], milliseconds: 300)
    #expect(speaker.changes == [Ear.Change(heard: ["600"], since: 0)])
  }

  @Test func ofTwoTonesTooNearToEachOtherTheTrueOneIsHeard() {
    for (hertz, name) in [(440.0, "440"), (450.0, "ringback")] {
      var speaker = Speaker(["440", "ringback"])
      speaker.say([hertz], milliseconds: 300)
      #expect(speaker.changes.map(\.heard) == [[name]])
    }
  }

  @Test func soundThatIsNoneOfTheTonesIsNoiseOrMusic() {
    for (words, name) in [(["600"], "noise"), (["600", "music"], "music")] {
      var speaker = Speaker(words)
      speaker.say([523, 1319], milliseconds: 300)
      speaker.say([600, 1319], milliseconds: 300)
      #expect(speaker.changes.map(\.heard) == [[name], ["600", name]])
    }
  }

  @Test func comfortNoiseIsSilence() {
    var ear = Ear(ToneList(["600"])!)
    let noise = Noise.comfort(samples: 1600)
    let changes = ear.hear(noise, arrived: 0)
    #expect(changes.map(\.heard) == [["silence"]])
  }

  @Test func totalsAreInMilliseconds() {
    var speaker = Speaker(["600"])
    speaker.say([600], milliseconds: 500)
    // The first window of three frames ends with the third.
    #expect(speaker.ear.totals == ["600": 460])
  }

  /// Above half the rate there is no tone: at 8,000 Hz one of 5,200 would look like one of 2,800.
  @Test func aHighToneIsHeardAtItsOwnRateOnly() {
    var ear = Ear(ToneList(["2800", "5200"])!)
    let wide = Sounds.tone([5_200], count: 3_200, rate: 16_000)
    #expect(ear.hear(wide, rate: 16_000, arrived: 0).map(\.heard) == [["5200"]])
    let narrow = Sounds.tone([2_800], count: 1_600)
    #expect(ear.hear(narrow, arrived: 200_000).map(\.heard) == [["2800"]])
  }
}
