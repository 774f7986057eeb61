import SIPLine
import Testing

@testable import Phone

@Suite struct SenderTests {
  private func packets(_ sender: inout RTPSender, _ count: Int) -> [RTPPacket] {
    (0..<count).compactMap { _ in sender.tick()?.packet }
  }

  @Test func voiceIsOneContinuousStream() {
    var sender = RTPSender(voice: .tone(600), digitMilliseconds: 100)
    let sent = packets(&sender, 10)
    #expect(sent.count == 10)
    #expect(sent.map(\.marker) == [true] + [Bool](repeating: false, count: 9))
    #expect(Set(sent.map(\.source)).count == 1)
    for (one, next) in zip(sent, sent.dropFirst()) {
      #expect(next.sequence == one.sequence &+ 1)
      #expect(next.timestamp == one.timestamp &+ 160)
    }
    #expect(sent.allSatisfy { $0.payloadType == 8 && $0.payload.count == 160 })
  }

  @Test func aKeyIsPressedAsTheStandardSays() throws {
    var sender = RTPSender(voice: .tone(600), digitMilliseconds: 100)
    let before = try #require(packets(&sender, 5).last)
    sender.add(keys: ["*"])
    let events = packets(&sender, 8)
    let start = before.timestamp &+ 160
    // RFC 4733, 2.5.1: one timestamp, a growing duration, a marker on the first, the end thrice.
    #expect(events.allSatisfy { $0.payloadType == 101 && $0.timestamp == start })
    #expect(events.map(\.marker) == [true] + [Bool](repeating: false, count: 7))
    #expect(events.map { $0.payload[0] } == [UInt8](repeating: 10, count: 8))
    #expect(
      events.map { $0.payload[1] & 0x80 != 0 } == [
        false, false, false, false, false, true, true, true,
      ])
    let durations = events.map { Int($0.payload[2]) << 8 | Int($0.payload[3]) }
    #expect(durations == [160, 320, 480, 640, 800, 800, 800, 800])
    let after = try #require(packets(&sender, 1).first)
    #expect(after.payloadType == 8)
    #expect(after.marker)
    #expect(after.timestamp == start &+ 8 * 160)
    #expect(after.sequence == before.sequence &+ 9)
  }

  @Test func twoKeysAreTwoEvents() {
    var sender = RTPSender(voice: .silence, digitMilliseconds: 40)
    sender.add(keys: ["1", "1"])
    let begins = (0..<20).map { _ in sender.tick()?.begins }
    #expect(begins.compactMap { $0 } == ["1", "1"])
  }

  @Test func aKeyIsSentEvenWithoutVoice() {
    var sender = RTPSender(voice: .off, digitMilliseconds: 100)
    #expect(packets(&sender, 5).isEmpty)
    sender.add(keys: ["5"])
    #expect(packets(&sender, 20).count == 8)
  }

  @Test func timeGoesOnWhileMuted() {
    var sender = RTPSender(voice: .tone(600), digitMilliseconds: 100)
    let before = packets(&sender, 1)[0]
    sender.isMuted = true
    #expect(packets(&sender, 10).isEmpty)
    sender.isMuted = false
    let after = packets(&sender, 1)[0]
    #expect(after.timestamp == before.timestamp &+ 11 * 160)
    #expect(after.sequence == before.sequence &+ 1)
    #expect(after.marker)
  }

  @Test func packetsSurviveTheirBytes() throws {
    let packet = RTPPacket(
      payloadType: 101, marker: true, sequence: 65_535, timestamp: 0x8765_4321, source: 0xFFFF_0001,
      payload: [1, 2, 3])
    let read = try #require(RTPPacket(packet.bytes[...]))
    #expect(read.bytes == packet.bytes)
    #expect(read.timestamp == packet.timestamp)
    #expect(read.payload == [1, 2, 3])
  }

  @Test(arguments: [
    [], [0x80, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0], [0x40, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7],
    [0x80, 200, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7], [0x8F, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7],
    [0x90, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0xFF, 0xFF],
    [0xA0, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7, 99],
  ])
  func whatIsNoRTPIsRefused(bytes: [UInt8]) { #expect(RTPPacket(bytes[...]) == nil) }

  @Test(arguments: VoiceCodec.allCases) func everyCodecHasItsRateAndClock(codec: VoiceCodec) {
    let coder = PhoneCoder([codec])
    var sender = RTPSender(voice: .tone(600), digitMilliseconds: 100, coder)
    (sender.codec, sender.payloadType) = (codec, codec.payloadType)
    let sent = packets(&sender, 10)
    for (one, next) in zip(sent, sent.dropFirst()) {
      #expect(next.timestamp == one.timestamp &+ UInt32(codec.clock / 50))
    }
    #expect(sent.allSatisfy { $0.payloadType == codec.payloadType })
    let sound = sent.map { coder.decode($0.payload, as: codec) }
    #expect(sound.allSatisfy { $0.count == codec.rate / 50 })
  }

  /// Beside Opus durations are in 48,000 a second, of which 16 bits hold 1,365 ms.
  @Test func aLongKeyGoesOnAsAnotherSegment() {
    var sender = RTPSender(voice: .silence, digitMilliseconds: 2_000)
    (sender.codec, sender.eventClock) = (.opus, 48_000)
    sender.add(keys: ["*"])
    let events = packets(&sender, 103)
    let durations = events.map { Int($0.payload[2]) << 8 | Int($0.payload[3]) }
    #expect(
      durations == (1...68).map { $0 * 960 } + (1...32).map { $0 * 960 } + [30_720, 30_720, 30_720])
    let start = events[0].timestamp
    #expect(
      events.map { $0.timestamp &- start } == [UInt32](repeating: 0, count: 68)
        + [UInt32](repeating: 65_280, count: 35))
    #expect(events.map(\.marker) == [true] + [Bool](repeating: false, count: 102))
    var receiver = RTPReceiver(ToneList(["600"])!, records: false)
    for (index, event) in events.enumerated() {
      _ = receiver.receive(event, at: Int64(index) * 20_000)
    }
    #expect(receiver.summary.digits == 1)
  }

  @Test func aToneThatTheCodecDoesNotCarryIsSilence() {
    var sender = RTPSender(voice: .tone(5_200), digitMilliseconds: 100)
    let sent = packets(&sender, 3).flatMap { PhoneCoder([]).decode($0.payload, as: .pcma) }
    #expect(!sender.canSpeak && sent.allSatisfy { abs($0) < 10 })
  }
}
