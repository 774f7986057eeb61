import Audio
import Testing

@testable import Media

/// The marker says that a talkspurt begins after silence (RFC 3551, 4.1), a key (RFC 4733, 2.5.1.1), or the sound of
/// another source; nothing else has it.
@Suite(.serialized) struct MarkerTests {
  private func marks(_ packets: [Peer.Packet]) -> [Int] {
    packets.indices.filter { packets[$0].marker }
  }

  /// Nobody sends comfort noise here: a phone that suppresses silence simply stops.
  @Test func aTalkspurtIsMarkedAfterAPauseOfTheVoice() throws {
    try inTime { studio in
      let citizen = try studio.join("citizen", tone: 700)
      let seat = try studio.join("seat", tone: 1_100)
      studio.hear("seat: citizen")
      #expect(studio.wait { seat.hears(700) > 4_500 })
      seat.forget()
      citizen.talking = false
      #expect(studio.wait { seat.packets.count > 40 })
      #expect(studio.wait { seat.hears(700) < 100 })
      let quiet = seat.packets.count
      citizen.skip(samples: UInt32(quiet * 160))
      citizen.talking = true
      #expect(studio.wait { seat.packets.count > quiet + 40 && seat.hears(700) > 4_500 })
      expectContinuous(seat.packets)
      let marks = marks(seat.packets)
      guard marks.count == 2 else {
        return ["not one where the box's noise begins and one where the voice is back: \(marks)"]
      }
      func level(_ packet: Int) -> Double {
        Levels.rms(G711.tables.decode(seat.packets[packet].payload, law: .a))
      }
      return [
        level(marks[1]) > -30 ? "" : "not the voice", level(marks[1] - 1) < -40 ? "" : "no noise",
      ]
      .filter { !$0.isEmpty }
    }
  }

  /// The peer's own marker goes on with its packet, as long as the pause before it is too short to be filled.
  @Test func thePeersMarkerIsRelayed() throws {
    try inTime { studio in
      let citizen = try studio.join("citizen", tone: 700)
      let seat = try studio.join("seat", tone: 1_100)
      studio.hear("seat: citizen")
      #expect(studio.hearing(20, "seat"))
      seat.forget()
      let payload = [UInt8](repeating: 0xD5, count: 160)
      citizen.send(citizen.rtp(type: 8, marker: true, citizen.timestamp, payload))
      citizen.skipSequence()
      citizen.skip(samples: 160)
      #expect(studio.hearing(20, "seat"))
      let marked = seat.packets.filter(\.marker)
      return marked.map(\.payload) == [payload] ? [] : ["\(marked.count) are marked, or another"]
    }
  }

  /// The mixer sends without a pause whoever speaks: only its first packet is marked, and the first after a hold.
  @Test(arguments: [10, 20, 60]) func theMixIsMarkedOnce(time: Int) throws {
    try inTime { studio in
      let citizen = try studio.join("citizen", tone: 700)
      let seat = try studio.join("seat", tone: 1_100) { $0.packetTimeOut = time }
      let police = try studio.join("police", tone: 1_700)
      studio.hear("seat: citizen police", sounds: ["seat": Sound(loop: .ringback)])
      #expect(studio.hearing(20, "seat"))
      citizen.talking = false
      #expect(studio.hearing(20, "seat"))
      police.talking = false
      studio.hear("seat: citizen police")
      #expect(studio.hearing(20, "seat"))
      citizen.talking = true
      #expect(studio.wait { seat.hears(700, milliseconds: 300) > 4_500 })
      let first = marks(seat.packets)
      expectContinuous(seat.packets, samples: UInt32(time * 8))

      var parameters = StreamParameters(
        remoteAddress: seat.boxAddress, remotePort: seat.port, packetTimeOut: time, sending: false)
      try studio.plane.update(studio.id("seat"), parameters)
      let sent = citizen.sent
      #expect(studio.wait { citizen.sent > sent + 30 })
      seat.forget()
      parameters.sending = true
      try studio.plane.update(studio.id("seat"), parameters)
      #expect(studio.hearing(20, "seat"))
      let second = marks(seat.packets)
      return first == [0] && second == [0] ? [] : ["marked: \(first), after the hold \(second)"]
    }
  }

  /// From the relay to the mix and back: each new source is marked once, and its time goes on where the other's was.
  @Test func aChangeOfTheSourceIsMarked() throws {
    try inTime { studio in
      try studio.join("citizen", tone: 700)
      let seat = try studio.join("seat", tone: 1_100)
      try studio.join("police", tone: 1_700)
      var complaints: [String] = []
      for (row, tones) in [
        ("seat: citizen", [700.0]), ("seat: citizen police", [700, 1_700]),
        ("seat: police", [1_700]), ("seat: citizen", [700]),
      ] {
        let count = seat.packets.count
        studio.hear(row)
        #expect(
          studio.wait {
            seat.packets.count > count + 30 && tones.allSatisfy { seat.hears($0) > 4_500 }
          })
        let marks = marks(Array(seat.packets[count...]))
        if marks.count != 1 { complaints.append("\(row): \(marks)") }
      }
      expectContinuous(seat.packets)
      return complaints
    }
  }

  /// A key is marked where the listener's begins, also if its first packet never reached the box; the sound beside it
  /// goes on.
  @Test(arguments: [true, false]) func aKeyIsMarkedOnce(relayed: Bool) throws {
    try inTime { studio in
      let citizen = try studio.join("citizen", tone: 700) { $0.forwardDigits = true }
      let seat = try studio.join("seat", tone: 1_100)
      try studio.join("police", tone: 1_700)
      studio.hear(relayed ? "seat: citizen" : "seat: citizen police")
      #expect(studio.hearing(20, "seat"))
      var complaints: [String] = []
      for event: UInt8 in [1, 2] {
        seat.forget()
        citizen.hold(event, packets: 8)
        #expect(studio.wait { seat.packets.filter { $0.payloadType == 101 }.count >= 6 })
        #expect(studio.hearing(10, "seat"))
        let key = marks(seat.packets.filter { $0.payloadType == 101 })
        let all = marks(seat.packets)
        if key != [0] || all.count != 1 { complaints.append("key \(key), all \(all)") }
      }
      return complaints
    }
  }
}
