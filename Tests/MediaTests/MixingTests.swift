import Audio
import Media
import Testing

@Suite(.serialized) struct MixingTests {
  @Test func threePartiesHearBothOthersAndNotThemselves() throws {
    let studio = try Studio()
    let tones = ["citizen": 700.0, "seat": 1_100, "police": 1_500]
    for (name, tone) in tones.sorted(by: { $0.key < $1.key }) { try studio.join(name, tone: tone) }
    let token = studio.hear(
      "citizen: seat police", "seat: citizen police", "police: citizen seat")
    #expect(studio.inForce(token))
    #expect(studio.hearing(60))
    for peer in studio.peers {
      let others = tones.filter { $0.key != peer.name }
      #expect(
        studio.wait {
          others.values.allSatisfy { peer.hears($0) > 4_500 } && peer.hears(tones[peer.name]!) < 200
        }, "\(peer.name) hears \(tones.mapValues { peer.hears($0) })")
      expectContinuous(peer.packets)
    }
    #expect(studio.plane.statistics().framesMixed > 100)
  }

  /// Talk-through: the seat that transfers hears the citizen, and ringback more quietly.
  @Test func ringbackPlaysUnderTheVoices() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700)
    let seat = try studio.join("seat", tone: 1_100)
    studio.hear(
      "citizen: seat", "seat: citizen", sounds: ["seat": Sound(loop: .ringback)])
    #expect(studio.hearing(30))
    let ringing = seat.packets.filter {
      Goertzel.amplitude(of: 450, in: G711.tables.decode($0.payload, law: .a)) > 1_000
    }
    #expect(ringing.count > 10)
    #expect(studio.wait { seat.hears(700) > 4_500 })
    #expect(seat.hears(450, last: 10) < 4_000, "12 dB below its level alone")
    #expect(studio.wait { citizen.hears(1_100) > 5_000 && citizen.hears(450) < 100 })
  }

  @Test func aPromptIsFollowedByMusicForEver() throws {
    let prompt = Tone([.on([950], 400)]).render()
    let music = Tone([.on([600], 1_000)]).render()
    let studio = try Studio {
      $0.sounds = SoundSet(
        tones: .china, prompts: ["wait": prompt, "other": [0]], music: music)
    }
    let citizen = try studio.join("citizen", tone: 700)
    let wait = try #require(studio.plane.prompt(named: "wait"))
    #expect(studio.plane.prompt(named: "none") == nil)
    let token = studio.hear(
      "citizen:", sounds: ["citizen": Sound(intro: wait, loop: .music)])
    #expect(studio.hearing(120, "citizen"))
    let samples = citizen.heard(last: citizen.packets.count)
    #expect(Goertzel.amplitude(of: 950, in: samples[160..<3_000]) > 5_000)
    #expect(Goertzel.amplitude(of: 600, in: samples[160..<3_000]) < 100)
    #expect(Goertzel.amplitude(of: 600, in: samples[4_000...]) > 5_000)
    #expect(Goertzel.amplitude(of: 950, in: samples[4_000...]) < 100)
    for start in stride(from: 0, to: samples.count - 320, by: 160) {
      #expect(Levels.rms(samples[start..<start + 320]) > -40, "never silence")
    }
    #expect(
      studio.notices.filter { $0 == .introPlayed(studio.id("citizen"), token: token) }.count == 1)
    expectContinuous(citizen.packets)
  }

  /// Two prompts follow each other without a break and are told each for itself; then the loop.
  @Test func oneIntroAfterTheOther() throws {
    let studio = try Studio {
      $0.sounds = SoundSet(
        tones: .china,
        // Neither is a whole number of ticks long.
        prompts: [
          "moved": Tone([.on([950], 310)]).render(), "recorded": Tone([.on([1_450], 290)]).render(),
        ])
    }
    let citizen = try studio.join("citizen", tone: 700)
    let intros = ["moved", "recorded"].compactMap { studio.plane.prompt(named: $0) }
    #expect(intros.count == 2)
    let token = studio.hear(
      "citizen:", sounds: ["citizen": Sound(intros: intros, loop: .silence)])
    #expect(studio.hearing(50, "citizen"))
    let tones = citizen.packets.map { packet in
      [950.0, 1_450].filter {
        Goertzel.amplitude(of: $0, in: G711.tables.decode(packet.payload, law: .a)) > 1_000
      }
    }
    let first = try #require(tones.firstIndex(of: [950]))
    #expect(tones[first..<first + 15].allSatisfy { $0 == [950] }, "\(tones)")
    #expect(tones[first + 15] == [950, 1_450], "one goes over into the other: \(tones)")
    #expect(tones[(first + 16)..<first + 30].allSatisfy { $0 == [1_450] }, "\(tones)")
    #expect(tones[(first + 30)...].allSatisfy { $0.isEmpty }, "\(tones)")
    #expect(
      studio.notices.filter { $0 == .introPlayed(studio.id("citizen"), token: token) }.count == 2)
    expectContinuous(citizen.packets)
  }

  /// New sounds come in while a prompt plays: it goes on to its end with its old recording, what
  /// begins later has the new one, and no tick is late for it.
  @Test func newSoundsWhileAPromptPlays() throws {
    let studio = try Studio {
      $0.sounds = SoundSet(tones: .china, prompts: ["wait": Tone([.on([950], 600)]).render()])
    }
    let citizen = try studio.join("citizen", tone: 700)
    let first = try #require(studio.plane.prompt(named: "wait"))
    studio.hear("citizen:", sounds: ["citizen": Sound(intro: first, loop: .silence)])
    #expect(studio.hearing(5, "citizen"))
    studio.plane.setSounds(
      SoundSet(
        tones: .china,
        prompts: [
          "wait": Tone([.on([1_450], 600)]).render(), "more": Tone([.on([500], 100)]).render(),
        ]))
    let second = try #require(studio.plane.prompt(named: "wait"))
    #expect(second != first)
    #expect(studio.plane.prompt(named: "more") != nil)
    #expect(studio.hearing(40, "citizen"))
    studio.hear("citizen:", sounds: ["citizen": Sound(intro: second, loop: .silence)])
    #expect(studio.hearing(45, "citizen"))
    func packets(with frequency: Double) -> Int {
      citizen.packets.count {
        Goertzel.amplitude(of: frequency, in: G711.tables.decode($0.payload, law: .a)) > 500
      }
    }
    #expect((29...31).contains(packets(with: 950)), "to its end: \(packets(with: 950)) packets")
    #expect((29...31).contains(packets(with: 1_450)))
    expectContinuous(citizen.packets)
  }

  /// A change of voices does not begin a prompt that is playing anew.
  @Test func theSameSoundPlaysOnWhenVoicesChange() throws {
    let studio = try Studio {
      $0.sounds = SoundSet(tones: .china, prompts: ["wait": Tone([.on([950], 600)]).render()])
    }
    let citizen = try studio.join("citizen", tone: 700)
    let seat = try studio.join("seat")
    seat.talking = false
    let prompt = studio.plane.prompt(named: "wait")
    #expect(prompt != nil)
    let sound = Sound(intro: prompt, loop: .silence)
    studio.hear("citizen:", sounds: ["citizen": sound])
    #expect(studio.hearing(10, "citizen"))
    studio.hear("citizen: seat", sounds: ["citizen": sound])
    #expect(studio.hearing(50, "citizen"))
    let sounding = citizen.packets.filter {
      Goertzel.amplitude(of: 950, in: G711.tables.decode($0.payload, law: .a)) > 500
    }
    #expect((29...31).contains(sounding.count), "600 ms once: \(sounding.count) packets")
  }

  @Test func aBeepPlaysOverARelayedVoiceAndTheRelayComesBack() throws {
    let studio = try Studio()
    try studio.join("citizen", tone: 700)
    let seat = try studio.join("seat", tone: 1_100)
    studio.hear("citizen: seat", "seat: citizen")
    #expect(studio.hearing(20, "seat"))
    studio.plane.play(.refusal, to: studio.id("seat"), token: 42)
    #expect(
      studio.wait(for: { $0 == .played(studio.id("seat"), token: 42) }) != nil)
    let beeping = seat.packets.filter {
      Goertzel.amplitude(of: 330, in: G711.tables.decode($0.payload, law: .a)) > 2_000
    }
    #expect(beeping.count > 10)
    #expect(studio.hearing(20, "seat"))
    #expect(studio.relays(20, to: "seat"), "relayed again")
    #expect(studio.wait { seat.hears(700, last: 15) > 5_000 })
    expectContinuous(seat.packets)
  }

  /// All listeners of one call change at one tick: the packets before the change are as many for
  /// each of them.
  @Test func aChangeOfTheMatrixHoldsForAllAtOnce() throws {
    let studio = try Studio()
    let names = ["a", "b", "c", "d"]
    for name in names { try studio.join(name) }
    let music = Dictionary(uniqueKeysWithValues: names.map { ($0, Sound(loop: .dial)) })
    let busy = Dictionary(uniqueKeysWithValues: names.map { ($0, Sound(loop: .silence)) })
    var inTime = 0
    for round in 0..<100 where inTime < 10 {
      let late = studio.late
      for peer in studio.peers { peer.forget() }
      #expect(studio.inForce(studio.hear("a:", "b:", "c:", "d:", sounds: music)))
      #expect(studio.hearing(2 + round % 3))
      #expect(studio.inForce(studio.hear("a:", "b:", "c:", "d:", sounds: busy)))
      #expect(studio.hearing(4))
      let changes = studio.peers.map { peer in
        peer.packets.filter { Levels.rms(G711.tables.decode($0.payload, law: .a)) > -40 }.count
      }
      #expect(Set(changes).count == 1, "\(changes)")
      // The order in which packets left: the four of one tick are neighbours, where each was taken as it came.
      if studio.late > late { continue }
      inTime += 1
      let last = studio.peers.map { peer in
        peer.packets.last { Levels.rms(G711.tables.decode($0.payload, law: .a)) > -40 }!.order
      }
      #expect(last.max()! - last.min()! <= 7, "\(last)")
    }
    #expect(inTime > 0, "this machine was never in time")
  }

  @Test(arguments: [10, 30, 40, 60]) func otherPacketTimesAreSent(time: Int) throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700) { $0.packetTimeOut = time }
    try studio.join("seat", tone: 1_100)
    studio.hear("citizen: seat")
    #expect(studio.hearing(30, "citizen"))
    #expect(citizen.packets.allSatisfy { $0.payload.count == time * 8 })
    expectContinuous(citizen.packets, samples: UInt32(time * 8))
    #expect(studio.wait { citizen.hears(1_100, last: 300 / time) > 4_500 })
  }

  @Test(arguments: [10, 30, 60]) func otherPacketTimesAreTaken(time: Int) throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700)
    let seat = try studio.join("seat", tone: 1_100) { $0.packetTimeIn = time }
    seat.packetTime = time
    studio.hear("citizen: seat")
    #expect(studio.hearing(100, "citizen"))
    #expect(studio.wait { citizen.hears(1_100, last: 20) > 4_000 })
    expectContinuous(citizen.packets)
  }

  @Test func lostPacketsAreConcealedInTheMix() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700)
    let seat = try studio.join("seat", tone: 500)
    try studio.join("police")
    seat.drops = { $0 % 12 == 11 }
    studio.hear("citizen: seat police")
    #expect(studio.hearing(100, "citizen"))
    expectContinuous(citizen.packets)
    // Concealed: hardly a packet without the tone, although one in twelve never arrived.
    func holes() -> Int {
      citizen.packets.suffix(60).count {
        Goertzel.amplitude(of: 500, in: G711.tables.decode($0.payload, law: .a)) < 1_500
      }
    }
    #expect(studio.wait { holes() <= 2 }, "\(holes()) holes")
  }

  @Test func theFirstFrameOfAWatchedVoiceIsReported() throws {
    let studio = try Studio()
    try studio.join("citizen", tone: 700)
    let seat = try studio.join("seat", tone: 1_100)
    try studio.join("police", tone: 1_500)
    let before = Clock.now()
    studio.plane.watchFirstVoice(from: studio.id("citizen"), to: studio.id("seat"), token: 5)
    #expect(studio.hearing(0))
    studio.hear("citizen: seat", "seat: citizen")
    let relayed = studio.wait(for: { if case .firstVoice(5, _) = $0 { true } else { false } })
    guard case .firstVoice(_, let at) = relayed else {
      Issue.record("no first voice")
      return
    }
    #expect(at >= before && at <= Clock.now())
    #expect(studio.hearing(1, "seat"))
    #expect(!seat.packets.isEmpty)
    studio.plane.watchFirstVoice(from: studio.id("citizen"), to: studio.id("police"), token: 6)
    studio.hear("citizen: seat police", "seat: citizen police", "police: citizen seat")
    #expect(
      studio.wait(for: { if case .firstVoice(6, _) = $0 { true } else { false } }) != nil)
    #expect(studio.hearing(5))
    let reports = studio.notices.filter { if case .firstVoice = $0 { true } else { false } }
    #expect(reports.count == 2, "once each")
  }
}
