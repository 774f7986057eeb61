import Audio
import Media
import Testing

/// From the mix to the relay: what the mixer has not played yet is not lost, and nothing is heard twice.
///
/// The citizen's packets are numbered by what they say. Rounds in which the machine kept the citizen's phone
/// or the mixer waiting, or in which a packet before the switch came too late for its tick, do not count: then something
/// is made up.
@Suite(.serialized) struct SwitchTests {
  /// A party joins that hears the citizen alone, when the seat, which is mixed for because it speaks L16,
  /// leaves.
  @Test func aPacketThatTheMixerHasNotPlayedYetReachesTheNextListener() throws {
    let studio = try Studio()
    let seat = try studio.join("seat", codec: .l16)
    let desk = try studio.join("desk")
    try run(
      studio, [seat, desk], before: ["seat: citizen", "desk:"], after: ["seat:", "desk: citizen"])
  }

  /// A listener that stays: its mix becomes the citizen's packets.
  @Test func whoIsMixedForAndThenRelayedMissesNothing() throws {
    let studio = try Studio()
    let seat = try studio.join("seat")
    let desk = try studio.join("desk")
    try run(studio, [seat, desk], before: ["desk: citizen seat"], after: ["desk: citizen"])
  }

  /// The other way round.
  @Test func whoIsRelayedAndThenMixedForMissesNothing() throws {
    let studio = try Studio()
    let seat = try studio.join("seat")
    let desk = try studio.join("desk")
    try run(studio, [seat, desk], before: ["desk: citizen"], after: ["desk: citizen seat"])
  }

  /// Until ten switches count; each packet must be heard by one of the listeners, and by none of them twice.
  private func run(
    _ studio: Studio, _ listeners: [Peer], before: [String], after: [String]
  ) throws {
    let citizen = try studio.join("citizen")
    citizen.script = { [UInt8](repeating: SwitchTests.code($0), count: 160) }
    for listener in listeners { listener.talking = false }
    var quiet = 0
    for _ in 0..<100 where quiet < 10 {
      let late = studio.late
      #expect(studio.inForce(studio.hear(before)))
      let start = citizen.sent
      #expect(studio.wait { citizen.sent > start + 5 })
      for listener in listeners { listener.forget() }
      let first = citizen.sent
      #expect(studio.wait { citizen.sent > first + 3 })
      // Just spoken, so hardly ever played yet; and the next comes as soon as the change is in force.
      citizen.speak()
      #expect(studio.inForce(studio.hear(after)))
      citizen.speak()
      let last = citizen.sent - 1
      #expect(studio.wait { citizen.sent > last + 4 })
      #expect(studio.wait { listeners.contains { SwitchTests.numbers($0).contains(last % 40) } })
      if studio.late > late { continue }
      let heard = listeners.map(SwitchTests.numbers)
      guard heard.allSatisfy({ SwitchTests.isInOrder($0.prefix { $0 != (last - 1) % 40 }) }) else {
        continue
      }
      // What left before the listeners began to count may be the rest of it.
      let missing = (first + 1...last).filter { number in
        !heard.contains { $0.contains(number % 40) }
      }
      // The mixer holds two packets back at most: what was lost before them was not lost at the switch.
      if missing.contains(where: { $0 < last - 3 }) { continue }
      quiet += 1
      #expect(missing.isEmpty, "nobody heard \(missing) of \(first + 1)...\(last): \(heard)")
      let around = heard.map { $0.prefix { $0 != (last + 1) % 40 } }
      #expect(around.allSatisfy(SwitchTests.isInOrder), "\(heard)")
    }
    #expect(quiet > 0, "this machine was never quiet")
  }

  /// The A-law code of a packet: 40 of them, loud and far apart.
  private static func code(_ number: Int) -> UInt8 { UInt8(0x90 + number % 40) ^ 0x55 }

  /// The numbers of the packets, modulo 40, of which a peer heard 10 ms, one after the other.
  private static func numbers(_ peer: Peer) -> [Int] {
    let known = Dictionary(
      uniqueKeysWithValues: (0..<40).map { number in
        (G711.tables.decode([code(number)], law: .a)[0], number)
      })
    return peer.packets.flatMap { packet -> [Int] in
      let samples = PeerCodec(peer.codec).decode([packet.payload])
      // What stands before the middle of 10 ms may still be blended with what was made up.
      return stride(from: 0, to: samples.count, by: 80).compactMap { known[samples[$0 + 60]] }
    }
  }

  /// Each number twice, for its two halves, and after it the next.
  private static func isInOrder(_ halves: some Sequence<Int>) -> Bool {
    zip(halves, halves.dropFirst()).enumerated().allSatisfy { index, pair in
      pair.1 == (index % 2 == 0 ? pair.0 : (pair.0 + 1) % 40)
    }
  }
}
