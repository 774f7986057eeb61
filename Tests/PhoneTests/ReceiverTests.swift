import Foundation
import SIPLine
import Testing

@testable import Phone

/// The witness must see each flaw, and none where there is none.
@Suite struct ReceiverTests {
  private var receiver = RTPReceiver(ToneList(["600", "800"])!, records: false)
  private var findings: [RTPReceiver.Finding] = []

  private mutating func take(_ packet: RTPPacket, at milliseconds: Int) {
    findings += receiver.receive(packet, at: Int64(milliseconds) * 1000)
  }

  /// Packets in their order and time.
  private mutating func take(_ range: Range<Int>) {
    for index in range { take(Sounds.packet(index), at: index * 20) }
  }

  private var problems: [String] {
    findings.compactMap { if case .problem(let kind, _) = $0 { kind } else { nil } }
  }

  @Test mutating func aCleanStreamThroughBothWrapsHasNoFlaw() {
    take(0..<30)
    #expect(
      findings == [
        .first(at: 0), .hears(Ear.Change(heard: ["600"], since: 0)),
      ])
    var expected = MediaSummary()
    expected.packets = 30
    expected.longestGap = 20_000
    #expect(receiver.summary == expected)
  }

  @Test mutating func aLostPacketIsCountedAndALateOneTakenBack() {
    take(0..<10)
    take(11..<12)
    #expect(receiver.summary.lost == 1)
    take(Sounds.packet(10), at: 222)
    #expect(receiver.summary.lost == 0)
    #expect(receiver.summary.reordered == 1)
    #expect(problems == ["lost-1", "reordered"])
  }

  @Test mutating func aGapIsToldAtItsEnd() {
    take(0..<10)
    for index in 10..<20 { take(Sounds.packet(index), at: index * 20 + 75) }
    #expect(findings.contains(.gap(milliseconds: 95, at: 275_000)))
    #expect(receiver.summary.gaps == 1)
    #expect(receiver.summary.late == 1)
    #expect(receiver.summary.longestGap == 95_000)
    #expect(problems.isEmpty)
  }

  @Test mutating func aNewSourceIsAProblem() {
    take(0..<10)
    for index in 10..<20 { take(Sounds.packet(index, source: 8), at: index * 20) }
    #expect(problems == ["ssrc"])
    #expect(receiver.summary.sourceChanges == 1)
  }

  @Test mutating func aJumpOfTheSequenceIsAProblem() {
    take(0..<10)
    for index in 10..<20 {
      take(Sounds.packet(index, sequence: UInt16(5000 + index)), at: index * 20)
    }
    #expect(receiver.summary.sequenceJumps == 1)
    #expect(problems.count == 1)
  }

  @Test(arguments: [-8000, -160, 8000])
  mutating func aJumpOfTheTimestampIsAProblem(by: Int) {
    take(0..<10)
    for index in 10..<20 {
      let timestamp = UInt32(truncatingIfNeeded: 4_294_967_000 + index * 160 + by)
      take(Sounds.packet(index, timestamp: timestamp), at: index * 20)
    }
    #expect(receiver.summary.timestampJumps == 1)
    #expect(problems == ["timestamp-jump-\(by)"])
  }

  @Test mutating func aPauseInWhichTimeWentOnIsNoJump() {
    take(0..<10)
    take(60..<70)
    #expect(receiver.summary.timestampJumps == 0)
    #expect(receiver.summary.lost == 50)
  }

  @Test mutating func aKeyIsToldOnceOnItsFirstPacket() {
    take(0..<5)
    for index in 5..<12 {
      var packet = Sounds.packet(index)
      packet.payloadType = 101
      packet.timestamp = Sounds.packet(5).timestamp
      packet.payload = [10, index > 8 ? 0x8A : 10, 0, UInt8(index)]
      take(packet, at: index * 20)
    }
    take(12..<20)
    let digits = findings.filter { if case .digit = $0 { true } else { false } }
    #expect(digits == [.digit("*", at: 100_000)])
    #expect(receiver.summary.digits == 1)
    #expect(problems.isEmpty)
  }

  @Test mutating func nothingIsHeardWhenNothingComes() {
    take(0..<10)
    #expect(receiver.pass(250_000) == [])
    #expect(
      receiver.pass(300_000) == [.hears(Ear.Change(heard: ["nothing"], since: 200_000))])
    #expect(receiver.pass(400_000) == [])
  }

  @Test mutating func anUnknownPayloadTypeIsAProblem() {
    var packet = Sounds.packet(0)
    packet.payloadType = 96
    take(packet, at: 0)
    #expect(problems == ["payload-type-96"])
  }

  /// Each codec as it comes: its tones are heard and nothing besides.
  @Test(arguments: VoiceCodec.allCases) mutating func everyCodecIsHeardAsItIs(codec: VoiceCodec) {
    let coder = PhoneCoder([codec])
    let tones = codec.rate == 16_000 ? ["600", "5200"] : ["600", "1150"]
    receiver = RTPReceiver(ToneList(["600", "1150", "5200"])!, records: true, coder)
    receiver.codecs = [codec.payloadType: codec]
    let count = codec.rate / 50
    for index in 0..<50 {
      let sound = Sounds.tone(
        tones.compactMap(Double.init), from: index * count, count: count, rate: codec.rate)
      let packet = RTPPacket(
        payloadType: codec.payloadType, sequence: UInt16(index),
        timestamp: UInt32(index * codec.clock / 50), source: 7,
        payload: coder.encode(sound, as: codec))
      take(packet, at: index * 20)
    }
    let heard = findings.compactMap {
      if case .hears(let change) = $0 { change.heard } else { nil }
    }
    #expect(heard.last == tones)
    #expect(problems.isEmpty)
    #expect(receiver.summary.timestampJumps == 0)
  }

  @Test mutating func aPayloadThatIsNoneIsAProblem() {
    receiver = RTPReceiver(ToneList(["600"])!, records: false, PhoneCoder([.opus]))
    receiver.codecs[96] = .opus
    var packet = Sounds.packet(0)
    // Opus frames of 60 ms, 63 of them: more than a packet may hold.
    (packet.payloadType, packet.payload) = (96, [0x1B, 0x3F, 0])
    take(packet, at: 0)
    #expect(problems == ["no-sound"])
  }

  /// A peer may go over to another codec of the answer: the clocks of the two need not be alike.
  @Test mutating func anotherCodecIsNoJumpOfTime() throws {
    let coder = PhoneCoder([.opus])
    receiver = RTPReceiver(ToneList(["600"])!, records: true, coder)
    receiver.codecs[96] = .opus
    take(0..<10)
    for index in 10..<20 {
      let sound = Sounds.tone([600], from: index * 320, count: 320, rate: 16_000)
      var packet = Sounds.packet(index)
      packet.payloadType = 96
      packet.timestamp = UInt32(truncatingIfNeeded: 4_294_967_000 + 10 * 160 + (index - 10) * 960)
      packet.payload = coder.encode(sound, as: .opus)
      take(packet, at: index * 20)
    }
    #expect(problems.isEmpty)
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).wav")
    defer { try? FileManager.default.removeItem(at: file) }
    let recording = try #require(receiver.recording)
    #expect(recording.write(to: file.path))
    let bytes = try [UInt8](Data(contentsOf: file))
    // 400 ms at 16,000 Hz, for half of it was wide-band.
    #expect(bytes[24..<28].elementsEqual([0x80, 0x3E, 0, 0]))
    #expect(bytes.count == 44 + 2 * 6_400)
  }
}
