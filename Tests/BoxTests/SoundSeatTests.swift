import Console
import Foundation
import Glibc
import Testing

/// Seats at the box's own sound cards, and bells, proved by a tone a party.
@Suite struct SoundSeatTests {
  /// Two desks, with a headset of the box at one of them.
  private static func plan() -> SitePlan {
    var plan = SitePlan()
    plan.desk12345 = ["1009"]
    plan.end = """
      [seat 1009]
      platform = 12345
      sound = headset
      ring-device = speaker

      """
    return plan
  }

  private static func cards() throws -> PacedCards {
    try PacedCards(
      PacedCards.Card(name: "headset", ppm: 200, tone: Phone.voices["1009"] ?? 0),
      PacedCards.Card(name: "speaker"), PacedCards.Card(name: "hall"))
  }

  static let tones = Phone.voices.values + [450, 740, 880, 1_175]

  /// Rings on the loudspeaker, is answered by a key, talks, hands over to a phone by one key.
  @Test func handOverToAPhone() async throws {
    let cards = try Self.cards()
    defer { cards.remove() }
    try await Stage.play(Self.plan(), environment: cards.environment) { stage in
      try await stage.box.logs("event=seat", "seat=1009", "reachable=true")
      let second = try await stage.phone("2001")
      let citizen = try await stage.phone("citizen", "--call", "sip:12345@\(stage.net.gov):5060")
      try await citizen.hears("ringback")
      try await cards.plays([740, 880], on: "speaker", of: Self.tones)
      try stage.box.press("mute", seat: "1009")
      try stage.box.press("mute", seat: "1009")
      try stage.box.press("answer", seat: "1009")
      try await citizen.hears("1009")
      try await cards.plays([620], on: "headset", of: Self.tones)
      try await cards.plays([], on: "speaker", of: Self.tones)

      // Talk-through, then the phone has the call and the headset is free.
      try stage.box.press("transfer-110", seat: "1009")
      try await second.says("incoming")
      try await citizen.hears("1009")
      try second.tell("answer")
      try await citizen.hears("2001")
      try await second.hears("citizen")
      try await cards.plays([], on: "headset", of: Self.tones)
      #expect(!second.everHeard("1009"))
      try stage.box.press("hang-up", seat: "1009", is: "refused: not-in-call")
      try await stage.end(citizen, second)
      let record = try await stage.box.record()
      #expect(record.firstReceiver == "1009" && record.finalReceiver == "2001")
      let measured = try #require(record.transfers.first)
      #expect(measured.t6Us != nil)
    }
  }

  /// From a phone to the headset and together with it; muted; hung up by key.
  @Test func threeWayWithAPhone() async throws {
    let cards = try Self.cards()
    defer { cards.remove() }
    var plan = Self.plan()
    plan.desk12345 = ["1001"]
    plan.desk110 = ["1009"]
    try await Stage.play(plan, environment: cards.environment) { stage in
      try await stage.box.logs("event=seat", "seat=1009", "reachable=true")
      let first = try await stage.phone("1001", "--answer", "now")
      let citizen = try await stage.phone("citizen", "--call", "sip:12345@\(stage.net.gov):5060")
      try await citizen.hears("1001")
      try first.tell("press *2")
      try await cards.plays([740, 880], on: "speaker", of: Self.tones)
      try stage.box.press("hook", seat: "1009")
      try await citizen.hears("1001", "1009")
      try await first.hears("citizen", "1009")
      try await cards.plays([620, 850], on: "headset", of: Self.tones)
      try stage.box.press("mute", seat: "1009")
      try await citizen.hears("1001")
      let muted = try #require(try stage.box.status().sound.first { $0.device == "headset" })
      #expect(muted.isMuted && muted.isOpen && muted.rate == 48_000)
      try stage.box.press("mute", seat: "1009")
      try await citizen.hears("1001", "1009")
      try stage.box.press("hook", seat: "1009")
      try await citizen.hears("1001")
      try await stage.end(citizen, first)
    }
  }

  /// The gain that the site file gives a seat reaches its voice.
  @Test func aSeatWithAGainIsMixed() async throws {
    var plan = SitePlan()
    plan.more["seat 1001"] = "gain = -6"
    try await Stage.play(plan) { stage in
      let (citizen, first, second) = try await stage.talk()
      let before = try stage.box.status().mixedFrames
      try await citizen.hears("1001")
      // What the seat says is mixed for its gain; what it hears is relayed as it comes.
      try await eventually("frames are mixed") {
        try stage.box.status().mixedFrames > before + 20 ? true : nil
      }
      #expect(try stage.box.status().relayedPackets > 20)
      try await stage.end(citizen, first, second)
    }
  }

  /// Pulled out and back within the time of grace: the citizen hears music meanwhile, and the two go
  /// on.
  @Test func pulledOutAndBack() async throws {
    let cards = try Self.cards()
    defer { cards.remove() }
    try await Stage.play(Self.plan(), environment: cards.environment) { stage in
      try await stage.box.logs("event=seat", "seat=1009", "reachable=true")
      let citizen = try await stage.phone("citizen", "--call", "sip:12345@\(stage.net.gov):5060")
      try await citizen.hears("ringback")
      try stage.box.press("answer", seat: "1009")
      try await citizen.hears("1009")
      try cards.set("unplugged", of: "headset", true)
      try await stage.box.logs("event=sound-lost", "seat 1009")
      try await citizen.hears("music")
      try cards.set("unplugged", of: "headset", false)
      try await citizen.hears("1009")
      try await cards.plays([620], on: "headset", of: Self.tones)
      let card = try #require(try stage.box.status().sound.first { $0.device == "headset" })
      #expect(card.reconnects >= 1 && card.isOpen)
      try await stage.end(citizen)
      let record = try await stage.box.record()
      #expect(record.endings(of: "1009").count == 1)
    }
  }

  /// Pulled out for good: the citizen waits with music, the seat is not rung without its headset; when
  /// that is back, the call is.
  @Test func pulledOutForGood() async throws {
    let cards = try Self.cards()
    defer { cards.remove() }
    var plan = Self.plan()
    plan.mediaGrace = "200ms"
    try await Stage.play(plan, environment: cards.environment) { stage in
      try await stage.box.logs("event=seat", "seat=1009", "reachable=true")
      let citizen = try await stage.phone("citizen", "--call", "sip:12345@\(stage.net.gov):5060")
      try await citizen.hears("ringback")
      try stage.box.press("answer", seat: "1009")
      try await citizen.hears("1009")
      try cards.set("unplugged", of: "headset", true)
      try await stage.box.isIn("waiting")
      try await citizen.hears("music")
      let alarms = try stage.box.status().alarms
      #expect(alarms.contains { $0.contains("seat 1009") && $0.contains("headset") })
      try cards.set("unplugged", of: "headset", false)
      try await cards.plays([740, 880], on: "speaker", of: Self.tones)
      try stage.box.press("answer", seat: "1009")
      try await citizen.hears("1009")
      try await stage.end(citizen)
    }
  }

  /// From the headset to a desk, which answers; and to nowhere.
  @Test func callingOut() async throws {
    let cards = try Self.cards()
    defer { cards.remove() }
    try await Stage.play(Self.plan(), environment: cards.environment) { stage in
      try await stage.box.logs("event=seat", "seat=1009", "reachable=true")
      let police = try await stage.phone("2001")
      try stage.box.press("dial-110", seat: "1009")
      try await police.says("incoming")
      try police.tell("answer")
      try await police.hears("1009")
      try await cards.plays([1_150], on: "headset", of: Self.tones)
      try stage.box.press("hang-up", seat: "1009")
      try await police.says("hungup")
      try await stage.box.isIdle()
      try stage.box.press("dial-99999", seat: "1009")
      try await stage.box.isIdle()
      try police.tell("quit")
    }
  }

  /// A bell rings for a new call of its desk, until somebody answers; not for the other desk's.
  @Test func bell() async throws {
    let cards = try Self.cards()
    defer { cards.remove() }
    var plan = SitePlan()
    plan.end = """
      [bell hall]
      device = hall
      platform = 110

      [bell lobby]
      device = speaker

      """
    try await Stage.play(plan, environment: cards.environment) { stage in
      let first = try await stage.phone("1001")
      let second = try await stage.phone("2001")
      let citizen = try await stage.phone("citizen", "--call", "sip:12345@\(stage.net.gov):5060")
      try await cards.plays([880], on: "speaker", of: Self.tones)
      try await cards.plays([], on: "hall", of: Self.tones)
      try first.tell("answer")
      try await citizen.hears("1001")
      try await cards.plays([], on: "speaker", of: Self.tones)
      try stage.box.press("transfer-110", seat: "1001")
      try await cards.plays([880], on: "hall", of: Self.tones)
      try second.tell("answer")
      try await citizen.hears("2001")
      try await cards.plays([], on: "hall", of: Self.tones)
      try await stage.end(citizen, first, second)
    }
  }

  /// A keypad of the box: the time of its press is T0, and it presses what a phone's buttons press.
  @Test func keypad() async throws {
    let cards = try Self.cards()
    defer { cards.remove() }
    let keypad = cards.directory.appending(path: "keypad").path
    try #require(mkfifo(keypad, 0o600) == 0)
    var plan = Self.plan()
    plan.end += """
      input = \(keypad)
      buttons = KEY_ENTER:answer, KEY_1:transfer-110, KEY_MUTE:mute

      """
    try await Stage.play(plan, environment: cards.environment) { stage in
      try await stage.box.logs("event=keypad", "seat=1009")
      try await stage.box.logs("event=seat", "seat=1009", "reachable=true")
      let buttons = try FileHandle(forWritingTo: URL(filePath: keypad))
      // struct input_event: 16 bytes of time, which a pipe has not, type 1, code, 1 for down.
      func press(_ code: UInt8) throws {
        var event = [UInt8](repeating: 0, count: 24)
        (event[16], event[18], event[20]) = (1, code, 1)
        try buttons.write(contentsOf: Data(event))
      }
      let second = try await stage.phone("2001", "--answer", "now")
      let citizen = try await stage.phone("citizen", "--call", "sip:12345@\(stage.net.gov):5060")
      try await cards.plays([740, 880], on: "speaker", of: Self.tones)
      try press(28)
      try await citizen.hears("1009")
      try press(2)
      try await citizen.hears("2001")
      try await stage.end(citizen, second)
      let record = try await stage.box.record()
      #expect(record.keys.map(\.source) == ["evdev"])
      #expect(record.keys.map(\.key) == ["transfer-110"])
    }
  }
}
