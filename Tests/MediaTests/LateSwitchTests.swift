import Audio
import Testing

@testable import Media

/// From the mix to the relay behind a packet that was late: the mixer has then played a part of a packet, because what it
/// made up meanwhile ends with a period of the voice.
@Suite(.serialized) struct LateSwitchTests {
  /// Each packet of the citizen's is a square wave of a height of its own. One, two or three ticks that are made up end
  /// 66 to 74 samples before a period does: by so much the mixer is then behind the packets.
  private static let period = 78
  /// What blending with what was made up may change of a packet: 3 ms.
  private static let blended = 24

  private static func height(_ number: Int) -> UInt8 { UInt8(0x90 + number % 40) ^ 0x55 }

  /// 20 ms in which the wave goes on; the highest bit of A-law is the sign.
  private static func wave(_ number: Int) -> [UInt8] {
    (number * 160..<(number + 1) * 160).map {
      height(number) ^ ($0 % period < period / 2 ? 0 : 0x80)
    }
  }

  /// How many samples of a packet a peer heard.
  private static func samples(of number: Int, at peer: Peer) -> Int {
    let own = G711.tables.decode([height(number)], law: .a)[0]
    return peer.packets.reduce(0) { sum, packet in
      sum + PeerCodec(peer.codec).decode([packet.payload]).count { abs(Int($0)) == abs(Int(own)) }
    }
  }

  /// A party joins that hears the citizen alone, when the seat, which is mixed for because it speaks L16, leaves: of
  /// each packet they hear all.
  @Test func ofAPacketThatWasPlayedInPartTheNextListenerGetsAll() throws {
    let studio = try Studio()
    let seat = try studio.join("seat", codec: .l16)
    let desk = try studio.join("desk")
    let rounds = try run(
      studio, [seat, desk], before: ["seat: citizen", "desk:"], after: ["seat:", "desk: citizen"])
    for round in rounds {
      #expect(round.least >= 160 - LateSwitchTests.blended, "\(round)")
      #expect(round.mostOfLast <= 160 + 80, "\(round)")
    }
  }

  /// Whoever was mixed for, and is relayed now, hears all of each packet; at most 10 ms twice.
  @Test func whoHeardThePartGetsTheRest() throws {
    let studio = try Studio()
    try studio.join("seat")
    let desk = try studio.join("desk")
    let rounds = try run(studio, [desk], before: ["desk: citizen seat"], after: ["desk: citizen"])
    for round in rounds {
      #expect(round.least >= 160 - LateSwitchTests.blended, "\(round)")
      #expect(round.mostOfLast <= 160 + 80, "\(round)")
    }
  }

  private struct Round {
    /// Samples that the listeners heard of the packet of which they heard least, of those from the late one on.
    var least: Int
    /// Samples that the last listener heard of the last packets, of which nothing is made up from.
    var mostOfLast: Int
    var heard: [[Int]]
  }

  private func run(
    _ studio: Studio, _ listeners: [Peer], before: [String], after: [String]
  ) throws -> [Round] {
    let citizen = try studio.join("citizen")
    citizen.script = LateSwitchTests.wave
    for peer in studio.peers where peer !== citizen { peer.talking = false }
    var rounds: [Round] = []
    for _ in 0..<10 {
      #expect(studio.inForce(studio.hear(before)))
      let start = citizen.sent
      #expect(studio.wait { citizen.sent > start + 5 })
      // Until the mixer has made something up.
      citizen.talking = false
      let packets = listeners[0].packets.count
      #expect(studio.wait { listeners[0].packets.count > packets + 2 })
      for listener in listeners { listener.forget() }
      let late = citizen.sent
      citizen.speak()
      citizen.speak()
      #expect(studio.wait { LateSwitchTests.samples(of: late, at: listeners[0]) > 40 })
      studio.hear(after)
      citizen.speak()
      citizen.talking = true
      let last = citizen.sent - 1
      let listener = listeners[listeners.count - 1]
      #expect(studio.wait { LateSwitchTests.samples(of: last + 1, at: listener) >= 160 })
      let heard = (late...last).map { number in
        listeners.map { LateSwitchTests.samples(of: number, at: $0) }
      }
      rounds.append(
        Round(
          least: heard.map { $0.reduce(0, +) }.min() ?? 0,
          mostOfLast: heard.suffix(2).map { $0[listeners.count - 1] }.max() ?? 0, heard: heard))
    }
    return rounds
  }

  /// Of a packet of 20 ms from timestamp 1,000 on.
  @Test(arguments: [
    (nil, false, 0), (900, true, 0), (1_000, true, 0), (1_079, true, 0), (1_080, true, 80),
    (1_159, true, 80), (1_160, true, 160), (1_110, false, 0), (1_159, false, 0),
    (1_160, false, 160), (1_400, false, 160),
  ])
  func whatIsLeftOut(played: UInt32?, isHeard: Bool, ticks: UInt32) {
    var packet = RecentPacket()
    packet.header.timestamp = 1_000
    packet.ticks = 160
    #expect(packet.leftOut(played: played, isHeard: isHeard) == ticks)
  }

  /// Opus cannot be cut.
  @Test(arguments: [(1_400, 0), (1_600, 960)])
  func ofOpusNothingOrAllIsLeftOut(played: UInt32, ticks: UInt32) {
    var packet = RecentPacket()
    packet.header.timestamp = 1_000
    packet.ticks = 960
    packet.codec = .opus
    #expect(packet.leftOut(played: played, isHeard: true) == ticks)
  }
}
