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

  /// Who is relayed the voice hears the noise that it announced, not the box's own.
  @Test func theNoiseOfARelayedVoiceIsHeard() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700)
    let seat = try studio.join("seat", tone: 1_100)
    studio.hear("citizen: seat", "seat: citizen")
    #expect(studio.hearing(30))
    citizen.talking = false
    citizen.send(citizen.rtp(type: 13, marker: false, citizen.timestamp, [32]))
    let before = seat.packets.count
    #expect(studio.wait { seat.packets.count > before + 40 })
    let level = Levels.rms(seat.heard(last: 25))
    #expect(level > -38 && level < -26, "\(level) dB")
  }

  /// A pause that was announced outlasts the time after which a silent peer is lost, but not for ever.
  @Test func anAnnouncedPauseIsNoLostMedia() throws {
    let studio = try Studio {
      $0.silence = PlaneConfiguration.Silence(loss: 1_000, pause: 6_000, report: 1_000)
    }
    let peers = try ["citizen", "other", "third"].map { try studio.join($0, tone: 700) }
    #expect(studio.wait { peers.allSatisfy { $0.sent > 10 } })
    peers[0].talking = false
    peers[0].send(peers[0].rtp(type: 13, marker: false, peers[0].timestamp, [45]))
    // Their silences follow each other, and both are longer than what a peer that speaks is given.
    for name in ["other", "third"] {
      peers[name == "other" ? 1 : 2].talking = false
      let id = studio.id(name)
      #expect(studio.wait(for: { $0 == .mediaLost(id) }) != nil)
    }
    let (citizen, other, third) = (studio.id("citizen"), studio.id("other"), studio.id("third"))
    #expect(studio.notices == [.mediaLost(other), .mediaLost(third)])
    #expect(studio.wait(for: { $0 == .mediaLost(citizen) }) != nil)
    peers[0].talking = true
    #expect(studio.wait(for: { $0 == .mediaBack(citizen) }) != nil)
    // A voice has followed: its next silence is no pause any more.
    #expect(studio.wait { peers[0].sent > 30 })
    peers[0].talking = false
    let count = studio.notices.count
    #expect(studio.wait { studio.notices.count > count })
    #expect(studio.notices.last == .mediaLost(citizen))
  }
}

/// How long a silence may last: docs/audio.md has the rule.
@Suite struct LifeSignsTests {
  private let limits = SilenceLimits(speaking: 10, pausing: 120, reporting: 25)

  private func lost(
    agreed: Bool = false, comfort: Bool = false, reports: Int64? = nil
  ) -> Int64 {
    var life = LifeSigns()
    life.agree(mayPause: agreed, isOther: true)
    life.expect(100)
    life.receive(isVoice: true, isComfort: false, 200)
    if comfort { life.receive(isVoice: false, isComfort: true, 200) }
    if let reports { _ = life.report(200 + reports) }
    return (200...1_000).first { life.isLost($0, limits) }! - 200
  }

  @Test func whoHasNotSaidThatItPausesIsLostSoon() {
    #expect(lost() == 11)
    #expect(lost(reports: 5) == 11, "reports without sound are no voice")
    #expect(lost(agreed: true) == 11, "nothing but its agreement speaks for it")
  }

  @Test func aPauseIsGivenTimeAndReportsProlongIt() {
    #expect(lost(comfort: true) == 121)
    #expect(lost(agreed: true, comfort: true) == 121)
    #expect(lost(comfort: true, reports: 0) == 26)
    #expect(lost(comfort: true, reports: 20) == 46)
    #expect(lost(agreed: true, reports: 20) == 46)
  }

  @Test func soundAndAnotherPeerEndAPause() {
    var life = LifeSigns()
    life.receive(isVoice: false, isComfort: true, 200)
    life.receive(isVoice: false, isComfort: false, 205)
    #expect(!life.isLost(300, limits), "a key says nothing about pauses")
    life.receive(isVoice: true, isComfort: false, 300)
    #expect(life.isLost(311, limits))
    life.receive(isVoice: false, isComfort: true, 320)
    life.agree(mayPause: false, isOther: false)
    #expect(!life.isLost(400, limits), "the same peer was asked again")
    life.agree(mayPause: false, isOther: true)
    #expect(life.isLost(400, limits))
  }

  @Test func aReportBringsBackWhoMayPause() {
    var life = LifeSigns()
    life.agree(mayPause: false, isOther: true)
    let unannounced = life.report(5)
    #expect(!unannounced)
    life.receive(isVoice: false, isComfort: true, 10)
    let announced = life.report(15)
    #expect(announced)
  }
}
