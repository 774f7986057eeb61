import Audio
import Glibc
import Media
import Testing

@Suite(.serialized) struct StreamTests {
  func digits(_ studio: Studio) -> String {
    String(
      studio.notices.compactMap {
        if case .digit(_, let digit, _) = $0 { digit } else { nil }
      })
  }

  @Test func aKeyIsReportedOnceHoweverManyPackets() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700)
    let seat = try studio.join("seat", tone: 1_100)
    studio.hear("citizen: seat", "seat: citizen")
    #expect(studio.hearing(10))
    seat.talking = false
    citizen.forget()
    let before = Clock.now()
    for (event, lostBeginning) in [(UInt8(10), false), (1, true), (1, false)] {
      let at = seat.timestamp
      for step in 1...4 where !lostBeginning || step == 4 {
        seat.press(event, duration: UInt16(step * 160), end: false, at: at)
      }
      for _ in 0..<3 { seat.press(event, duration: 800, end: true, at: at) }
      seat.skip(samples: 1_600)
    }
    #expect(studio.wait { digits(studio).count >= 3 })
    seat.talking = true
    #expect(studio.hearing(30, "citizen"))
    #expect(digits(studio) == "*11")
    for notice in studio.notices {
      if case .digit(let id, _, let at) = notice {
        #expect(id == studio.id("seat"))
        #expect(at >= before && at <= Clock.now())
      }
    }
    #expect(citizen.packets.allSatisfy { $0.payloadType == 8 }, "a seat's digits are clamped")
    expectContinuous(citizen.packets)
  }

  /// While a seat holds a key down its packets hold no sound: the listener gets the box's, without
  /// a gap that timestamps would show.
  @Test func whileAKeyIsHeldTheListenerGetsComfortNoise() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700)
    let seat = try studio.join("seat", tone: 1_100)
    studio.hear("citizen: seat", "seat: citizen")
    for key in 1...4 {
      #expect(studio.hearing(10, "citizen"))
      seat.hold(3, packets: 10)
      #expect(studio.wait { digits(studio).count == key })
      #expect(studio.hearing(15, "citizen"))
    }
    #expect(digits(studio) == "3333")
    #expect(citizen.packets.allSatisfy { $0.payloadType == 8 })
    expectContinuous(citizen.packets)
    let pauses = zip(citizen.packets, citizen.packets.dropFirst()).filter {
      $1.timestamp &- $0.timestamp != 160
    }
    #expect(pauses.count <= studio.late)
  }

  @Test func theCitizensDigitsTravelOnUnderTheListenersPayloadType() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700) { $0.forwardDigits = true }
    let seat = try studio.join("seat", tone: 1_100) { $0.telephoneEventSendPayloadType = 96 }
    studio.hear("citizen: seat", "seat: citizen")
    #expect(studio.hearing(10))
    let at = citizen.timestamp
    for step in 1...5 {
      citizen.press(7, duration: UInt16(step * 160), end: step == 5, at: at)
    }
    #expect(studio.wait { seat.packets.filter { $0.payloadType == 96 }.count == 5 })
    #expect(studio.wait { digits(studio) == "7" })
    let events = seat.packets.filter { $0.payloadType == 96 }
    #expect(events.allSatisfy { $0.payload[0] == 7 })
    #expect(Set(events.map(\.timestamp)).count == 1)
    #expect(Set(seat.packets.map(\.source)).count == 1)
  }

  @Test func packetsFromElsewhereAreCountedAndDropped() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700)
    let seat = try studio.join("seat")
    let stranger = Peer("stranger", tone: 2_000)
    stranger.boxPort = citizen.boxPort
    studio.hear("citizen: seat", "seat: citizen")
    #expect(studio.hearing(5))
    for _ in 0..<20 { stranger.speak() }
    #expect(studio.hearing(20))
    #expect(
      studio.wait { seat.hears(700, last: 20) > 5_000 && seat.hears(2_000, last: 20) < 100 })
    #expect(studio.wait { citizen.sent > 30 })
    let statistics = try close(studio, "citizen")
    #expect(statistics.droppedWrongSource == 20)
    #expect(statistics.packetsReceived >= 25)
  }

  @Test func aPeerBehindNATIsLatchedToOnceAndOnlyWhereAllowed() throws {
    let studio = try Studio()
    let signalled = try studio.join("citizen", latching: true)
    let seat = try studio.join("seat", tone: 1_100)
    signalled.talking = false
    let real = Peer("real", tone: 700)
    let thief = Peer("thief", tone: 2_000)
    real.boxPort = signalled.boxPort
    thief.boxPort = signalled.boxPort
    studio.hear("citizen: seat", "seat: citizen")
    var order = 0
    // Nothing but a valid packet of an agreed payload type latches.
    thief.send([0x80, 0x08, 0, 0])
    thief.send(thief.rtp(type: 33, marker: false, 0, [1, 2, 3]))
    real.speak()
    #expect(studio.hearing(1, "seat"))
    for _ in 0..<10 {
      real.speak()
      thief.speak()
      #expect(studio.hearing(1, "seat"))
    }
    #expect(
      studio.wait {
        real.listen(&order)
        return real.packets.count > 5
      }, "the answer goes to where the packets come from")
    thief.listen(&order)
    #expect(thief.packets.isEmpty)
    #expect(
      studio.wait {
        if real.sent < seat.packets.count { real.speak() }
        return seat.hears(700, last: 8) > 4_000 && seat.hears(2_000, last: 8) < 200
      })
    #expect(try close(studio, "citizen").droppedWrongSource >= 10)
  }

  @Test func whatIsNoRTPIsCountedAndHarmsNobody() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700)
    let seat = try studio.join("seat", tone: 1_100)
    studio.hear("citizen: seat", "seat: citizen")
    #expect(studio.hearing(5))
    let bad: [[UInt8]] = [
      [], [0x80], Array("OPTIONS sip:x SIP/2.0".utf8),
      [0x40, 8] + [UInt8](repeating: 0, count: 20),
      [0x8F, 8] + [UInt8](repeating: 0, count: 12),
      [0x90, 8, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0xFF, 0xFF],
      [0xA0, 8, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 9, 9, 200],
      [UInt8](repeating: 0x80, count: 3_000),
    ]
    for bytes in bad { citizen.send(bytes) }
    var random = SystemRandomNumberGenerator()
    for length in 0..<300 {
      citizen.send((0..<length).map { _ in random.next() } as [UInt8])
    }
    #expect(studio.hearing(10))
    #expect(studio.wait { citizen.hears(1_100, last: 8) > 4_000 })
    #expect(studio.wait { seat.hears(700, last: 8) > 4_000 })
    let statistics = try close(studio, "citizen")
    #expect(statistics.droppedMalformed >= 8)
  }

  @Test func lostMediaIsReportedOnceAndItsReturnToo() throws {
    let studio = try Studio { $0.silence.loss = 1_000 }
    let citizen = try studio.join("citizen", tone: 700)
    try studio.join("mute") { $0.receiving = false }.talking = false
    let id = studio.id("citizen")
    #expect(studio.wait { citizen.sent > 10 })
    #expect(studio.notices.isEmpty)
    citizen.talking = false
    #expect(studio.wait(for: { $0 == .mediaLost(id) }) != nil)
    citizen.talking = true
    #expect(studio.wait(for: { $0 == .mediaBack(id) }) != nil)
    #expect(studio.notices == [.mediaLost(id), .mediaBack(id)], "and nothing about the mute one")
  }

  @Test func mediaThatIsNoLongerExpectedIsNotLost() throws {
    let studio = try Studio { $0.silence.loss = 300 }
    let citizen = try studio.join("citizen", tone: 700)
    let id = studio.id("citizen")
    #expect(studio.wait { citizen.sent > 10 })
    citizen.talking = false
    #expect(studio.wait(for: { $0 == .mediaLost(id) }) != nil)
    // The phone puts the call on hold: from now on its silence is agreed.
    var held = StreamParameters(remoteAddress: "127.0.0.1", remotePort: citizen.port)
    held.receiving = false
    try studio.plane.update(id, held)
    #expect(studio.wait(for: { $0 == .mediaBack(id) }) != nil)
  }

  @Test func codecAndAddressMayChangeDuringTheCall() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700)
    let seat = try studio.join("seat", tone: 1_100)
    studio.hear("citizen: seat", "seat: citizen")
    #expect(studio.hearing(10))
    let moved = Peer("moved", tone: 900)
    moved.boxPort = citizen.boxPort
    moved.codec = .pcmu
    citizen.talking = false
    try studio.plane.update(
      studio.id("citizen"),
      StreamParameters(remoteAddress: "127.0.0.1", remotePort: moved.port, codec: .pcmu))
    var order = 0
    #expect(
      studio.wait {
        moved.listen(&order)
        if moved.sent < moved.packets.count { moved.speak() }
        return moved.packets.count >= 30 && moved.hears(1_100) > 5_000
          && seat.hears(900, last: 15) > 4_000
      })
    #expect(moved.packets.allSatisfy { $0.payloadType == 0 })
    #expect(moved.packets[0].source == citizen.packets[0].source, "still the same stream")
    expectContinuous(seat.packets)
  }

  @Test func onHoldNothingIsSent() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700)
    try studio.join("seat", tone: 1_100)
    studio.hear("citizen: seat", "seat: citizen")
    #expect(studio.hearing(10))
    try studio.plane.update(
      studio.id("citizen"),
      StreamParameters(
        remoteAddress: "127.0.0.1", remotePort: citizen.port, sending: false, receiving: false))
    #expect(studio.inForce(studio.hear("seat: citizen")))
    #expect(studio.hearing(5, "seat"))
    citizen.forget()
    #expect(studio.hearing(20, "seat"))
    #expect(citizen.packets.isEmpty)
  }

  @Test func aClosedStreamNeitherHearsNorIsHeard() throws {
    let studio = try Studio()
    try studio.join("citizen", tone: 700)
    let seat = try studio.join("seat", tone: 1_100)
    let police = try studio.join("police", tone: 1_500)
    studio.hear("citizen: seat police", "seat: citizen police", "police: citizen seat")
    #expect(studio.hearing(10))
    #expect(studio.wait { police.sent > 10 })
    let dead = studio.id("police")
    #expect(try close(studio, "police").packetsReceived > 5)
    seat.forget()
    police.forget()
    #expect(studio.hearing(40, "citizen", "seat"))
    #expect(
      studio.wait { seat.hears(700, last: 20) > 4_000 && seat.hears(1_500, last: 20) < 100 })
    #expect(police.packets.isEmpty)
    studio.plane.close(dead)
    studio.plane.play(.confirm, to: dead, token: 1)
    #expect(throws: MediaError.noSuchStream(dead)) {
      try studio.plane.update(dead, StreamParameters(remoteAddress: "127.0.0.1", remotePort: 9))
    }
  }

  @Test func reportsAreSentAndRead() throws {
    let studio = try Studio()
    let citizen = try studio.join("citizen", tone: 700)
    try studio.join("seat", tone: 1_100)
    // RTCP comes to the port after the peer's.
    let ears = Peer("ears")
    try studio.plane.update(
      studio.id("citizen"),
      StreamParameters(remoteAddress: "127.0.0.1", remotePort: ears.port - 1))
    _ = citizen
    studio.hear("citizen: seat", "seat: citizen")
    var order = 0
    #expect(
      studio.wait {
        ears.listen(&order)
        return !ears.packets.isEmpty
      })
    #expect(ears.packets[0].payloadType == 200 - 128, "a sender report")
  }

  /// Closes a stream and returns what it carried.
  func close(_ studio: Studio, _ name: String) throws -> StreamStatistics {
    try #require(studio.leave(name))
  }
}
