import Audio
import Glibc
import Testing

@testable import Media

/// Every codec with every other, with real packets: relayed where they are alike, mixed where they are
/// not, wide-band where both have it.
@Suite(.serialized) struct CodecTests {
  static let pairs = AudioCodec.allCases.flatMap { first in
    AudioCodec.allCases.map { (first, $0) }
  }

  /// Who has wide-band says a tone that only wide-band carries: the other hears it, or nothing at all.
  @Test(arguments: pairs) func twoPartiesHearEachOther(pair: (AudioCodec, AudioCodec)) throws {
    let studio = try Studio()
    let tone: Double = pair.0.isWide ? 6_000 : 700
    let citizen = try studio.join("citizen", tone: tone, codec: pair.0)
    let seat = try studio.join("seat", tone: 1_100, codec: pair.1)
    #expect(studio.inForce(studio.hear("citizen: seat", "seat: citizen")))
    #expect(studio.hearing(30))
    if pair.0.isWide, !pair.1.isWide {
      #expect(studio.wait { citizen.hears(1_100) > 4_500 && seat.packets.count > 60 })
      #expect(
        studio.wait { seat.hears(2_000) < 60 }, "6,000 Hz folded back: \(seat.hears(2_000))")
    } else {
      #expect(studio.wait { citizen.hears(1_100) > 4_500 && seat.hears(tone) > 4_000 })
    }
    #expect(
      studio.wait { citizen.hears(tone) < 150 && seat.hears(1_100) < 150 },
      "nobody hears their own voice")
    for (peer, codec) in [(citizen, pair.0), (seat, pair.1)] {
      expectContinuous(peer.packets, samples: 20 * codec.ticksPerMillisecond)
      #expect(peer.packets.allSatisfy { $0.payloadType == codec.usualPayloadType })
    }
    func relayed() -> Int { studio.plane.statistics().packetsRelayed }
    if pair.0.relays(as: pair.1) {
      #expect(studio.wait { relayed() > 40 }, "\(relayed()) packets were relayed")
    } else {
      #expect(relayed() == 0)
    }
  }

  /// A tone that only wide-band carries goes from G.722 to Opus and L16, and to a narrow listener as
  /// nothing at all: folded back it would be at 2,000 Hz.
  @Test func wideBandStaysWideAndNeverFolds() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 6_000, codec: .g722)
    let seat = try studio.join("seat", tone: 1_100, codec: .opus)
    let police = try studio.join("police", tone: 5_000, codec: .l16Wide)
    let duty = try studio.join("duty", tone: 1_600, codec: .pcma)
    studio.hear(
      "citizen: seat police duty", "seat: citizen police duty", "police: citizen seat duty",
      "duty: citizen seat police")
    #expect(studio.hearing(30))
    #expect(studio.wait { seat.hears(6_000) > 4_000 && seat.hears(5_000) > 4_000 })
    #expect(studio.wait { police.hears(6_000) > 4_000 && police.hears(1_600) > 4_500 })
    #expect(studio.wait { citizen.hears(5_000) > 4_000 && citizen.hears(1_600) > 4_500 })
    #expect(studio.wait { duty.hears(1_100) > 4_500 })
    #expect(studio.hearing(30))
    #expect(studio.wait { duty.hears(2_000) < 60 }, "6,000 Hz folded back: \(duty.hears(2_000))")
    #expect(studio.wait { duty.hears(3_000) < 60 }, "5,000 Hz folded back: \(duty.hears(3_000))")
    // What is narrow has no mirror image among the wide.
    #expect(
      studio.wait { police.hears(6_400) < 60 }, "1,600 Hz mirrored: \(police.hears(6_400))")
  }

  @Test(arguments: [
    [AudioCodec.pcma, .g722, .opus], [.pcmu, .l16, .l16Wide], [.opus, .l16Wide, .pcma],
    [.g722, .g722, .pcmu], [.opus, .opus, .opus], [.l16, .pcmu, .opus],
  ])
  func threePartiesHearEachOther(codecs: [AudioCodec]) throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700, codec: codecs[0])
    let seat = try studio.join("seat", tone: 1_100, codec: codecs[1])
    let police = try studio.join("police", tone: 1_700, codec: codecs[2])
    studio.hear("citizen: seat police", "seat: citizen police", "police: citizen seat")
    #expect(studio.hearing(30))
    #expect(studio.wait { citizen.hears(1_100) > 4_500 && citizen.hears(1_700) > 4_500 })
    #expect(studio.wait { seat.hears(700) > 4_500 && seat.hears(1_700) > 4_500 })
    #expect(studio.wait { police.hears(700) > 4_500 && police.hears(1_100) > 4_500 })
    for (peer, own) in [(citizen, 700.0), (seat, 1_100), (police, 1_700)] {
      #expect(
        studio.wait { peer.hears(own) < 200 }, "\(peer.name) hears itself: \(peer.hears(own))")
    }
  }

  /// Tones and prompts are at 8,000 Hz in the box; everybody hears them.
  @Test(arguments: AudioCodec.allCases) func soundsAreHeard(codec: AudioCodec) throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700, codec: codec)
    studio.hear("citizen:", sounds: ["citizen": Sound(loop: .ringback)])
    #expect(studio.wait { citizen.hears(450) > 3_000 && citizen.hears(4_000 - 450) < 100 })
  }

  /// From 10 to 60 ms in and out, whatever the other side has.
  @Test(arguments: AudioCodec.allCases, [10, 30, 40, 60])
  func packetTimes(codec: AudioCodec, milliseconds: Int) throws {
    // Longer packets of L16 at 16,000 Hz do not fit into a datagram; Opus has no frames of 30 ms.
    if codec.packetTime(nearest: milliseconds) != milliseconds { return }
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700, codec: codec) {
      $0.packetTimeIn = milliseconds
      $0.packetTimeOut = milliseconds
    }
    citizen.packetTime = milliseconds
    let seat = try studio.join("seat", tone: 1_100, codec: .pcma)
    studio.hear("citizen: seat", "seat: citizen")
    #expect(studio.hearing(20))
    #expect(studio.wait { citizen.hears(1_100, last: 15) > 4_500 && seat.hears(700) > 4_500 })
    expectContinuous(
      citizen.packets, samples: UInt32(milliseconds) * codec.ticksPerMillisecond)
  }

  /// The peer answered two codecs and changes between them: whoever was relayed it goes on hearing it.
  @Test func aPeerThatChangesItsCodecIsHeardOn() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700, codec: .g722) {
      $0.receivePayloadTypes = [9: .g722, 8: .pcma, 96: .opus]
    }
    let seat = try studio.join("seat", tone: 1_100, codec: .g722)
    studio.hear("citizen: seat", "seat: citizen")
    #expect(studio.hearing(20))
    for codec in [AudioCodec.pcma, .opus, .g722] {
      citizen.codec = codec
      seat.forget()
      #expect(studio.wait { seat.packets.count > 40 && seat.hears(700) > 4_500 }, "\(codec)")
      expectContinuous(seat.packets)
    }
  }

  /// Payload types are of one side only (RFC 3264, 5.1).
  @Test func payloadTypesAreRewritten() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700, codec: .opus) {
      $0.payloadType = 111
      $0.receivePayloadTypes = [111: .opus]
    }
    citizen.otherPayloadType = 111
    let seat = try studio.join("seat", tone: 6_000, codec: .opus)
    studio.hear("citizen: seat", "seat: citizen")
    #expect(studio.hearing(20))
    #expect(studio.wait { citizen.hears(6_000) > 4_000 && seat.hears(700) > 4_500 })
    #expect(citizen.packets.allSatisfy { $0.payloadType == 111 })
    #expect(seat.packets.allSatisfy { $0.payloadType == 96 })
    #expect(studio.wait { studio.plane.statistics().packetsRelayed > 30 })
  }

  /// (Opus makes up by itself, voices and not tones: ``ImpairmentTests``.)
  @Test(arguments: [AudioCodec.g722, .l16Wide]) func lossesAreConcealed(codec: AudioCodec)
    throws
  {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 400, codec: codec)
    let seat = try studio.join("seat", codec: .pcma)
    studio.hear("citizen: seat", "seat: citizen")
    #expect(studio.hearing(40))
    #expect(studio.wait { seat.hears(400, last: 30) > 4_500 })
    citizen.drops = { $0 % 20 == 7 }
    #expect(studio.hearing(80))
    // A hole of 20 ms is half of these 40, and the louder half: 1,100 would be left.
    func leastLevel() -> Double {
      let samples = seat.heard(last: 60)
      return stride(from: 0, to: samples.count - 320, by: 160).map {
        Goertzel.amplitude(of: 400, in: samples[$0..<$0 + 320])
      }.min() ?? 0
    }
    #expect(studio.wait { leastLevel() > 4_000 })
  }

  @Test func opusPacketsSayHowLongTheyAre() {
    func ticks(_ bytes: [UInt8]) -> UInt32 { OpusPacket.ticks(bytes, length: bytes.count) }
    #expect(ticks([9 << 3]) == 960, "SILK, wide-band, 20 ms")
    #expect(ticks([11 << 3]) == 2_880)
    #expect(ticks([12 << 3]) == 480, "hybrid, 10 ms")
    #expect(ticks([16 << 3]) == 120, "CELT, 2.5 ms")
    #expect(ticks([31 << 3 | 1]) == 1_920, "two of 20 ms")
    #expect(ticks([31 << 3 | 3, 3]) == 2_880, "three of 20 ms")
    #expect(ticks([31 << 3 | 3, 7]) == 0, "more than 120 ms")
    #expect(ticks([31 << 3 | 3]) == 0 && ticks([]) == 0)
  }
}
