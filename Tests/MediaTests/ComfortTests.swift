import Audio
import Testing

@testable import Media

/// Phones that suppress silence: a packet of comfort noise (RFC 3389), and then nothing until somebody speaks.
@Suite(.serialized) struct ComfortTests {
  @Test(arguments: [AudioCodec.pcma, .l16]) func aPauseIsNoLossAndIsNotSilent(seatCodec: AudioCodec)
    throws
  {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700)
    let seat = try studio.join("seat", tone: 1_100, codec: seatCodec)
    studio.hear("citizen: seat", "seat: citizen")
    #expect(studio.hearing(30))
    #expect(studio.wait { seat.hears(700) > 4_500 })

    citizen.talking = false
    citizen.send(citizen.rtp(type: 13, marker: false, citizen.timestamp, [45]))
    let before = seat.packets.count
    #expect(studio.wait { seat.packets.count > before + 60 })
    #expect(studio.wait { seat.hears(700) < 100 })
    #expect(Levels.rms(seat.heard(last: 40)) > -75, "a line that sounds dead")
    #expect(seat.packets.allSatisfy { $0.payloadType == seatCodec.usualPayloadType })
    expectContinuous(seat.packets, samples: 20 * seatCodec.ticksPerMillisecond)

    citizen.skipSequence()
    citizen.skip(samples: 60 * 160)
    citizen.talking = true
    #expect(studio.wait { seat.hears(700) > 4_500 })
    let statistics = studio.leave("citizen")
    #expect(statistics?.droppedPayloadType == 0)
    #expect(statistics?.packetsLost == 0)
  }
}
