import Audio
import Glibc
import Testing

@testable import Media

/// A citizen's keys reach whoever hears the citizen, as events of the listener's own stream, each once.
@Suite(.serialized) struct KeyTests {
  /// What a listener was sent of keys: one entry for each timestamp.
  private func keys(_ peer: Peer, type: UInt8 = 101) -> [[Peer.Packet]] {
    var keys: [[Peer.Packet]] = []
    for packet in peer.packets where packet.payloadType == type {
      if keys.last?.last?.timestamp == packet.timestamp {
        keys[keys.count - 1].append(packet)
      } else {
        keys.append([packet])
      }
    }
    return keys
  }

  private func duration(_ packet: Peer.Packet) -> Int {
    Int(packet.payload[2]) << 8 | Int(packet.payload[3])
  }

  private func ends(_ packet: Peer.Packet) -> Bool { packet.payload[1] & 0x80 != 0 }

  /// One whole key: marked, growing, ended three times, numbered among the packets of sound.
  private func expectWhole(
    _ key: [Peer.Packet], event: UInt8, units: Int, in peer: Peer,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(key.allSatisfy { $0.payload[0] == event }, sourceLocation: sourceLocation)
    #expect(key.map(\.marker) == [true] + Array(repeating: false, count: key.count - 1))
    #expect(key.suffix(3).allSatisfy(ends), sourceLocation: sourceLocation)
    #expect(key.filter(ends).count == 3, sourceLocation: sourceLocation)
    let durations = key.map(duration)
    #expect(durations == durations.sorted(), sourceLocation: sourceLocation)
    #expect(durations.last == units, "\(durations)", sourceLocation: sourceLocation)
    for (last, next) in zip(peer.packets, peer.packets.dropFirst()) {
      #expect(next.sequence == last.sequence &+ 1, sourceLocation: sourceLocation)
    }
    let sound = peer.packets.filter { $0.payloadType == peer.payloadType }
    #expect(
      sound.contains { $0.timestamp == key[0].timestamp }, "a key has the sound's clock",
      sourceLocation: sourceLocation)
    #expect(Set(peer.packets.map(\.source)).count == 1, sourceLocation: sourceLocation)
  }

  private func threeWay(_ studio: Studio, _ codecs: [AudioCodec] = [.pcma, .pcma, .pcma]) throws
    -> [Peer]
  {
    let names = ["citizen", "seat", "police"]
    let peers = try zip(names, codecs).enumerated().map { index, pair in
      try studio.join(pair.0, tone: [700, 1_100, 1_700][index], codec: pair.1) {
        $0.forwardDigits = index == 0
        if pair.1 == .opus { $0.telephoneEventSendClock = 48_000 }
      }
    }
    studio.hear("citizen: seat police", "seat: citizen police", "police: citizen seat")
    try #require(studio.hearing(20))
    return peers
  }

  @Test(arguments: [
    [AudioCodec.pcma, .pcma, .pcma], [.pcmu, .g722, .opus],
  ]) func everyListenerOfAMixGetsEachKeyOnce(codecs: [AudioCodec]) throws {
    let studio = try Studio()
    let peers = try threeWay(studio, codecs)
    for event in [5, 11] as [UInt8] {
      peers[0].hold(event, packets: 5)
      #expect(studio.hearing(30))
    }
    #expect(studio.wait { keys(peers[1]).count == 2 && keys(peers[2]).count == 2 })
    #expect(studio.hearing(20))
    for peer in peers.dropFirst() {
      let sent = keys(peer)
      #expect(sent.count == 2, "each once")
      let units = peer.codec == .opus ? 4_800 : 800
      expectWhole(sent[0], event: 5, units: units, in: peer)
      expectWhole(sent[1], event: 11, units: units, in: peer)
    }
    #expect(keys(peers[0]).isEmpty, "nobody gets their own")
    // The others are heard on while the key is held.
    #expect(studio.wait { peers[1].hears(1_700) > 4_500 && peers[1].hears(700) > 4_500 })
  }

  @Test func seatsKeysReachNobodyAndWhoTakesNoneGetsNone() throws {
    let studio = try Studio()
    let peers = try threeWay(studio)
    var parameters = StreamParameters(remoteAddress: "127.0.0.1", remotePort: peers[2].port)
    parameters.telephoneEventReceivePayloadType = 101
    try studio.plane.update(studio.id("police"), parameters)
    peers[1].hold(1, packets: 5)
    #expect(studio.hearing(30))
    peers[0].hold(2, packets: 5)
    #expect(studio.wait { keys(peers[1]).count == 1 })
    #expect(studio.hearing(30))
    #expect(keys(peers[0]).isEmpty && keys(peers[2]).isEmpty)
    expectWhole(keys(peers[1])[0], event: 2, units: 800, in: peers[1])
  }

  /// Held over a change from relay to mixer and back: still one key, and it ends.
  @Test(arguments: [true, false]) func aKeyIsNotDoubledWhenHearingChanges(relayedFirst: Bool) throws
  {
    let studio = try Studio()
    let peers = try threeWay(studio)
    let relayed = ["citizen: seat", "seat: citizen"]
    let mixed = ["citizen: seat police", "seat: citizen police"]
    let (first, then) = relayedFirst ? (relayed, mixed) : (mixed, relayed)
    #expect(studio.inForce(studio.hear(first[0], first[1])))
    #expect(studio.hearing(20))
    peers[1].forget()
    peers[0].hold(7, packets: 30)
    #expect(studio.wait { keys(peers[1]).first.map { $0.count > 8 } ?? false })
    #expect(studio.inForce(studio.hear(then[0], then[1])))
    #expect(studio.wait { keys(peers[1]).first?.contains(where: ends) ?? false })
    #expect(studio.hearing(60))
    let sent = keys(peers[1])
    #expect(sent.count == 1, "\(sent.map { $0.map { "\($0.timestamp) \(duration($0))" } })")
    #expect(sent[0].filter(ends).count == 3)
    #expect(studio.wait { peers[1].hears(700) > 4_500 })
  }

  /// The network holds a relayed key up for longer than the listener goes without packets: comfort noise comes in
  /// between, and it is still one key.
  @Test func aKeyThatIsHeldUpOnTheWayStaysOne() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700) { $0.forwardDigits = true }
    let seat = try studio.join("seat", tone: 1_100)
    #expect(studio.inForce(studio.hear("citizen: seat", "seat: citizen")))
    #expect(studio.hearing(20))
    citizen.talking = false
    let at = citizen.timestamp
    func press(_ steps: ClosedRange<Int>) {
      for step in steps { citizen.press(4, duration: UInt16(step * 160), end: false, at: at) }
    }
    press(1...3)
    #expect(studio.wait { keys(seat).first?.count == 3 })
    let before = seat.packets.count
    #expect(studio.wait { seat.packets.count > before + 10 })
    press(13...14)
    for _ in 0..<3 { citizen.press(4, duration: 2_400, end: true, at: at) }
    citizen.skip(samples: 2_400)
    citizen.talking = true
    #expect(studio.wait { keys(seat).last?.contains(where: ends) ?? false })
    #expect(studio.hearing(30, "seat"))
    #expect(keys(seat).count == 1, "\(keys(seat).map { $0.map(\.timestamp) })")
    let key = keys(seat)[0]
    #expect(key.filter(ends).count == 3 && key.last.map(duration) == 2_400)
    #expect(key.indices.filter { key[$0].marker } == [0])
    let sound = seat.packets.filter { $0.payloadType == 8 }.map(\.timestamp)
    let steps = zip(sound, sound.dropFirst()).map { $1 &- $0 }
    #expect(steps.allSatisfy { $0 > 0 && $0 <= 1_600 }, "\(steps)")
  }

  /// The end is lost on the way: it is over all the same.
  @Test func aKeyWhoseEndIsLostEnds() throws {
    let studio = try Studio()
    let peers = try threeWay(studio)
    let at = peers[0].timestamp
    for step in 1...5 {
      peers[0].press(9, duration: UInt16(step * 160), end: false, at: at)
      let sent = peers[0].sent
      #expect(studio.wait { peers[0].sent > sent })
    }
    #expect(studio.wait { keys(peers[1]).first?.contains(where: ends) ?? false })
    #expect(studio.hearing(20))
    #expect(keys(peers[1]).count == 1)
    expectWhole(keys(peers[1])[0], event: 9, units: 800, in: peers[1])
  }

  /// A phone that also sounds its key: whoever gets the event does not get the tone.
  @Test func theTonesOfAKeyAreNotHeardBesideIt() throws {
    let studio = try Studio()
    let peers = try threeWay(studio)
    let at = peers[0].timestamp
    // A packet that comes more than 100 ms late finds its key ended: until half a second without.
    var step = 0
    func isAlone() -> Bool { peers[1].hears(700) < 200 && peers[1].hears(1_700) > 4_500 }
    while step < 40 || step < 400 && !isAlone() {
      step += 1
      peers[0].press(3, duration: UInt16(step * 160), end: false, at: at)
      let sent = peers[0].sent
      #expect(studio.wait { peers[0].sent > sent })
    }
    #expect(isAlone(), "\(peers[1].hears(700))")
    for _ in 0..<3 { peers[0].press(3, duration: UInt16(step * 160), end: true, at: at) }
    #expect(studio.hearing(30))
    #expect(studio.wait { peers[1].hears(700) > 4_500 })
    #expect(keys(peers[1]).count == 1)
  }

  /// 16 bits at 48,000 Hz are 1.4 s: a longer key goes on in segments that fit to each other.
  @Test func aLongKeyGoesOnInSegments() throws {
    let studio = try Studio()
    let peers = try threeWay(studio, [.pcma, .pcma, .opus])
    var late = -1
    // A packet that comes more than 100 ms late finds its key ended.
    for _ in 0..<10 where studio.late != late {
      late = studio.late
      for peer in peers { peer.forget() }
      peers[0].hold(8, packets: 100)
      #expect(studio.wait { keys(peers[2]).last?.contains(where: ends) ?? false })
      #expect(studio.hearing(10))
    }
    let segments = keys(peers[2])
    #expect(segments.count == 2)
    #expect(segments[0].last.map(duration) == 64_992 && !segments[0].contains(where: ends))
    #expect(segments[1][0].timestamp == segments[0][0].timestamp &+ 64_992)
    #expect(segments[1].allSatisfy { !$0.marker && $0.payload[0] == 8 })
    #expect(segments[1].last.map(duration) == 96_000 - 64_992)
    #expect(keys(peers[1]).count == 1)
  }
}
