import Audio
import Testing

@testable import Media

/// Every peer gets packets as long as it wishes, whatever those are that it sends and those that the others send.
@Suite(.serialized) struct PacketTimeTests {
  /// Every timestamp is as much later as the packet before it was long.
  private func expectSeamless(
    _ packets: some Sequence<Peer.Packet>, _ codec: AudioCodec,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for (last, next) in zip(packets, packets.dropFirst()) {
      let ticks = codec.ticks(last.payload, length: last.payload.count)
      #expect(next.sequence == last.sequence &+ 1, sourceLocation: sourceLocation)
      #expect(next.timestamp &- last.timestamp == ticks, sourceLocation: sourceLocation)
    }
  }

  private func milliseconds(_ packet: Peer.Packet, _ codec: AudioCodec) -> Int {
    Int(codec.ticks(packet.payload, length: packet.payload.count) / codec.ticksPerMillisecond)
  }

  /// One wishes 30 ms and sends 10, another wishes 60 and sends 50, a third has 20 both ways.
  @Test(arguments: [
    [AudioCodec.pcma, .pcma, .pcmu], [.g722, .pcma, .g722], [.l16, .g722, .pcma],
    [.pcmu, .opus, .opus], [.opus, .l16, .l16Wide],
  ])
  func wishesOfBothSidesAreKept(codecs: [AudioCodec]) throws {
    let studio = try Studio()
    let wishes = [30, 60, 20]
    let sent = zip([10, 50, 20], codecs).map { $1.packetTime(nearest: $0) }
    let peers = try [("citizen", 700.0), ("seat", 1_100), ("police", 1_700)].enumerated().map {
      index, one in
      let peer = try studio.join(one.0, tone: one.1, codec: codecs[index]) {
        $0.packetTimeOut = wishes[index]
        $0.packetTimeIn = sent[index]
      }
      peer.packetTime = sent[index]
      return peer
    }
    studio.hear("citizen: seat police", "seat: citizen police", "police: citizen seat")
    #expect(studio.hearing(40))
    for (index, peer) in peers.enumerated() {
      let time = codecs[index].packetTime(nearest: wishes[index])
      #expect(peer.packets.allSatisfy { milliseconds($0, codecs[index]) == time })
      expectSeamless(peer.packets, codecs[index])
      for other in peers where other !== peer {
        #expect(
          studio.wait { peer.hears(other.tone!, milliseconds: 500) > 4_000 },
          "\(peer.name) hears \(other.name)")
      }
      #expect(peer.hears(peer.tone!, milliseconds: 500) < 200)
    }
  }

  /// Two parties whose packets are not what the other one wishes meet in the mixer; both hear as long
  /// packets as they wish.
  @Test(arguments: [(10, 30), (30, 10), (20, 60), (50, 20)])
  func twoPartiesThatDifferAreRepacked(times: (citizen: Int, seat: Int)) throws {
    let studio = try Studio()
    let citizen = try join("citizen", 700, times.citizen, studio)
    let seat = try join("seat", 1_100, times.seat, studio)
    studio.hear("citizen: seat", "seat: citizen")
    #expect(studio.hearing(40))
    for (peer, tone, time) in [(citizen, 1_100.0, times.citizen), (seat, 700, times.seat)] {
      #expect(studio.wait { peer.hears(tone, milliseconds: 500) > 4_500 })
      #expect(peer.packets.allSatisfy { milliseconds($0, .pcma) == time })
      expectSeamless(peer.packets, .pcma)
    }
    #expect(studio.plane.statistics().packetsRelayed == 0)
  }

  private func join(
    _ name: String, _ tone: Double, _ time: Int, _ studio: Studio
  ) throws -> Peer {
    let peer = try studio.join(name, tone: tone) {
      $0.packetTimeOut = time
      $0.packetTimeIn = time
    }
    peer.packetTime = time
    return peer
  }

  /// A wish is often passed over: what counts is what comes.
  @Test func aPeerThatDoesOtherwiseThanItWasAskedIsRepacked() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700)
    let seat = try studio.join("seat", tone: 1_100)
    studio.hear("citizen: seat", "seat: citizen")
    #expect(studio.hearing(20))
    #expect(studio.plane.statistics().packetsRelayed > 0)
    for time in [30, 20, 60] {
      seat.packetTime = time
      #expect(
        studio.wait {
          citizen.packets.count > 40
            && citizen.packets.suffix(30).allSatisfy { milliseconds($0, .pcma) == 20 }
        }, "\(time)")
      #expect(studio.wait { citizen.hears(1_100, milliseconds: 500) > 4_500 }, "\(time)")
      #expect(Set(citizen.packets.map(\.source)).count == 1)
      citizen.forget()
    }
  }

  /// Who has said nothing about packets gets them as they come, as long as it takes them.
  @Test func whoHasNoWishIsRelayedWhatComes() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700) { $0.packetTimesTaken = 1...40 }
    let seat = try studio.join("seat", tone: 1_100)
    seat.packetTime = 30
    studio.hear("citizen: seat", "seat: citizen")
    #expect(studio.wait { citizen.packets.count > 30 })
    #expect(citizen.packets.suffix(20).allSatisfy { milliseconds($0, .pcma) == 30 })
    expectSeamless(citizen.packets.suffix(20), .pcma)
    seat.packetTime = 50
    #expect(
      studio.wait {
        citizen.packets.suffix(20).allSatisfy { milliseconds($0, .pcma) == 20 }
      })
    #expect(studio.wait { citizen.hears(1_100, milliseconds: 500) > 4_500 })
  }

  /// A re-INVITE asks for other packets in the middle of a call: not a sample is lost or comes twice.
  @Test(arguments: [AudioCodec.pcma, .g722, .opus])
  func anotherWishInTheMiddleOfACallTakesNoSample(codec: AudioCodec) throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700, codec: codec)
    try studio.join("seat", tone: 1_100)
    try studio.join("police", tone: 1_700)
    studio.hear("citizen: seat police")
    #expect(studio.hearing(20, "citizen"))
    var parameters = StreamParameters(
      remoteAddress: citizen.boxAddress, remotePort: citizen.port, codec: codec)
    for time in [60, 10, 40, 30, 50, 20] {
      parameters.packetTimeOut = time
      try studio.plane.update(studio.id("citizen"), parameters)
      let wanted = codec.packetTime(nearest: time)
      #expect(studio.wait { citizen.packets.last.map { milliseconds($0, codec) } == wanted })
      #expect(studio.hearing(20, "citizen"))
    }
    // What a machine that stood still did not send is a true pause.
    if studio.late == 0 { expectSeamless(citizen.packets, codec) }
    #expect(citizen.hears(1_100, milliseconds: 400) > 4_000)
  }

  /// When a voice stops after a long while, no more of it is still on its way than after a short one.
  @Test(arguments: [(10, 30), (30, 10), (60, 20), (20, 60), (50, 40)])
  func delayDoesNotGrow(times: (from: Int, to: Int)) throws {
    let studio = try Studio()
    let citizen = try join("citizen", 700, times.from, studio)
    let seat = try join("seat", 1_100, times.to, studio)
    studio.hear("seat: citizen")
    #expect(studio.hearing(6_000 / times.to, "seat"))
    #expect(seat.hears(700, milliseconds: 500) > 4_500)
    citizen.tone = nil
    let count = seat.packets.count
    #expect(studio.hearing(600 / times.to, "seat"))
    let loud = seat.packets[count...].filter {
      Levels.rms(G711.tables.decode($0.payload, law: .a)) > -40
    }
    #expect(loud.count * times.to <= 260, "\(loud.count * times.to) ms were still on their way")
  }

  @Test func threeInARowMakeAPacketTime() {
    var watch = PacketTimeWatch()
    func told(_ ticks: [UInt32]) -> [Bool] {
      ticks.map { watch.isOther($0, ticksPerMillisecond: 8) }
    }
    watch.expect(20)
    let mixed = told([160, 240, 160, 240, 240, 160, 80, 100, 100, 100, 100])
    #expect(!mixed.contains(true))
    #expect(told([240, 240, 240, 240]) == [false, false, true, false])
    #expect(watch.milliseconds == 30)
    // The word may cross another from control: so it is said once more.
    watch.expect(20)
    #expect(told([240, 240, 240, 240]) == [false, false, true, false])
  }
}

extension Peer {
  /// The amplitude of a tone in the last `milliseconds` that it heard, however long its packets are.
  func hears(_ frequency: Double, milliseconds: Int) -> Double {
    guard let last = packets.last(where: { $0.payloadType == payloadType }) else { return 0 }
    let time = Int(
      codec.ticks(last.payload, length: last.payload.count) / codec.ticksPerMillisecond)
    return hears(frequency, last: milliseconds / max(1, time), packetsOf: time)
  }
}
